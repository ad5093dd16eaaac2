// Secrets in the real VS Code: encrypted, viewed and edited, with the plain text on no disk.
import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import {
  findingOf,
  openFiles,
  openInventory,
  positionOf,
  quickFix,
  withVars,
  workspaceFolder,
} from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { saveAtRandom } from '../support/randomSaves.ts';

const TOKEN = '8nT3kQ5vX2mZ7rL9wB4cY6dF1gH0jKsP';
const PASSWORD = 'correct horse';

const inventory = withVars(`    api_endpoint: 192.168.20.11
    token: ${TOKEN}  # ours
`);

const command = (name: string, target?: object): Thenable<unknown> =>
  vscode.commands.executeCommand(`k3sInventory.${name}`, target);

const targetAt = (document: vscode.TextDocument, text: string) => {
  const { line, character } = positionOf(document, text);
  return { uri: document.uri.toString(), version: document.version, position: { line, character } };
};

/** Answers instead of a person. The extension and its tests share one `vscode`. */
function answer(typed: string, reported: string[]): () => void {
  const { showInputBox, showInformationMessage, showWarningMessage } = vscode.window;
  const window = vscode.window as unknown as Record<string, unknown>;
  window.showInputBox = async () => typed;
  window.showInformationMessage = async (message: string) => void reported.push(message);
  window.showWarningMessage = async (message: string) => void reported.push(message);
  return () => Object.assign(window, { showInputBox, showInformationMessage, showWarningMessage });
}

/** Every file below VS Code's own folders and the workspace that holds the text. */
function filesWith(folder: string, text: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter(
      (path) => statSync(path, { throwIfNoEntry: false })?.isFile() && readFileSync(path).includes(text),
    );
}

