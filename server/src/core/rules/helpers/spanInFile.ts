// From a place in a scalar's text to its place in the file.
import { lineColumnAt, lineSpan, type SourceText } from '../../text/sourceText.ts';
import type { Span } from '../../text/span.ts';
import type { YamlScalar } from '../../yaml/tree.ts';

/** INTERIM */
export function spanInFile(source: SourceText, scalar: YamlScalar, { start, end }: Span): Span {
  const at = source.text.indexOf(scalar.text, scalar.span.start);
  if (at < 0 || at > scalar.span.end) return scalar.span;
  return { start: at + start, end: at + end };
}

/** The part of a span that is on its first line. */
export function lineOf(source: SourceText, span: Span): Span {
  const line = lineSpan(source, lineColumnAt(source, span.start).line);
  return { start: span.start, end: Math.max(span.start, Math.min(span.end, line.end)) };
}
