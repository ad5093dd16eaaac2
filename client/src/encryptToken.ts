import * as vscode from 'vscode';
import type { LanguageClient, WorkspaceEdit } from 'vscode-languageclient/node';

type Form = 'encrypt-indirect' | 'encrypt-inline';

/** What the quick fix hands over; from the palette there is none of it. */
interface Target {
  readonly uri: string;
  readonly version: number;
  readonly position?: { readonly line: number; readonly character: number };
  readonly form?: Form;
}

type Outcome = { readonly edit: WorkspaceEdit } | { readonly refused: string };

/** "Encrypt Token with ansible-vault": asks for what it needs, then lets the server make the edit. */
export const registerEncryptToken = (client: LanguageClient): vscode.Disposable =>
  vscode.commands.registerCommand('k3sInventory.encryptToken', async (chosen?: Target) => {
    const target = chosen ?? activeTarget();
    if (!target) {
      void vscode.window.showWarningMessage(vscode.l10n.t('Open a K3s-Ansible inventory first.'));
      return;
    }
    const form = target.form ?? (await pickForm());
    const password = form && (await askPassword());
    if (!form || !password) return;
    const outcome = await client.sendRequest<Outcome>('k3sInventory/encryptSecret', {
      ...target,
      form,
      password,
    });
    if ('refused' in outcome) {
      void vscode.window.showWarningMessage(outcome.refused);
      return;
    }
    await applyEdit(client, outcome.edit);
  });

function activeTarget(): Target | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && { uri: document.uri.toString(), version: document.version };
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
      form: 'encrypt-inline',
      label: vscode.l10n.t('Inline, token: !vault'),
      detail: vscode.l10n.t(
        'k3s-ansible 1.2.0 and later may write the ciphertext to the servers with ansible-core 2.19 or jinja2_native.',
      ),
    },
  ];
  const title = vscode.l10n.t('How shall the token be encrypted?');
  return (await vscode.window.showQuickPick(forms, { title }))?.form;
}

/** Asked twice: with a mistyped password the token is lost. */
async function askPassword(): Promise<string | undefined> {
  const ask = (prompt: string, expected?: string): Thenable<string | undefined> =>
    vscode.window.showInputBox({
      title: vscode.l10n.t('Encrypt Token with ansible-vault'),
      prompt,
      password: true,
      ignoreFocusOut: true,
      validateInput: (value) => {
        if (value.trim() === '') return vscode.l10n.t('The password must not be empty.');
        if (expected !== undefined && value !== expected) return vscode.l10n.t('The passwords differ.');
        return undefined;
      },
    });
  const password = await ask(vscode.l10n.t('Vault password, the one your playbooks are run with'));
  return password && ask(vscode.l10n.t('Vault password again'), password);
}

async function applyEdit(client: LanguageClient, edit: WorkspaceEdit): Promise<void> {
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (isStale(edit) || !converted || !(await vscode.workspace.applyEdit(converted)))
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The file has changed; nothing was encrypted. Try again.'),
    );
}

/** VS Code's converter drops the versions the server computed the edit for. */
function isStale(edit: WorkspaceEdit): boolean {
  return (edit.documentChanges ?? []).some((change) => {
    if (!('textDocument' in change) || change.textDocument.version === null) return false;
    const open = vscode.workspace.textDocuments.find((d) => d.uri.toString() === change.textDocument.uri);
    return open?.version !== change.textDocument.version;
  });
}
