// "Check Git History": which commits hold a secret in plain text.
import * as vscode from 'vscode';
import type { VaultPlace } from '../../server/src/protocol/vault.ts';
import { whyNoGit } from './platform/git.ts';
import { chooseSecret, chooseVault, open, type Tools, warn } from './vaultChoice.ts';
import type { VaultServer } from './vaultServer.ts';

/** Only in a trusted workspace, because the server starts Git there. */
export async function checkHistory(tools: Tools, target: VaultPlace): Promise<void> {
  const refused = whyNoGit();
  if (refused !== undefined) return warn({ refused });
  const plain = await tools.server.plainSecrets(target);
  if ('secrets' in plain && plain.secrets.length > 0) {
    const secret = await chooseSecret(tools, target);
    if (secret) await searchHistory(tools.server, secret);
    return;
  }
  const vault = await chooseVault(tools, target);
  const opened = vault && (await open(tools, vault));
  if (opened) await searchHistory(tools.server, { uri: vault.uri, plaintext: opened.found.plaintext });
}

/** `plaintext` is that of a secret that is encrypted now; without it, the place is of one in plain text. */
export async function searchHistory(
  server: VaultServer,
  params: VaultPlace & { plaintext?: string },
): Promise<void> {
  const title = vscode.l10n.t('Searching the Git history …');
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
  const found = await vscode.window.withProgress(options, (_, token) => server.searchHistory(params, token));
  if ('refused' in found) return void warn(found);
  if (found.commits === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No commit of this repository holds the secret.'),
    );
    return;
  }
  if (found.commits === 1) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'One commit holds the secret in plain text: {0}. Encrypting is not enough: everybody with a copy of the repository has it. Use a new secret.',
        found.newest ?? '',
      ),
    );
    return;
  }
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      '{0} commits hold the secret in plain text, the newest is {1}, the oldest {2}. Encrypting is not enough: everybody with a copy of the repository has it. Use a new secret.',
      found.commits,
      found.newest ?? '',
      found.oldest ?? '',
    ),
  );
}
