// The commands about secrets: they ask what only a person can answer, and leave the rest to the server.
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { registerCommand } from './serverRequests.ts';
import { createVaultDocuments } from './vaultDocuments.ts';
import { createVaultPasswords, type VaultPasswords } from './vaultPasswords.ts';
import {
  type Changed,
  createVaultServer,
  type Key,
  type Refused,
  type Target,
  type VaultServer,
} from './vaultServer.ts';

type Form = 'encrypt-indirect' | 'encrypt-file' | 'encrypt-inline';
type Chosen = Target & { readonly form?: Form };

interface Tools {
  readonly server: VaultServer;
  readonly passwords: VaultPasswords;
}

export function registerVault(
  client: LanguageClient,
  { secrets, storageUri, globalStorageUri }: vscode.ExtensionContext,
): vscode.Disposable {
  const server = createVaultServer(client);
  const passwords = createVaultPasswords(server, secrets);
  const documents = createVaultDocuments({ server, passwords, storage: storageUri ?? globalStorageUri });
  const tools: Tools = { server, passwords };
  const on = (name: string, run: (target: Chosen) => Promise<void>): vscode.Disposable =>
    registerCommand(name, async (chosen?: Chosen) => {
      const target = chosen ?? activeTarget();
      if (target) await run(target);
      else void vscode.window.showWarningMessage(vscode.l10n.t('Open a K3s-Ansible inventory first.'));
    });
  const viewed = async (target: Target) => {
    const key = await passwords.unlock(target.uri, 'open');
    const found = key && (await server.view({ ...target, ...key }));
    if (!key || !found) return undefined;
    if ('refused' in found) return warn(found);
    return { key, found };
  };
  return vscode.Disposable.from(
    documents,
    on('encryptToken', (target) => encryptSecret(tools, target)),
    on('encryptFile', (target) => encryptFile(tools, target)),
    on('viewVault', async (target) => {
      const opened = await viewed(target);
      if (opened) await documents.view(nameOf(target, opened.found.name), opened.found.plaintext);
    }),
    on('editVault', async (target) => {
      const opened = await viewed(target);
      if (!opened) return;
      const { key, found } = opened;
      const { vaultText, plaintext } = found;
      await documents.edit(nameOf(target, found.name), { target, key, vaultText, plaintext });
    }),
    on('decryptVault', (target) => decrypt(tools, target)),
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
const nameOf = ({ uri }: Target, key: string | undefined): string =>
  key === undefined ? (vscode.Uri.parse(uri).path.split('/').at(-1) ?? 'vault.yml') : `${key}.txt`;

async function encryptSecret({ server, passwords }: Tools, target: Chosen): Promise<void> {
  const form = target.form ?? (await pickForm());
  const key = form && (await passwords.unlock(target.uri, 'new'));
  if (!form || !key) return;
  const outcome = await server.change('encryptSecret', { ...target, ...key, form });
  if (!(await taken(server, outcome))) return;
  await saveCreated(outcome);
  await tellWhatRemains({ server, passwords }, target, form === 'encrypt-file' ? undefined : key);
}

async function pickForm(): Promise<Form | undefined> {
  const forms: (vscode.QuickPickItem & { form: Form })[] = [
    {
      form: 'encrypt-indirect',
      label: vscode.l10n.t('In a variable of its own (recommended)'),
      detail: vscode.l10n.t(
        'vault_token holds the encrypted value, token refers to it: works with every version.',
      ),
    },
    {
      form: 'encrypt-file',
      label: vscode.l10n.t('In an encrypted file, group_vars/…/vault.yml'),
      detail: vscode.l10n.t(
        'The file is made or extended; only a reference stays here: works with every version.',
      ),
    },
    {
      form: 'encrypt-inline',
      label: vscode.l10n.t('Inline, token: !vault'),
      detail: vscode.l10n.t(
        'Not for the token with k3s-ansible 1.2.0 and later: servers may get the ciphertext.',
      ),
    },
  ];
  const title = vscode.l10n.t('How shall the secret be encrypted?');
  return (await vscode.window.showQuickPick(forms, { title }))?.form;
}

/** A file that VS Code has just made is empty on disk until it is saved; what is in it is encrypted. */
async function saveCreated(outcome: Changed): Promise<void> {
  if ('refused' in outcome) return;
  for (const change of outcome.edit.documentChanges ?? []) {
    if (!('kind' in change) || change.kind !== 'create') continue;
    await (await vscode.workspace.openTextDocument(vscode.Uri.parse(change.uri))).save();
  }
}

/** Encrypting forgets nothing: what was in plain text stays in copies, so the secret itself should change. */
async function tellWhatRemains({ server }: Tools, { uri }: Target, key: Key | undefined): Promise<void> {
  const generate = vscode.l10n.t('Generate a New Token');
  const history = vscode.l10n.t('Check Git History');
  const found = (await server.vaults(uri)).find(({ name }) => name === 'vault_token' || name === 'token');
  const canGenerate = key !== undefined && found !== undefined;
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Encrypted. The undo history, the local history of VS Code, Git history and backups still hold the plain text: a new secret is safer than a hidden old one.',
    ),
    ...(canGenerate ? [generate] : []),
    ...(vscode.workspace.isTrusted ? [history] : []),
  );
  if (choice === generate && canGenerate) await replaceToken(server, uri, key, found.vaultText);
  if (choice !== history) return;
  const seen = canGenerate
    ? await server.view({ uri, ...key, ...(await placeOf(uri, found.name)) })
    : undefined;
  await searchHistory(server, { uri, ...(seen && 'plaintext' in seen && { plaintext: seen.plaintext }) });
}

