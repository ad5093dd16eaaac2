// A Markdown text of ours, rendered beside the editor.
import * as vscode from 'vscode';

/** As text where the Markdown of VS Code is switched off, or cannot be started. */
export async function showMarkdown(uri: vscode.Uri): Promise<void> {
  const isShown = await vscode.commands.executeCommand('markdown.showPreviewToSide', uri).then(
    () => true,
    () => false,
  );
  if (isShown) return;
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}
