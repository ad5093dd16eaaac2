// "Encrypt": of one secret or a whole file, and what is to be done afterwards.
import * as vscode from 'vscode';
import type { Changed, EncryptionForm, VaultKey, VaultPlace } from '../../../server/src/protocol/vault.ts';
import { searchHistory } from '../historyCommand.ts';
import { whyNoGit } from '../platform/git.ts';
import { showError } from '../serverRequests.ts';
import { chooseSecret, type Tools, warn } from '../vaultChoice.ts';
import type { VaultServer } from '../vaultServer.ts';
import { reportWhenSaved, saveCreated } from './reportWhenSaved.ts';

export type Chosen = VaultPlace & { readonly form?: EncryptionForm };

/** Asks for the secret, the form and the password in this order; giving up at any of them changes nothing. */
export async function encryptSecret(tools: Tools, target: Chosen): Promise<void> {
  const { server, passwords } = tools;
  const secret = await chooseSecret(tools, target);
  const form = secret && (target.form ?? (await pickForm()));
  const key = form && (await passwords.unlock(target.uri, 'new'));
  if (!secret || !form || !key) return;
  const { uri, position, version } = secret;
  const place = { uri, position, ...(version !== undefined && { version }) };
  const outcome = await server.change('encryptSecret', { ...place, ...key, form });
  if (!(await taken(server, outcome))) return;
  await saveCreated(outcome);
  const isToken = secret.name === 'token' && form !== 'encrypt-file';
  void reportWhenSaved(outcome, () =>
    reportWhatRemains(server, uri, isToken ? { key, line: position.line } : undefined),
  ).catch(showError);
}

/** All secrets of the file with one password; giving up at the password changes nothing. */
export async function encryptSecrets({ server, passwords }: Tools, { uri }: VaultPlace): Promise<void> {
  const found = await server.plainSecrets({ uri });
  if ('refused' in found) return warn(found);
  if (found.secrets.length === 0)
    return warn({ refused: vscode.l10n.t('There is no secret in plain text in this file.') });
  const key = await passwords.unlock(uri, 'new');
  const outcome = key && (await server.change('encryptSecrets', { uri, ...key }));
  if (!outcome || !(await taken(server, outcome))) return;
  void reportWhenSaved(outcome, () => reportWhatRemains(server, uri)).catch(showError);
}

/** A file that is encrypted already is refused before a password is asked for. */
export async function encryptFile({ server, passwords }: Tools, { uri, version }: VaultPlace): Promise<void> {
  if ((await server.vaults(uri)).some(({ kind }) => kind === 'file'))
    return warn({ refused: vscode.l10n.t('This file is encrypted already.') });
  const key = await passwords.unlock(uri, 'new');
  if (!key) return;
  const place = { uri, ...(version !== undefined && { version }) };
  const outcome = await server.change('encryptFile', { ...place, ...key });
  if (await taken(server, outcome))
    void reportWhenSaved(outcome, () => reportWhatRemains(server, uri)).catch(showError);
}

async function pickForm(): Promise<EncryptionForm | undefined> {
  const forms: (vscode.QuickPickItem & { form: EncryptionForm })[] = [
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

/** Encrypting forgets nothing: what was in plain text stays in copies, so the secret itself should change. */
async function reportWhatRemains(
  server: VaultServer,
  uri: string,
  token?: { readonly key: VaultKey; readonly line: number },
): Promise<void> {
  const generate = vscode.l10n.t('Generate a New Token');
  const history = vscode.l10n.t('Check Git History');
  const vaults = token ? await server.vaults(uri) : [];
  const found = vaults.find(({ range, name }) => range.start.line === token?.line && name?.includes('token'));
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Encrypted. The undo history, the local history of VS Code, Git history and backups still hold the plain text: a new secret is safer than a hidden old one.',
    ),
    ...(found ? [generate] : []),
    ...(whyNoGit() === undefined ? [history] : []),
  );
  if (choice === generate && token && found) await replaceToken(server, uri, token.key, found.vaultText);
  if (choice !== history) return;
  const seen = token && found && (await server.view({ uri, ...token.key, position: found.range.start }));
  await searchHistory(server, { uri, ...(seen && 'plaintext' in seen && { plaintext: seen.plaintext }) });
}

async function replaceToken(
  server: VaultServer,
  uri: string,
  key: VaultKey,
  vaultText: string,
): Promise<void> {
  const outcome = await server.seal({ uri, ...key, vaultText, plaintext: randomToken() });
  if (await taken(server, outcome))
    void reportWhenSaved(
      outcome,
      () =>
        vscode.window.showInformationMessage(
          vscode.l10n.t(
            'The token is a new one. A cluster that runs already changes to it with “k3s token rotate”.',
          ),
        ),
      'no-secret',
    ).catch(showError);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 64 letters and digits, each equally likely: bytes beyond the last whole alphabet are thrown away. */
export function randomToken(): string {
  let token = '';
  while (token.length < 64)
    for (const byte of crypto.getRandomValues(new Uint8Array(96)))
      if (byte < 4 * ALPHABET.length && token.length < 64) token += ALPHABET[byte % ALPHABET.length];
  return token;
}

/** Applies what the server answered; warns the user where that is not possible. */
export async function taken(server: VaultServer, outcome: Changed): Promise<boolean> {
  if ('refused' in outcome) {
    warn(outcome);
    return false;
  }
  const refused = await server.apply(outcome.edit);
  if (refused) warn(refused);
  return refused === undefined;
}
