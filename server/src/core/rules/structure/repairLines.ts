// Attempts to repair a problem with the lines around it: how far a line is indented, where a bracket closes.
import { ownValue } from '../../text/ownValue.ts';
import type { SourceText } from '../../text/sourceText.ts';
import { lineBreakOf } from '../../text/sourceText.ts';
import { spanOf } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { insert, isBlank, type LineAtProblem, lineByNumber } from './lineAtProblem.ts';

const MOST_LINES = 50;

const columnOf = ({ content, line }: LineAtProblem): number => content.start - line.start;

/** The columns of lines above, the nearest to the line's own first: for it alone, and with those below it. */
export function indentations(source: SourceText, problem: LineAtProblem): readonly (readonly TextEdit[])[] {
  const own = columnOf(problem);
  const columns = new Set<number>();
  for (let number = problem.number - 1; number >= 0 && columns.size < 6; number--) {
    const above = lineByNumber(source, number);
    if (!isBlank(above)) columns.add(columnOf(above));
  }
  columns.delete(own);
  return [...columns]
    .sort((a, b) => Math.abs(a - own) - Math.abs(b - own))
    .flatMap((column) => [shift(source, problem, column, 1), shift(source, problem, column, MOST_LINES)]);
}

/** Moves the line, and so many below it that are not further left. */
function shift(
  source: SourceText,
  problem: LineAtProblem,
  column: number,
  most: number,
): readonly TextEdit[] {
  const own = columnOf(problem);
  const edits: TextEdit[] = [];
  for (let { number } = problem; number < source.pieces.lineCount && edits.length < most; number++) {
    const each = lineByNumber(source, number);
    if (isBlank(each)) continue;
    if (columnOf(each) < own) break;
    const newText = ' '.repeat(columnOf(each) + column - own);
    edits.push({ span: spanOf(each.line.start, each.content.start), newText });
  }
  return edits;
}

/** Every tab before the text of its line as so many blanks; first the width that puts the line beside the one above. */
export function tabWidths(source: SourceText, problem: LineAtProblem): readonly (readonly TextEdit[])[] {
  const indents = [...source.text.matchAll(/^ +(?=[^\s#])/gm)].map(([blanks]) => blanks.length);
  const step = indents.length > 0 ? Math.min(...indents) : 2;
  const found = [...source.text.matchAll(/^(?:[ \t]|-[ \t])*\t(?:[ \t]|-[ \t])*/gm)];
  const above = problem.number > 0 ? columnOf(lineByNumber(source, problem.number - 1)) : 0;
  const own = problem.text.slice(0, columnOf(problem));
  // Several tabs are as many steps; a single one is mostly as wide as the line above is deep.
  const target = own.length > 1 ? own.length * step : above;
  const distance = (width: number): number => Math.abs(expand(own, width).length - target);
  return [...new Set([step, 2, 4, 8])]
    .sort((a, b) => distance(a) - distance(b))
    .map((width) =>
      found.map(({ 0: indent, index }) => ({
        span: spanOf(index, index + indent.length),
        newText: expand(indent, width),
      })),
    );
}

/** Behind a dash one blank is enough. */
const expand = (indent: string, width: number): string =>
  indent.replace(/(-)\t+/g, '$1 ').replaceAll('\t', ' '.repeat(width));

interface Closing {
  readonly closing: string;
  readonly edits: readonly TextEdit[];
}

const PARTNER: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** The missing brackets at the end of the line that opens them, or of the last one before the problem. */
export function closings(source: SourceText, problem: LineAtProblem): readonly Closing[] {
  let between: LineAtProblem | undefined;
  const from = isBlank(problem) ? problem.number : problem.number - 1;
  for (const number of [problem.number, ...countDown(from)]) {
    const line = lineByNumber(source, number);
    const closing = missingIn(source.slice(line.content.start, line.content.end));
    if (!isBlank(line) && number < problem.number) between ??= line;
    if (closing === '') continue;
    const ends = [line, ...(between && between.number > number ? [between] : [])];
    return ends.map(({ content }) => ({ closing, edits: insert(content.end, closing) }));
  }
  return [];
}

function* countDown(from: number): Generator<number> {
  for (let number = from; number >= Math.max(0, from - MOST_LINES); number--) yield number;
}

/** The partners of what a line opens and does not close, quoted text left out. */
function missingIn(text: string): string {
  const open: string[] = [];
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|[[\]{}]/g)) {
    const partner = ownValue(PARTNER, sign);
    if (partner !== undefined) open.push(partner);
    else if (open.at(-1) === sign) open.pop();
  }
  return open.reverse().join('');
}

/** `key: | text` as a block whose text begins below. */
export function textBelow({ source, line, text, content }: LineAtProblem): readonly (readonly TextEdit[])[] {
  const header = /^(\s*)\S.*?:\s+[|>][-+\d]*(\s+)(?=\S)/.exec(text);
  if (!header) return [];
  const end = line.start + header[0].length;
  const indent = `${header[1] ?? ''}  `;
  const span = spanOf(end - (header[2]?.length ?? 0), end);
  return content.end > end ? [[{ span, newText: `${lineBreakOf(source)}${indent}` }]] : [];
}

/** The marks between two documents that have no key of the first level in common: of equal ones the first is lost. */
export function documentMarks({ text }: SourceText): readonly (readonly TextEdit[])[] {
  const firstKey = text.search(KEY);
  const marks = [...text.matchAll(/^(?:---|\.\.\.)[ \t]*(?:#.*)?(?:\r?\n|$)/gm)].filter(
    ({ index }) => firstKey >= 0 && firstKey < index,
  );
  const [first] = marks;
  const last = marks.at(-1);
  if (!first || !last) return [];
  const [above, below] = [keysOf(text.slice(0, first.index)), keysOf(text.slice(last.index))];
  if ([...above].some((key) => below.has(key))) return [];
  return [marks.map(({ 0: mark, index }) => ({ span: spanOf(index, index + mark.length), newText: '' }))];
}

const KEY = /^[^\s#\-.%][^:\n]*(?=:)/gm;

const keysOf = (text: string): ReadonlySet<string> => new Set([...text.matchAll(KEY)].map(([key]) => key));
