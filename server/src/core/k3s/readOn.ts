// A template as it was most likely meant, where Ansible refuses it: with what Jinja misses, and with the filters that
// exist. So that one mistake does not hide the others; what is told of it is told of what is written.
import type { Template } from '../jinja/ast.ts';
import type { PluginKind } from '../jinja/catalog.ts';
import { type Mending, mendings } from '../jinja/mend.ts';
import { parseTemplate } from '../jinja/parse.ts';
import type { JinjaProblem } from '../jinja/problem.ts';
import { type Span, spanOf } from '../text/span.ts';
import { applyEdits, type TextEdit } from '../text/textEdit.ts';
import { pluginUses, unknownPlugin } from './pluginNames.ts';

export interface Reading {
  readonly text: string;
  readonly template: Template;
  /** From offsets of `text` to offsets of what is written. */
  written(span: Span): Span;
}

/** How good the value of a text is; below zero where it makes no sense. The first of the best guesses is taken. */
export type Judge = (text: string) => number;

/** Nobody makes more mistakes in one text. */
const MAX_MENDINGS = 5;

export interface ReadingOptions {
  readonly judge: Judge;
  /** The kinds of plugins that the project brings along: their short names are left as they are. */
  readonly ownPlugins?: ReadonlySet<PluginKind> | undefined;
}

/** `undefined` where the text cannot be read even so. */
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

/** The likeliest guess of those that lead to the best value; where a brace belongs is no guess. */
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

/** Filters and tests that are a slip away from one that there is. */
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
