// Every command by its name in the command palette, with its questions and messages: in Chinese all of them, in English
// those that no other test runs as a person does.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { COMMANDS, type Command } from '../../../server/src/protocol/commands.ts';
import { program } from '../../support/airgapFolder.ts';
import { PASSWORD } from '../support/encryptedText.ts';
import { useWorkbench } from '../support/useWorkbench.ts';
import type { Editor } from '../support/window.ts';
import { type Language, wordsOf } from '../support/words.ts';

const RELEASE = 'v1.31.12+k3s1';
const airgap = mkdtempSync(join(tmpdir(), 'airgap-'));
afterAll(() => rmSync(airgap, { recursive: true, force: true }));

const INVENTORY = `---
k3s_cluster:
  children:
    server:
      hosts:
        s1: { ansible_host: 192.168.20.11, ansible_architecture: armv7l, ansible_os_family: Debian }
    agent:
      hosts:
        a1: { ansible_host: 192.168.20.12, ansible_architecture: armv7l, ansible_os_family: Debian }

  vars:
    ansible_user: debian
    k3s_version: ${RELEASE}
    api_endpoint: 192.168.20.11
    airgap_dir: ${airgap}
    token: changeme!
`;

const workbench = useWorkbench();
let editor: Editor;
let words = wordsOf('en');
/** Which commands have been run in this language. */
const run = new Set<Command>();

const box = () => editor.page.locator('.quick-input-widget input').first();
const list = () => editor.page.locator('.quick-input-list .monaco-list-row');
const asks = (english: string) =>
  editor.page.locator('.quick-input-widget').getByText(words.say(english)).first().waitFor();
const says = (english: string, ...values: readonly string[]) =>
  editor.page.locator('.notification-toast').filter({ hasText: words.say(english, ...values) }).first();
const button = (english: string) =>
  editor.page.locator('.notification-toast .monaco-button').filter({ hasText: words.say(english) }).first();
const dialog = () => editor.page.locator('.monaco-dialog-box');
const row = (text: string) =>
  editor.page.locator('.pane-body .monaco-list-row').filter({ hasText: text }).first();
const tab = (text: string) => editor.page.locator('.tab.active').filter({ hasText: text });

async function command(name: Command): Promise<void> {
  run.add(name);
  await editor.command(`K3s Inventory: ${words.title(name)}`);
}

async function answer(english: string, text: string): Promise<void> {
  await asks(english);
  await box().fill(text);
  await editor.page.keyboard.press('Enter');
}

const present = (): Promise<void> => answer('Present vault password', PASSWORD);

async function typeNew(): Promise<void> {
  await answer('Vault password to encrypt with: the one your playbooks are to be run with', PASSWORD);
  await answer('Vault password to encrypt with, again', PASSWORD);
}

async function closeTab(name: string): Promise<void> {
  await tab(name).locator('.codicon-close').click();
}

async function begin(language: Language, name: string, text = INVENTORY): Promise<void> {
  words = wordsOf(language);
  editor = await workbench.openFile(name, text);
  await editor.squiggles.first().waitFor();
}

const TOKEN_IS_NEW =
  '{0} holds a new token, encrypted; it was never in the file in plain text. A cluster that runs already changes to it with “k3s token rotate”.';
const IN_EDITOR_ONLY =
  'Encrypted in the editor only: on the disk the secret is in plain text until you save.';
const COPIES_REMAIN =
  'Encrypted. The undo history, the local history of VS Code, Git history and backups still hold the plain text: a new secret is safer than a hidden old one.';

/** From a sample token to a file that is encrypted as a whole. */
async function secrets(): Promise<void> {
  await editor.goTo('changeme');
  await command('generateToken');
  await typeNew();
  await says(TOKEN_IS_NEW, 'vault_token').waitFor();
  await editor.save();
  const token = /vault_token: (?=!vault)/;
  expect(editor.read()).toMatch(token);

  await command('viewVault');
  await present();
  await tab('vault_token.txt').waitFor();
  await closeTab('vault_token.txt');
  await command('editVault');
  await present();
  await tab('vault_token.txt').waitFor();
  await editor.page.locator('.monaco-editor.focused').first().waitFor();
  await editor.page.keyboard.type('X');
  await editor.page.locator('.view-line').filter({ hasText: /^X/ }).waitFor();
  // Held in memory: before, VS Code asks its own question.
  await editor.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  await closeTab('vault_token.txt');
  await dialog().getByText(words.say('Encrypt what you have changed?')).waitFor();
  await dialog().getByText(words.say('Discard'), { exact: true }).click();

  const before = editor.read();
  await command('rekeyVault');
  await present();
  await typeNew();
  await answer('Vault id of the new password; empty for none', 'prod');
  await editor.sees('$ANSIBLE_VAULT;1.2;AES256;prod');
  expect(await editor.save()).not.toBe(before);

  await command('decryptVault');
  await dialog().getByText(words.say('Write the plain text into the file?')).waitFor();
  await dialog().getByText(words.say('Decrypt'), { exact: true }).click();
  await present();
  await editor.line('!vault').waitFor({ state: 'detached' });
  await editor.save();
  await command('encryptSecrets');
  await typeNew();
  await says(IN_EDITOR_ONLY).waitFor();
  await button('Save').click();
  await says(COPIES_REMAIN).waitFor();
}

describe.each<Language>(['zh-cn'])('in %s', (language) => {
  beforeEach(() => workbench.newWindow(language));

  test('the life of a secret', async () => {
    await begin(language, 'inventory.yml');
    await secrets();
  });

  test('passwords', async () => {
    await begin(language, 'inventory.yml', INVENTORY.replace('changeme!', 'Rw7fK2xPqT9dLmV4sYbN8hJc'));
    await command('explainVaultPassword');
    await dialog().getByText(words.say('The vault password is asked for.')).waitFor();
    await editor.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    await command('rememberVaultPassword');
    await typeNew();
    await says('The vault password is kept in the secret storage of VS Code, for this workspace, until “Forget Vault Password”.').waitFor();
    await command('forgetVaultPassword');
    await says('No vault password is kept for this workspace.').waitFor();
    execFileSync('git', ['init', '-q'], { cwd: editor.folder });
    await command('checkGitHistory');
    await says('No commit of this repository holds the secret.').waitFor();
    await command('encryptToken');
    await asks('How shall the secret be encrypted?');
    await list().filter({ hasText: words.say('In a variable of its own (recommended)') }).click();
    await typeNew();
    await says(IN_EDITOR_ONLY).waitFor();
    await button('Save').click();
    await says(COPIES_REMAIN).waitFor();
    await command('encryptFile');
    await typeNew();
    await editor.sees('$ANSIBLE_VAULT');
  });

  test('nodes, topology', async () => {
    await begin(language, 'inventory.yml');
    await command('previewNodes');
    await row('s1').filter({ hasText: words.say('server') }).waitFor();
    await command('previewHost');
    await asks('Which node?');
    await list().filter({ hasText: 's1' }).click();
    await tab('config.yaml').waitFor();
    await command('compareWithSaved');
    await tab(words.say('{0}: saved ↔ typed', 's1 /etc/rancher/k3s/config.yaml')).waitFor();
    await command('compareWithHead');
    await says('x').waitFor();
  });
});
