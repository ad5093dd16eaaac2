// Mends a template that Ansible refuses to what was most likely meant: with missing characters, and with filters that
// exist. So one mistake does not hide the others; these are reported in the text as written.
import type { Template } from '../jinja/ast.ts';
import type { PluginKind } from '../jinja/catalog.ts';
import { type Mending, mendings } from '../jinja/mend.ts';
import { parseTemplate } from '../jinja/parse.ts';
import type { JinjaProblem } from '../jinja/problem.ts';
import { type Span, spanOf } from '../text/span.ts';
import { applyEdits, type TextEdit } from '../text/textEdit.ts';
import { pluginUses, unknownPlugin } from './pluginNames.ts';

/** A template that can be read, made from one that perhaps could not. */
export interface Reading {
  readonly text: string;
  readonly template: Template;
  /** From offsets of `text` to offsets of what is written. */
  written(span: Span): Span;
}

/** How good the value of a text is; negative where it makes no sense. The first of the best guesses is used. */
export type Judge = (text: string) => number;

/** With more mistakes in one text, none is repaired. */
const MAX_MENDINGS = 5;

/** What is known beyond the text, to choose among several ways to mend it. */
export interface ReadingOptions {
  readonly judge: Judge;
  /** The kinds of plugins that the project brings along: their short names are left as they are. */
  readonly ownPlugins?: ReadonlySet<PluginKind> | undefined;
}

/** `undefined` where the text cannot be repaired. */
export function readOn(text: string, options: ReadingOptions): Reading | undefined {
  const steps: (readonly TextEdit[])[] = [];
  let read = text;
  let { template, problems } = parseTemplate(text);
  for (const round of Array(MAX_MENDINGS).keys()) {
    const [problem] = problems;
    if (!problem) break;
    const mending = bestMending(read, problem, options);
    if (!mending || round === MAX_MENDINGS - 1) return undefined;
    steps.push(mending.edits);
    read = mending.text;
    ({ template, problems } = parseTemplate(read));
  }
  const names = renamings(template, options);
  if (names.length > 0) {
    steps.push(names);
    read = applyEdits(read, names);
    ({ template } = parseTemplate(read));
  }
  const back = (offset: number): number => steps.reduceRight(offsetBefore, offset);
  return { text: read, template, written: ({ start, end }) => spanOf(back(start), back(end)) };
}

/** The likeliest of the guesses that lead to the best value. Where a brace belongs is not decided by values. */
export function bestMending(
  text: string,
  problem: JinjaProblem,
  options: ReadingOptions,
): Mending | undefined {
  const worthOf = (guess: string): number =>
    options.judge(applyEdits(guess, renamings(parseTemplate(guess).template, options)));
  const guesses = mendings(text, problem)
    .map((mending) => ({ mending, worth: worthOf(mending.text) }))
    .filter(({ mending, worth }) => worth >= 0 || mending.edits.every(isBrace));
  const best = Math.max(...guesses.map(({ worth }) => worth));
  return guesses.find(({ worth }) => worth === best)?.mending;
}

const isBrace = ({ newText }: TextEdit): boolean => /^\s*[}%]+$/.test(newText);

/** Renamings of filters and tests that are a likely misspelling of an existing one. */
const renamings = (template: Template, { ownPlugins }: ReadingOptions): readonly TextEdit[] =>
  [...pluginUses(template)].flatMap((use) => {
    if (ownPlugins?.has(use.kind)) return [];
    const { meant, isOtherKind, span } = unknownPlugin(use) ?? {};
    return span && meant !== undefined && !isOtherKind ? [{ span, newText: meant }] : [];
  });

/** Where an offset of what edits have made stood before them. */
function offsetBefore(offset: number, edits: readonly TextEdit[]): number {
  let moved = 0;
  for (const { span, newText } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    const start = span.start + moved;
    if (offset <= start) break;
    if (offset < start + newText.length) return Math.min(span.end, span.start + offset - start);
    moved += newText.length - (span.end - span.start);
  }
  return offset - moved;
}
