// Text → lines, as Python splits and strips them. Every piece keeps its place in the file.

/** A piece of one line: its text and the offset of its first character. */
export interface Piece {
  readonly text: string;
  readonly start: number;
}

const CONTROLS = '\\x1c-\\x1e\\x85\\u2028\\u2029';
/** What Python's `splitlines()` breaks lines at. */
const LINE_BREAK = new RegExp(`\\r\\n|[\\n\\r\\v\\f${CONTROLS}]`, 'g');
/** What Python's `strip()` takes off. */
const SPACE = new RegExp(`[\\t-\\r\\x1f \\xa0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000${CONTROLS}]`);

/**
 * The lines without their ends. Python's `splitlines` knows more line ends than a line feed, and an invisible one of
 * these cuts a line in two for Ansible as well.
 */
export function splitLines(text: string): readonly Piece[] {
  const lines: Piece[] = [];
  let start = 0;
  for (const match of text.matchAll(LINE_BREAK)) {
    lines.push({ text: text.slice(start, match.index), start });
    start = match.index + match[0].length;
  }
  if (start < text.length) lines.push({ text: text.slice(start), start });
  return lines;
}

/** The piece without white space around it. */
export function strip({ text, start }: Piece): Piece {
  let [from, to] = [0, text.length];
  while (from < to && SPACE.test(text.charAt(from))) from++;
  while (to > from && SPACE.test(text.charAt(to - 1))) to--;
  return { text: text.slice(from, to), start: start + from };
}

/** A part of a piece that still knows its place in the file; as `String.slice`. */
export const slicePiece = ({ text, start }: Piece, from: number, to?: number): Piece => ({
  text: text.slice(from, to),
  start: start + from,
});
