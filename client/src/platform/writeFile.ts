// Writes a file for the user, who is told in words where that is not possible.
import * as vscode from 'vscode';

/** Rejects with the message for the user. */
export async function writeFile(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(uri, bytes);
  } catch (error) {
    const isForbidden = error instanceof vscode.FileSystemError && error.code === 'NoPermissions';
    const path = vscode.workspace.asRelativePath(uri);
    throw new Error(
      isForbidden
        ? vscode.l10n.t(
            '{0} was not written: you may not write there. Choose another folder, or change its permissions.',
            path,
          )
        : vscode.l10n.t('{0} was not written: {1}', path, String(error)),
    );
  }
}
