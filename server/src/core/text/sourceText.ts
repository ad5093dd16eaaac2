// A document's text with its line starts. Knows nothing of YAML, Ansible or any editor protocol.
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
  const lineStarts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) lineStarts.push(i + 1);
  }
  return version === undefined ? { uri, text, lineStarts } : { uri, text, version, lineStarts };
}

export function lineColumnAt(source: SourceText, offset: number): LineColumn {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, column: offset - (source.lineStarts[low] ?? 0) };
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
