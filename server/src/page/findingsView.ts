// The list of findings, each with the way to its place and to the page of its rule.
import type { Diagnosis } from '../core/index.ts';
import { element } from './dom.ts';
import { ROOT } from './files.ts';
import type { PageTexts } from './words.ts';

/** More of them nobody reads, and browsers show slowly. */
const MOST = 300;

export interface FindingsView {
  show(diagnoses: readonly Diagnosis[], texts: PageTexts, locale: string): void;
}

/** @param open called where somebody goes to the place of a finding. */
export function createFindingsView(list: HTMLElement, open: (found: Diagnosis) => void): FindingsView {
  return {
    show(diagnoses, texts, locale) {
      const shown = diagnoses.slice(0, MOST);
      list.replaceChildren(
        ...shown.map((found) => {
          const place = element('button', { type: 'button' }, placeOf(found));
          place.addEventListener('click', () => open(found));
          return element(
            'li',
            { data: { severity: found.severity } },
            element('span', { className: 'severity' }, texts.severity(found.severity)),
            place,
            element('a', { href: pageOf(found.ruleId, locale) }, found.ruleId),
            element('p', {}, found.message),
          );
        }),
      );
    },
  };
}

/** How many of so many findings are listed. */
export const listedOf = (found: number): number => Math.min(found, MOST);

const placeOf = ({ uri, start }: Diagnosis): string => `${nameOf(uri)}:${start.line + 1}:${start.column + 1}`;

/** The path of a file below what was dropped. */
export const nameOf = (uri: string): string => {
  const path = uri.slice(ROOT.length + 1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

const pageOf = (ruleId: string, locale: string): string =>
  `docs/rules/${ruleId}${locale === 'en' ? '' : `.${locale}`}.html`;
