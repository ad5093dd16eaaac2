// From a place in a scalar's text to its place in the file.
import { lineColumnAt, lineSpan, type SourceText } from '../../text/sourceText.ts';
import { type Span, spanOf } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { scalarOffsetMap } from '../../yaml/scalarOffsets.ts';
import type { YamlScalar } from '../../yaml/tree.ts';

export const spanInFile = (source: SourceText, scalar: YamlScalar, { start, end }: Span): Span =>
  scalarOffsetMap(scalar, source.pieces).spanAt(start, end);

/** Edits of a scalar's text as edits of its file, the new text written as the scalar's style demands. */
export const editsInFile = (
  source: SourceText,
  scalar: YamlScalar,
  edits: readonly TextEdit[],
): readonly TextEdit[] =>
  edits.map(({ span, newText }) => ({
    span: spanInFile(source, scalar, span),
    newText: escapeFor(scalar, newText),
  }));

function escapeFor({ style }: YamlScalar, text: string): string {
  if (style === 'double') return text.replace(/["\\]/g, '\\$&');
  return style === 'single' ? text.replaceAll("'", "''") : text;
}

/** The part of a span that is on its first line. */
export function lineOf(source: SourceText, span: Span): Span {
  const line = lineSpan(source, lineColumnAt(source, span.start).line);
  return spanOf(span.start, Math.max(span.start, Math.min(span.end, line.end)));
}