describe('secrets', () => {
  const reported: string[] = [];
  let restore: () => void;
  before(() => {
    restore = answer(PASSWORD, reported);
  });
  after(() => restore());

  async function encrypted(): Promise<vscode.TextDocument> {
    const document = await openInventory(inventory);
    const finding = await findingOf(document, 'token-plaintext');
    const action = await quickFix(document, finding.range, 'Encrypt with ansible-vault into vault_token');
    const [target] = action.command?.arguments ?? [];
    await command('encryptToken', target as object);
    await eventually(
      'the encrypted token',
      () => document.getText(),
      (text) => !text.includes(TOKEN),
    );
    assert.match(document.getText(), /\n {4}vault_token: !vault \|\n {6}\$ANSIBLE_VAULT;1\.1;AES256\n/);
    assert.match(document.getText(), /\n {4}token: "\{\{ vault_token \| trim \}\}" {2}# ours\n/);
    await document.save();
    return document;
  }

  it('go into an encrypted file of their own, which is saved', async () => {
    const document = await openInventory(inventory);
    await findingOf(document, 'token-plaintext');
    await command('encryptToken', { ...targetAt(document, 'token:'), form: 'encrypt-file' });
    const file = join(dirname(document.uri.fsPath), 'group_vars', 'k3s_cluster', 'vault.yml');
    await eventually(
      'the file on disk',
      () => existsSync(file) && readFileSync(file, 'utf8'),
      (text) => String(text).startsWith('$ANSIBLE_VAULT;1.1;AES256\n'),
    );
    assert.ok(!document.getText().includes(TOKEN));
  });

  it('are viewed in a document that cannot be changed', async () => {
    const document = await encrypted();
    await command('viewVault', targetAt(document, 'vault_token'));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.scheme, 'k3s-inventory-vault-view');
    assert.equal(editor.document.getText(), TOKEN);
  });

  it('are edited in a document that is on no disk, and encrypted when it is saved', async () => {
    const canary = 'Kanari3nV0gelKanari3nV0gel';
    const document = await encrypted();
    const before = document.getText();
    await command('editVault', targetAt(document, 'vault_token'));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.scheme, 'k3s-inventory-vault');
    const virtual = editor.document;
    const all = new vscode.Range(virtual.positionAt(0), virtual.positionAt(virtual.getText().length));
    assert.ok(await editor.edit((edit) => edit.replace(all, canary)));
    // Held in memory at once: a document with unsaved changes would be backed up.
    await eventually(
      'a document without unsaved changes',
      () => virtual.isDirty,
      (dirty) => !dirty,
    );
    assert.equal(document.getText(), before, 'nothing is encrypted before it is saved');
    await vscode.commands.executeCommand('workbench.action.files.save');
    await eventually(
      'another ciphertext',
      () => document.getText(),
      (text) => text !== before,
    );
    await eventually(
      'a saved inventory',
      () => document.isDirty,
      (dirty) => !dirty,
    );
    assert.equal(readFileSync(document.uri.fsPath, 'utf8'), document.getText());
    await command('viewVault', targetAt(document, 'vault_token'));
    assert.equal(vscode.window.activeTextEditor?.document.getText(), canary);
    assert.deepEqual(filesWith(dirname(workspaceFolder()), canary), []);
  });

  it('have no unsaved changes once the user has stopped typing, however fast it was: VS Code would back them up', async function () {
    this.timeout(120_000);
    const document = await encrypted();
    const files = vscode.workspace.getConfiguration('files');
    // As on the desktop; in a browser VS Code saves by itself, later than it makes a backup.
    await files.update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    try {
      await command('editVault', targetAt(document, 'vault_token'));
      const virtual = vscode.window.activeTextEditor?.document;
      assert.equal(virtual?.uri.scheme, 'k3s-inventory-vault');
      for (let round = 0; round < 30; round++) {
        const type = (text: string) => vscode.commands.executeCommand('type', { text });
        // The last letter comes while the one before it is on its way into memory, at another moment each time.
        const last = new Promise((resolve) => {
          const listener = vscode.workspace.onWillSaveTextDocument(() => {
            listener.dispose();
            setTimeout(() => resolve(type('b')), round % 10);
          });
        });
        await type('a');
        await last;
        await eventually(
          `round ${round} without unsaved changes`,
          // The document itself says that it is saved, too, where an older text of it was.
          () => vscode.window.tabGroups.activeTabGroup.activeTab?.isDirty,
          (dirty) => dirty === false,
          5000,
        );
      }
      await vscode.commands.executeCommand('workbench.action.files.save');
    } finally {
      await files.update('autoSave', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  // In long runs EDITOR_SEQUENCES=500; a failure is seen again with EDITOR_SEED.
  const seed = Number(process.env.EDITOR_SEED ?? Date.now() % 100_000);
  const sequences = Number(process.env.EDITOR_SEQUENCES ?? 50);
  it(`of ${sequences} random sequences of typing, saving and waiting (seed ${seed}), no save is lost`, async function () {
    this.timeout(300_000);
    const document = await encrypted();
    await command('editVault', targetAt(document, 'vault_token'));
    const lost = await saveAtRandom({ seed, sequences, file: document.uri.fsPath, password: PASSWORD });
    assert.deepEqual(lost, []);
  });

  it('have a password whose source is reported', async () => {
    const files = {
      'inventory.yml': inventory,
      'ansible.cfg': '[defaults]\nvault_identity_list = dev@./keys\n',
    };
    const document = await openFiles(files);
    await command('explainVaultPassword', targetAt(document, 'token:'));
    assert.equal(reported.at(-1), 'The vault password comes from the only source there is.');
    await command('explainVaultPassword', targetAt(await openInventory(inventory), 'token:'));
    assert.equal(reported.at(-1), 'The vault password is asked for.');
  });

  it('are decrypted where they stand only after a question', async () => {
    const document = await encrypted();
    const before = document.getText();
    await command('decryptVault', targetAt(document, 'vault_token'));
    assert.equal(document.getText(), before, 'the user has not confirmed');
  });

  it('are found in the Git history only when asked for', async () => {
    const document = await openFiles({ 'inventory.yml': inventory });
    await findingOf(document, 'token-plaintext');
    const answered = await vscode.commands.executeCommand(
      'k3sInventory.checkGitHistory',
      targetAt(document, 'token:'),
    );
    assert.equal(answered, undefined);
  });
});
