// What VS Code says of an edit that encrypts: once it is on the disk, and not before.
import * as vscode from 'vscode';
import type { Changed } from '../../../server/src/protocol/vault.ts';

/** A file that VS Code has just made is empty on disk until it is saved; what is in it is encrypted. */
export async function saveCreated(outcome: Changed): Promise<void> {
  if ('refused' in outcome) return;
  for (const change of outcome.edit.documentChanges ?? []) {
    if (!('kind' in change) || change.kind !== 'create') continue;
    await (await vscode.workspace.openTextDocument(vscode.Uri.parse(change.uri))).save();
  }
}

/** Until the texts are on the disk, what was there still is: saving is offered, and nothing is called done. */
export async function reportWhenSaved(
  outcome: Changed,
  report: () => Thenable<unknown>,
  onDisk: 'secret' | 'no-secret' = 'secret',
): Promise<void> {
  if ('refused' in outcome) return;
  const changed = (outcome.edit.documentChanges ?? []).flatMap((change) =>
    'textDocument' in change ? [change.textDocument.uri] : [],
  );
  const unsaved = (): readonly vscode.TextDocument[] =>
    vscode.workspace.textDocuments.filter(
      ({ uri, isDirty, isUntitled }) => isDirty && !isUntitled && changed.includes(uri.toString()),
    );
  if (unsaved().length > 0 && !(await areSaved(unsaved, onDisk))) return;
  await report();
}

/** Whether the user has saved them, with the button or otherwise. */
function areSaved(
  unsaved: () => readonly vscode.TextDocument[],
  onDisk: 'secret' | 'no-secret',
): Promise<boolean> {
  return new Promise((resolve) => {
    const listeners = vscode.Disposable.from(
      vscode.workspace.onDidSaveTextDocument(() => unsaved().length === 0 && end(true)),
      vscode.workspace.onDidCloseTextDocument(() => unsaved().length === 0 && end(false)),
    );
    const end = (isSaved: boolean): void => {
      listeners.dispose();
      resolve(isSaved);
    };
    const save = vscode.l10n.t('Save');
    const message =
      onDisk === 'secret'
        ? vscode.l10n.t(
            'Encrypted in the editor only: on the disk the secret is in plain text until you save.',
          )
        : vscode.l10n.t('Encrypted in the editor only: on the disk nothing has changed until you save.');
    void vscode.window.showInformationMessage(message, save).then((choice) => {
      if (choice === save) for (const document of unsaved()) void document.save();
    });
  });
}
