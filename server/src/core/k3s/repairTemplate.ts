// Repairs a template that Ansible refuses to what was most likely meant: with missing characters, and with filters that
// exist. Rules look into the repaired template, so that one mistake does not hide the others.
import type { Template } from '../jinja/ast.ts';
import type { PluginKind } from '../jinja/catalog.ts';
import { parseTemplate } from '../jinja/parse.ts';
import type { JinjaProblem } from '../jinja/problem.ts';
import { repairsFor, type TemplateRepair } from '../jinja/repair.ts';
import { type Span, spanOf } from '../text/span.ts';
import { applyEdits, type TextEdit } from '../text/textEdit.ts';
import { pluginUses, unknownPlugin } from './pluginNames.ts';

/** A template that parses, and the way back to the text as written, where findings are reported. */
export interface RepairedTemplate {
  readonly text: string;
  readonly template: Template;
  /** From offsets of `text` to offsets of what is written. */
  written(span: Span): Span;
}

/** With more mistakes in one text, none is repaired. */
const MAX_REPAIRS = 5;

/** What is known beyond the text, to choose among several repairs. */
export interface RepairOptions {
  /**
   * How plausible a text is by the value that it has as a template: higher is better, negative where it makes no sense. Of
   * equals, the first counts.
   */
  readonly score: (text: string) => number;
  /** The kinds of plugins that the project brings along: their short names are left as they are. */
  readonly ownPlugins?: ReadonlySet<PluginKind> | undefined;
}

/** `undefined` where the text cannot be repaired. */
export function repairTemplate(text: string, options: RepairOptions): RepairedTemplate | undefined {
  const steps: (readonly TextEdit[])[] = [];
  let read = text;
  let { template, problems } = parseTemplate(text);
  for (const round of Array(MAX_REPAIRS).keys()) {
    const [problem] = problems;
    if (!problem) break;
    const repair = bestRepair(read, problem, options);
    if (!repair || round === MAX_REPAIRS - 1) return undefined;
    steps.push(repair.edits);
    read = repair.text;
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
export function bestRepair(
  text: string,
  problem: JinjaProblem,
  options: RepairOptions,
): TemplateRepair | undefined {
  const scoreOf = (guess: string): number =>
    options.score(applyEdits(guess, renamings(parseTemplate(guess).template, options)));
  const guesses = repairsFor(text, problem)
    .map((repair) => ({ repair, score: scoreOf(repair.text) }))
    .filter(({ repair, score }) => score >= 0 || repair.edits.every(isBrace));
  const best = Math.max(...guesses.map(({ score }) => score));
  return guesses.find(({ score }) => score === best)?.repair;
}

const isBrace = ({ newText }: TextEdit): boolean => /^\s*[}%]+$/.test(newText);

/** Renamings of filters and tests that are a likely misspelling of an existing one. */
const renamings = (template: Template, { ownPlugins }: RepairOptions): readonly TextEdit[] =>
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
