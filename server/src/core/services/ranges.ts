// Converts offsets to lines and columns, for everything that leaves the core.
import { type LineColumn, lineColumnAt, offsetAt, type SourceText } from '../text/sourceText.ts';
import { type Span, spanOf } from '../text/span.ts';
import { applyEdits, type TextEdit } from '../text/textEdit.ts';

/** Zero-based lines and UTF-16 columns, as in the protocol; `end` is exclusive. */
export interface TextRange {
  readonly start: LineColumn;
  readonly end: LineColumn;
}

/** A replacement in a text, to be applied together with the others of its document. */
export interface RangeEdit extends TextRange {
  readonly newText: string;
}

/** A range in a file. */
export interface FileRange extends TextRange {
  readonly uri: string;
}

/** Edits of one document, valid for the text they were computed from. */
export interface DocumentEdits {
  readonly edits: readonly RangeEdit[];
  readonly version?: number;
}

/** The span must belong to that text. */
export const toRange = (source: SourceText, span: Span): TextRange => ({
  start: lineColumnAt(source, span.start),
  end: lineColumnAt(source, span.end),
});

/** The same for an edit. */
export const toRangeEdit = (source: SourceText, edit: TextEdit): RangeEdit => ({
  ...toRange(source, edit.span),
  newText: edit.newText,
});

/** With the version they are valid for, where the document is open in an editor. */
export const toDocumentEdits = (source: SourceText, edits: readonly TextEdit[]): DocumentEdits => ({
  edits: edits.map((edit) => toRangeEdit(source, edit)),
  ...(source.version !== undefined && { version: source.version }),
});

/** The text with the edits made, which are valid for it and do not overlap. */
export const applyRangeEdits = (source: SourceText, edits: readonly RangeEdit[]): string =>
  applyEdits(
    source.text,
    edits.map(({ start, end, newText }) => ({
      span: spanOf(offsetAt(source, start), offsetAt(source, end)),
      newText,
    })),
  );
