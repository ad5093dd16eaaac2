// The open documents of the editor.
import { type TextDocumentContentChangeEvent, TextDocuments } from 'vscode-languageserver';
import { createSourceText, offsetAt, type SourceText } from '../core/index.ts';
import { fromLspPosition } from './fromLsp.ts';

/** The texts of the open documents, in pieces, so that a keystroke copies only one of them. */
export type OpenTexts = TextDocuments<SourceText>;

/** `onEdit` is called before each change is made. */
export const createOpenTexts = (
  onEdit: (uri: string, changes: readonly TextDocumentContentChangeEvent[]) => void,
): OpenTexts =>
  new TextDocuments({
    create: (uri, _languageId, version, text) => createSourceText(uri, text, version),
    update(text, changes, version) {
      onEdit(text.uri, changes);
      return changes.reduce<SourceText>((before, change) => changed(before, change, version), text);
    },
  });

/** The text after one change, whose range is in UTF-16 units. */
export function changed(
  before: SourceText,
  change: TextDocumentContentChangeEvent,
  version: number,
): SourceText {
  const range = 'range' in change ? change.range : undefined;
  if (!range) return createSourceText(before.uri, change.text, version);
  const offsets = [range.start, range.end].map((position) => offsetAt(before, fromLspPosition(position)));
  return before.replace(Math.min(...offsets), Math.max(...offsets), change.text, version);
}
