import type { RangeEdit } from '../../server/src/core/index.ts';
import { createSourceText, offsetAt } from '../../server/src/core/text/sourceText.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';

/** What an editor does with the edits of a document. */
export function applyRangeEdits(text: string, edits: readonly RangeEdit[]): string {
  const source = createSourceText('file:///edited', text);
  return applyEdits(
    text,
    edits.map((edit) => ({
      span: { start: offsetAt(source, edit.start), end: offsetAt(source, edit.end) },
      newText: edit.newText,
    })),
  );
}
