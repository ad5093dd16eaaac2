// Closes `{{`, `{%` and `{#` as they are typed. VS Code's own way closes nothing in front of a quote, and on-type
// formatting, by which the server offers it to all editors, is off unless a person turns it on.
import * as vscode from 'vscode';
import {
  DocumentOnTypeFormattingRequest,
  type BaseLanguageClient as LanguageClient,
} from 'vscode-languageclient';

/** What VS Code writes for the second key, with the brace that it may close by itself. */
const TYPED = /^(?:\{\}?|%|#)$/;

/** What is to happen after a change that the server knows of already: asked earlier, it would look at the old text. */
export function closeBracesAfter(
  client: LanguageClient,
  { document, contentChanges, reason }: vscode.TextDocumentChangeEvent,
): void {
  const editor = vscode.window.activeTextEditor;
  const [change, ...others] = contentChanges;
  if (editor?.document !== document || !change || others.length > 0 || reason !== undefined) return;
  if (!change.range.isEmpty || !TYPED.test(change.text) || editor.selections.length > 1) return;
  if (vscode.workspace.getConfiguration('editor', document).get('autoClosingBrackets') === 'never') return;
  const position = change.range.start.translate(0, 1);
  const before = document.lineAt(position.line).text.slice(0, position.character);
  if (/\{[{%#]$/.test(before)) void close(client, editor, position);
}

async function close(
  client: LanguageClient,
  editor: vscode.TextEditor,
  position: vscode.Position,
): Promise<void> {
  const { document } = editor;
  const edits = await client.sendRequest(DocumentOnTypeFormattingRequest.type, {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
    position: client.code2ProtocolConverter.asPosition(position),
    ch: document.lineAt(position.line).text[position.character - 1] ?? '',
    options: { tabSize: 2, insertSpaces: true },
  });
  const cursor = editor.selection.active;
  // A fast typist has written on meanwhile: the closing brace belongs behind that.
  const written = document.getText(new vscode.Range(position, cursor));
  if (!edits?.[0] || cursor.isBefore(position) || !/^[\w ]*$/.test(written)) return;
  const snippet = new vscode.SnippetString().appendTabstop(0).appendText(edits[0].newText);
  await editor.insertSnippet(snippet, cursor, { undoStopBefore: false, undoStopAfter: false });
}
