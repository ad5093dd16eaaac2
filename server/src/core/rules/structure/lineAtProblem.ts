// The line of a problem, prepared for repairs.
import { lineColumnAt, lineSpan, type SourceText } from '../../text/sourceText.ts';
import { type Span, spanOf } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** What a repair looks at: one line, because most slips are of one. */
export interface LineAtProblem {
  readonly source: SourceText;
  readonly number: number;
  readonly line: Span;
  readonly text: string;
  /** The line without the white space around it, and without a comment behind it. */
  readonly content: Span;
  /** Where the problem begins. */
  readonly at: number;
}

/** The line on which a problem begins. */
export function lineAtProblem(source: SourceText, { start: at }: Span): LineAtProblem {
  return { ...lineByNumber(source, lineColumnAt(source, at).line), at };
}

/** `content` is the line without indentation and comment. */
export function lineByNumber(source: SourceText, number: number): LineAtProblem {
  const line = lineSpan(source, number);
  const text = source.slice(line.start, line.end);
  const comment = /\s#/.exec(text)?.index;
  const end = line.start + text.slice(0, comment).trimEnd().length;
  const start = Math.min(end, line.start + text.length - text.trimStart().length);
  return { source, number, line, text, content: spanOf(start, end), at: start };
}

/** Whether the line holds nothing but white space and a comment. */
export const isBlank = ({ content }: LineAtProblem): boolean => content.start === content.end;

/** One edit that inserts. */
export const insert = (at: number, newText: string): readonly TextEdit[] => [
  { span: spanOf(at, at), newText },
];
