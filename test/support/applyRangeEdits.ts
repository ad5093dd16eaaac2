import { applyRangeEdits as apply, createSourceText, type RangeEdit } from '../../server/src/core/index.ts';

/** What an editor does with the edits of a document. */
export const applyRangeEdits = (text: string, edits: readonly RangeEdit[]): string =>
  apply(createSourceText('file:///edited', text), edits);
