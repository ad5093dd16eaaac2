// A document's text with its line starts. Knows nothing of YAML, Ansible or any editor protocol.
import { findChange } from './findChange.ts';
import { lastUpTo } from './lastUpTo.ts';
import type { Span } from './span.ts';

/** Zero-based line and UTF-16 column, as the Language Server Protocol counts them. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** The text of one file at one moment. `version` is the editor's, absent for files read from disk. */
export interface SourceText {
  readonly uri: string;
  readonly text: string;
  readonly version?: number;
  /** Offset of the first character of every line; a line ends with LF, CRLF or a lone CR. */
  readonly lineStarts: readonly number[];
}

export function createSourceText(uri: string, text: string, version?: number): SourceText {
  return sourceOf(uri, text, version, [0, ...lineStartsIn(text, 0, text.length)]);
}

/** The same file with another text; lines outside the change are not looked at again. */
export function updateSourceText(before: SourceText, text: string, version?: number): SourceText {
  const { uri, lineStarts } = before;
  if (text === before.text) return sourceOf(uri, text, version, lineStarts);
  const { start, oldEnd, newEnd } = findChange(before.text, text);
  // A line break can consist of two characters, of which one was there before.
  const kept = lineColumnAt(before, Math.max(0, start - 1)).line + 1;
  const rest = lineColumnAt(before, Math.min(before.text.length, oldEnd + 1)).line + 1;
  const from = lineStarts[kept - 1] ?? 0;
  const shift = newEnd - oldEnd;
  const to = (lineStarts[rest] ?? before.text.length + 1) + shift;
  const found = lineStartsIn(text, from, Math.min(to - 1, text.length));
  const moved = lineStarts.slice(rest);
  if (shift !== 0)
    for (let index = 0; index < moved.length; index++) moved[index] = (moved[index] ?? 0) + shift;
  return sourceOf(uri, text, version, lineStarts.slice(0, kept).concat(found, moved));
}

const sourceOf = (
  uri: string,
  text: string,
  version: number | undefined,
  lineStarts: readonly number[],
): SourceText => (version === undefined ? { uri, text, lineStarts } : { uri, text, version, lineStarts });

/** Starts of the lines behind the line breaks that begin in `[from, to)`. */
function lineStartsIn(text: string, from: number, to: number): number[] {
  const starts: number[] = [];
  const hasReturns = text.includes('\r');
  for (let at = from; at < to; at++) {
    if (!hasReturns) {
      const next = text.indexOf('\n', at);
      if (next < 0 || next >= to) break;
      at = next;
    }
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

export function lineColumnAt(source: SourceText, offset: number): LineColumn {
  const line = lastUpTo(source.lineStarts, offset, (start) => start);
  return { line, column: offset - (source.lineStarts[line] ?? 0) };
}

export function offsetAt(source: SourceText, position: LineColumn): number {
  const start = source.lineStarts[position.line];
  if (start === undefined) return source.text.length;
  return Math.min(start + position.column, lineSpan(source, position.line).end);
}

/** The span of a line without its line break. */
export function lineSpan(source: SourceText, line: number): Span {
  const start = source.lineStarts[line] ?? source.text.length;
  let end = source.lineStarts[line + 1] ?? source.text.length;
  while (end > start && (source.text[end - 1] === '\n' || source.text[end - 1] === '\r')) end--;
  return { start, end };
}

/** The line break this document uses, taken from its first line. */
export const lineBreakOf = (source: SourceText): string => /\r\n|\r|\n/.exec(source.text)?.[0] ?? '\n';
