// From a place in a scalar's text to its place in the file.
import { lineColumnAt, lineSpan, type SourceText } from '../text/sourceText.ts';
import { type Span, spanOf } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { scalarOffsetMap } from './scalarOffsets.ts';
import type { YamlScalar } from './tree.ts';

/** A span that is computed whenever it is read, so that it is right for the text as it is then. */
class LiveSpan implements Span {
  private readonly find: () => Span;

  constructor(find: () => Span) {
    this.find = find;
  }

  get start(): number {
    return this.find().start;
  }

  get end(): number {
    return this.find().end;
  }

  toJSON(): Span {
    const { start, end } = this.find();
    return { start, end };
  }
}

/** A part of a span, in offsets from its start. */
export const partOf = (whole: Span, { start, end }: Span): Span =>
  new LiveSpan(() => spanOf(whole.start + start, whole.start + end));

/**
 * The place in the file of a span of a scalar's text. Found again whenever it is read, because the offsets of both
 * the scalar and its escapes move as the file is edited.
 */
export const spanInFile = (source: SourceText, scalar: YamlScalar, { start, end }: Span): Span =>
  new LiveSpan(() => scalarOffsetMap(scalar, source.pieces).spanAt(start, end));

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
export const lineOf = (source: SourceText, span: Span): Span =>
  new LiveSpan(() => {
    const { start, end } = span;
    const line = lineSpan(source, lineColumnAt(source, start).line);
    return spanOf(start, Math.max(start, Math.min(end, line.end)));
  });
