// The difference between two texts of a file, in the format of `diff -u` that `git apply` reads.
import pc from 'picocolors';
import { lineDiff } from '../../core/index.ts';
import { slashes } from './check/github.ts';

type Line = ReturnType<typeof lineDiff>[number];

/** Lines around a change, so that it is found again. */
const AROUND = 3;

export interface DiffOptions {
  readonly path: string;
  /** How a line is shown. */
  readonly show: (line: string) => string;
  readonly colors?: boolean;
}

/** Nothing where they are equal. */
export function unifiedDiff(
  before: string,
  after: string,
  { path, show, colors = false }: DiffOptions,
): string {
  const paint = pc.createColors(colors);
  const styles = { '+': paint.green, '-': paint.red, ' ': (text: string) => text };
  const lines = withLastLine(before, after);
  const hunks = hunksOf(lines);
  if (hunks.length === 0) return '';
  const name = slashes(path);
  const head = [paint.bold(`--- a/${name}`), paint.bold(`+++ b/${name}`)];
  const body = hunks.flatMap(([from, to]) => [
    paint.cyan(headOf(lines, from, to)),
    ...lines
      .slice(from, to)
      .map(({ sign, text, isOpen }) => styles[sign](sign + show(text)) + (isOpen ? NO_NEWLINE : '')),
  ]);
  return `${[...head, ...body].join('\n')}\n`;
}

const NO_NEWLINE = '\n\\ No newline at end of file';

type DiffLine = Line & {
  /** It ends with the text, and no line break. */
  readonly isOpen?: boolean;
};

/** A last line without a line break is another line than the same with one. */
function withLastLine(before: string, after: string): readonly DiffLine[] {
  const OPEN = '\0';
  const closed = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}${OPEN}\n`);
  return lineDiff(closed(before), closed(after)).map(({ sign, text }) =>
    text.endsWith(OPEN) ? { sign, text: text.slice(0, -1), isOpen: true } : { sign, text },
  );
}

/** From and to, as indexes of lines. */
function hunksOf(lines: readonly DiffLine[]): readonly (readonly [number, number])[] {
  const hunks: [number, number][] = [];
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') continue;
    const [from, to] = [Math.max(0, index - AROUND), Math.min(lines.length, index + AROUND + 1)];
    const last = hunks.at(-1);
    if (last && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  return hunks;
}

function headOf(lines: readonly DiffLine[], from: number, to: number): string {
  const range = (other: '+' | '-', sign: '+' | '-'): string => {
    const count = (some: readonly DiffLine[]): number => some.filter((line) => line.sign !== other).length;
    const length = count(lines.slice(from, to));
    return `${sign}${count(lines.slice(0, from)) + (length === 0 ? 0 : 1)},${length}`;
  };
  return `@@ ${range('+', '-')} ${range('-', '+')} @@`;
}