/** Where the key stands now. */
async function placeOf(uri: string, name: string | undefined): Promise<Pick<Target, 'position'>> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const offset = document.getText().search(new RegExp(`^\\s*${name ?? ''}:\\s*!vault`, 'm'));
  if (offset < 0) return {};
  const line = document.positionAt(offset + (/^\s*/.exec(document.getText().slice(offset))?.[0].length ?? 0));
  return { position: { line: line.line, character: line.character } };
}

async function replaceToken(server: VaultServer, uri: string, key: Key, vaultText: string): Promise<void> {
  const outcome = await server.seal({ uri, ...key, vaultText, plaintext: randomToken() });
  if (await taken(server, outcome))
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The token is a new one. A cluster that runs already changes to it with “k3s token rotate”.',
      ),
    );
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 64 letters and digits, each equally likely: bytes beyond the last whole alphabet are thrown away. */
function randomToken(): string {
  let token = '';
  while (token.length < 64)
    for (const byte of crypto.getRandomValues(new Uint8Array(96)))
      if (byte < 4 * ALPHABET.length && token.length < 64) token += ALPHABET[byte % ALPHABET.length];
  return token;
}

async function encryptFile({ server, passwords }: Tools, { uri, version }: Target): Promise<void> {
  const key = await passwords.unlock(uri, 'new');
  if (!key) return;
  const outcome = await server.change('encryptFile', {
    uri,
    ...(version !== undefined && { version }),
    ...key,
  });
  if (await taken(server, outcome)) await tellWhatRemains({ server, passwords }, { uri }, undefined);
}

async function decrypt({ server, passwords }: Tools, target: Target): Promise<void> {
  const go = vscode.l10n.t('Decrypt');
  const question = vscode.l10n.t('Write the plain text into the file?');
  const detail = vscode.l10n.t(
    'It then stays in the undo history, in the local history, and in Git once it is committed.',
  );
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, go)) !== go) return;
  const key = await passwords.unlock(target.uri, 'open');
  if (key) await taken(server, await server.change('decryptVault', { ...target, ...key }));
}

async function rekey({ server, passwords }: Tools, target: Target): Promise<void> {
  const key = await passwords.unlock(target.uri, 'open');
  const next = key && (await passwords.type('new'));
  if (!next || !('password' in next)) return;
  const newVaultId = await vscode.window.showInputBox({
    title: 'ansible-vault',
    prompt: vscode.l10n.t('Vault id of the new password; empty for none'),
  });
  if (newVaultId === undefined) return;
  const change = { newPassword: next.password, newVaultId: newVaultId || 'default' };
  await taken(server, await server.change('rekeyVault', { ...target, ...key, ...change }));
}

async function checkHistory({ server, passwords }: Tools, target: Target): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    const message = vscode.l10n.t('The Git history is only searched in a workspace that you trust.');
    void vscode.window.showWarningMessage(message);
    return;
  }
  const isVault = (await server.vaults(target.uri)).length > 0;
  const key = isVault ? await passwords.unlock(target.uri, 'open') : undefined;
  const found = key && (await server.view({ ...target, ...key }));
  const plaintext = found && 'plaintext' in found ? { plaintext: found.plaintext } : {};
  if (!isVault || key) await searchHistory(server, { ...target, ...plaintext });
}

async function searchHistory(server: VaultServer, params: Target & { plaintext?: string }): Promise<void> {
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
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      '{0} commits hold the secret in plain text, the newest is {1}, the oldest {2}. Encrypting is not enough: everybody with a copy of the repository has it. Use a new secret.',
      found.commits,
      found.newest ?? '',
      found.oldest ?? '',
    ),
  );
}

/** Applies what the server answered; tells the user where that is not possible. */
async function taken(server: VaultServer, outcome: Changed): Promise<boolean> {
  if ('refused' in outcome) {
    warn(outcome);
    return false;
  }
  if (await server.apply(outcome.edit)) return true;
  warn({ refused: vscode.l10n.t('The file has changed; nothing was encrypted. Try again.') });
  return false;
}

function warn({ refused }: Refused): undefined {
  void vscode.window.showWarningMessage(refused);
}
