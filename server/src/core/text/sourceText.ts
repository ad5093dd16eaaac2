// A document's text with its lines. Knows nothing of YAML, Ansible or any editor protocol.
import { findChange } from './findChange.ts';
import { PiecedText } from './piecedText.ts';
import type { Span } from './span.ts';

/** Zero-based line and UTF-16 column, as the Language Server Protocol counts them. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** The text of one file at one moment. */
export class SourceText {
  readonly uri: string;
  /** The editor's, absent for files read from disk. */
  readonly version?: number;
  readonly pieces: PiecedText;

  constructor(uri: string, pieces: PiecedText, version?: number) {
    this.uri = uri;
    this.pieces = pieces;
    if (version !== undefined) this.version = version;
  }

  /** The whole text, which after an edit must be joined first: for a part of it there is `slice`. */
  get text(): string {
    return this.pieces.toString();
  }

  slice(start: number, end?: number): string {
    return this.pieces.slice(start, end);
  }

  replace(start: number, end: number, text: string, version: number): SourceText {
    return new SourceText(this.uri, this.pieces.replace(start, end, text), version);
  }
}

/** A file read for the first time; {@link updateSourceText} makes the next version of it, which shares its pieces. */
export const createSourceText = (uri: string, text: string, version?: number): SourceText =>
  new SourceText(uri, PiecedText.of(text), version);

/** The same file with another text. */
export function updateSourceText(before: SourceText, text: string, version?: number): SourceText {
  const { start, oldEnd, newEnd } = findChange(before.text, text);
  const isSame = start === oldEnd && start === newEnd;
  const pieces = isSame ? before.pieces : before.pieces.replace(start, oldEnd, text.slice(start, newEnd));
  return new SourceText(before.uri, pieces, version);
}

/**
 * Line and column, both from 0, the column in UTF-16 units: LSP's `Position`. An offset behind the end is on the last
 * line.
 */
export function lineColumnAt({ pieces }: SourceText, offset: number): LineColumn {
  const line = pieces.lineAt(offset);
  return { line, column: offset - (pieces.lineStart(line) ?? 0) };
}

/**
 * The offset of an LSP `Position`. As LSP demands, a column behind the end of its line is the end of that line; a
 * line behind the last is the end of the text.
 */
export function offsetAt(source: SourceText, position: LineColumn): number {
  const start = source.pieces.lineStart(position.line);
  if (start === undefined) return source.pieces.length;
  return Math.min(start + position.column, lineSpan(source, position.line).end);
}

/** The span of a line without its line break. */
export function lineSpan({ pieces }: SourceText, line: number): Span {
  const start = pieces.lineStart(line) ?? pieces.length;
  let end = pieces.lineStart(line + 1) ?? pieces.length;
  while (end > start && isLineBreak(pieces.charAt(end - 1))) end--;
  return { start, end };
}

const isLineBreak = (character: string): boolean => character === '\n' || character === '\r';

/** The line break this document uses, taken from its first line. */
export const lineBreakOf = ({ pieces }: SourceText): string =>
  /\r\n|\r|\n/.exec(pieces.slice(0, pieces.behindLine(0)))?.[0] ?? '\n';
