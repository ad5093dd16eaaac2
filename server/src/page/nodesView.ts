// What the play writes on the node that is chosen, file by file.
import type { LanguageService } from '../core/index.ts';
import { byId, element, fillChoices } from './dom.ts';
import type { Look } from './lookAt.ts';
import type { PageTexts } from './words.ts';

/** Shows the nodes of what was looked at, if anything was; `isCurrent` says whether anybody still waits for the answer. */
export async function showNodes(
  service: LanguageService,
  look: Look | undefined,
  texts: PageTexts,
  isCurrent: () => boolean,
): Promise<void> {
  const nodes = look?.cluster?.nodes ?? [];
  const choice = byId('node', HTMLSelectElement);
  byId('node-choice', HTMLElement).hidden = nodes.length === 0;
  fillChoices(
    choice,
    nodes.map(({ host, label, role }) => ({ value: host, label: `${label} (${role})` })),
  );
  const host = look && nodes.length > 0 ? await service.previewedHost(look.uri, choice.value) : undefined;
  if (!isCurrent()) return;
  const broken = look?.cluster?.broken;
  byId('node-files', HTMLElement).replaceChildren(
    ...(broken === undefined ? [] : [element('p', { className: 'notice' }, broken)]),
    ...(host ? [] : [element('p', {}, texts.say('noNodes'))]),
    ...(host?.texts ?? []).filter(({ text }) => text !== '').map(toFile),
    ...(host && host.unknown.length > 0
      ? [
          element('h3', {}, texts.say('unknown')),
          element(
            'ul',
            {},
            ...host.unknown.map(({ where, reason }) => element('li', {}, `${where}: ${reason}`)),
          ),
        ]
      : []),
  );
}

const toFile = ({ label, mode, text }: { label: string; mode: string; text: string }): HTMLElement =>
  element(
    'details',
    { open: true },
    element('summary', {}, mode === '' ? label : `${label} (${mode})`),
    // Long lines are scrolled to, with keys as well.
    element('pre', { tabIndex: 0 }, text),
  );
