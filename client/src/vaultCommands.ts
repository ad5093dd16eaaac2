// The commands about secrets: they ask what only a person can answer, and leave the rest to the server.
import * as vscode from 'vscode';
import type { BaseLanguageClient as LanguageClient } from 'vscode-languageclient';
import type { Command } from '../../server/src/protocol/commands.ts';
import { hiddenText } from '../../server/src/protocol/status.ts';
import type { VaultPlace } from '../../server/src/protocol/vault.ts';
import {
  type Chosen,
  encryptFile,
  encryptSecret,
  encryptSecrets,
  taken,
} from './encrypting/encryptCommands.ts';
import { encryptNewSecret } from './encrypting/generateCommand.ts';
import { checkHistory } from './historyCommand.ts';
import { createInventory } from './inventories/newInventory.ts';
import { registerCommand, request } from './serverRequests.ts';
import { chooseVault, open, type Tools } from './vaultChoice.ts';
import { createVaultDocuments } from './vaultDocuments.ts';
import { createVaultPasswords } from './vaultPasswords.ts';
import { createVaultServer } from './vaultServer.ts';

export function registerVault(
  client: LanguageClient,
  { secrets, storageUri, globalStorageUri }: vscode.ExtensionContext,
): vscode.Disposable {
  const server = createVaultServer(client);
  const passwords = createVaultPasswords(server, secrets);
  const documents = createVaultDocuments({ server, passwords, storage: storageUri ?? globalStorageUri });
  const tools: Tools = { server, passwords };
  const on = (name: Command, run: (target: Chosen) => Promise<void>): vscode.Disposable =>
    registerCommand(name, async (chosen?: Chosen) => {
      const target = chosen ?? activeTarget();
      if (target) await run(target);
      else void vscode.window.showWarningMessage(vscode.l10n.t('Open a K3s-Ansible inventory first.'));
    });
  const viewed = async (target: VaultPlace) => {
    const vault = await chooseVault(tools, target);
    const opened = vault && (await open(tools, vault));
    return opened && { vault, ...opened };
  };
  return vscode.Disposable.from(
    documents,
    on('encryptToken', (target) => encryptSecret(tools, target)),
    on('encryptSecrets', (target) => encryptSecrets(tools, target)),
    on('generateToken', (target) => encryptNewSecret(tools, target)),
    on('encryptFile', (target) => encryptFile(tools, target)),
    on('viewVault', async (target) => {
      const opened = await viewed(target);
      if (opened) await documents.view(nameOf(target, opened.found.name), opened.found.plaintext);
    }),
    on('editVault', async (target) => {
      const opened = await viewed(target);
      if (!opened) return;
      const { vault, key, found } = opened;
      const { vaultText, plaintext } = found;
      await documents.edit(nameOf(vault, found.name), { target: vault, key, vaultText, plaintext });
    }),
    on('decryptVault', (target) => decrypt(tools, target)),
    registerCommand('showHidden', async (target: Required<Pick<VaultPlace, 'uri' | 'position'>>) => {
      const hidden = await request(client, hiddenText, target);
      if (hidden) await documents.view(`${vscode.l10n.t('hidden')}.txt`, hidden.text);
    }),
    registerCommand('newInventory', () => createInventory(client, tools)),
    on('rekeyVault', (target) => rekey(tools, target)),
    on('checkGitHistory', (target) => checkHistory(tools, target)),
    on('explainVaultPassword', ({ uri }) => passwords.explain(uri)),
    on('rememberVaultPassword', ({ uri }) => passwords.remember(uri)),
    on('forgetVaultPassword', ({ uri }) => passwords.forget(uri)),
  );
}

function activeTarget(): Chosen | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { document, selection } = editor;
  return { uri: document.uri.toString(), version: document.version, position: selection.active };
}

/** A value is named after its key, a file after itself. */
const nameOf = ({ uri }: VaultPlace, key: string | undefined): string =>
  key === undefined ? (vscode.Uri.parse(uri).path.split('/').at(-1) ?? 'vault.yml') : `${key}.txt`;

async function decrypt(tools: Tools, target: VaultPlace): Promise<void> {
  const vault = await chooseVault(tools, target);
  if (!vault) return;
  const go = vscode.l10n.t('Decrypt');
  const question = vscode.l10n.t('Write the plain text into the file?');
  const detail = vscode.l10n.t(
    'It then stays in the undo history, in the local history, and in Git once it is committed.',
  );
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, go)) !== go) return;
  const opened = await open(tools, vault);
  if (opened)
    await taken(tools.server, await tools.server.change('decryptVault', { ...vault, ...opened.key }));
}

async function rekey(tools: Tools, target: VaultPlace): Promise<void> {
  const { server, passwords } = tools;
  const vault = await chooseVault(tools, target);
  const opened = vault && (await open(tools, vault));
  const next = opened && (await passwords.type('new'));
  if (!next || !('password' in next)) return;
  const newVaultId = await vscode.window.showInputBox({
    title: vscode.l10n.t('New vault password'),
    prompt: vscode.l10n.t('Vault id of the new password; empty for none'),
  });
  if (newVaultId === undefined) return;
  const change = { newPassword: next.password, newVaultId: newVaultId || 'default' };
  await taken(server, await server.change('rekeyVault', { ...vault, ...opened.key, ...change }));
}
