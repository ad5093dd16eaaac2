import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Host } from '../core/index.ts';

/** The disk, where what an editor has open counts more than what is saved. */
export const createEditorHost = (documents: TextDocuments<TextDocument>, disk: Host): Host => ({
  ...disk,
  async readFile(uri) {
    const open = documents.get(uri);
    return open ? { text: open.getText(), version: open.version } : disk.readFile(uri);
  },
  async stat(uri) {
    return (await disk.stat(uri)) ?? (documents.get(uri) ? { kind: 'file' } : undefined);
  },
});
