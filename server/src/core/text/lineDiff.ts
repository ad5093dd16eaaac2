// The difference between two texts, line by line, as `diff` shows it.
import { findDifference } from './findDifference.ts';

/**
 * One line of the result: ` ` is in both texts, `-` only in the first, `+` only in the second. The text has no line
 * break.
 */
export interface LineChange {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** Longer texts are shown as removed and added as a whole: time and memory grow with the product of their lines. */
const MAX_CELLS = 4_000_000;

/** The lines of both texts in order, common ones once, with as few removals and additions as possible. */
export function lineDiff(before: string, after: string): readonly LineChange[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  const { at, removed, added } = findDifference(a, b);
  const same = (text: string): LineChange => ({ sign: ' ', text });
  return [...a.slice(0, at).map(same), ...middle(removed, added), ...a.slice(at + removed.length).map(same)];
}

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

function middle(a: readonly string[], b: readonly string[]): readonly LineChange[] {
  const removed = a.map((text): LineChange => ({ sign: '-', text }));
  const added = b.map((text): LineChange => ({ sign: '+', text }));
  // The cells of the table, four bytes each, are what limits memory: what both texts share at their ends is cut off
  // before.
  if (a.length * b.length > MAX_CELLS) return [...removed, ...added];
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      changes.push({ sign: ' ', text: a[i] ?? '' });
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) changes.push(...removed.slice(i, ++i));
    else changes.push(...added.slice(j, ++j));
  }
  return [...changes, ...removed.slice(i), ...added.slice(j)];
}
