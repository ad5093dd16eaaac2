// "Generate Token and Encrypt It": a secret that no file ever holds in plain text.
import * as vscode from 'vscode';
import type { VaultPlace } from '../../../server/src/protocol/vault.ts';
import { showError } from '../serverRequests.ts';
import { type Tools, warn } from '../vaultChoice.ts';
import { taken } from './encryptCommands.ts';
import { reportWhenSaved, saveCreated } from './reportWhenSaved.ts';

/** `type-encrypted`: the value is typed; otherwise a token is generated. */
type Wanted = VaultPlace & { readonly form?: string };

/** Giving up at any question changes nothing; the finding at the reference stays, and offers it again. */
export async function encryptNewSecret({ server, passwords }: Tools, target: Wanted): Promise<void> {
  const { uri, version, position } = target;
  const place = { uri, ...(version !== undefined && { version }), ...(position && { position }) };
  const wanted = await server.newSecretAt(place);
  if ('refused' in wanted) return warn(wanted);
  const isTyped = target.form === 'type-encrypted';
  const plaintext = isTyped ? await askValue(wanted.name) : undefined;
  if (isTyped && plaintext === undefined) return;
  const key = await passwords.unlock(uri, 'new');
  if (!key) return;
  const secret = plaintext === undefined ? {} : { plaintext };
  const outcome = await server.change('encryptNewSecret', { ...place, ...key, ...secret });
  if (!(await taken(server, outcome))) return;
  await saveCreated(outcome);
  const report = (): Thenable<unknown> =>
    vscode.window.showInformationMessage(
      isTyped
        ? vscode.l10n.t('{0} is encrypted; its value was never in the file in plain text.', wanted.name)
        : vscode.l10n.t(
            '{0} holds a new token, encrypted. A running cluster changes to it with “k3s token rotate”.',
            wanted.name,
          ),
    );
  void reportWhenSaved(outcome, report, 'no-secret').catch(showError);
}

const askValue = (name: string): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: name,
    prompt: vscode.l10n.t('The value to encrypt; it is not shown'),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' ? vscode.l10n.t('It must not be empty.') : undefined),
  });
