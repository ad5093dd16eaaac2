// A person edits an encrypted value, and before it is saved the window is reloaded, its tab closed, or something killed.
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { decryptVault } from '../../../server/src/core/ansible/vault/vault.ts';
import { encryptedText, inventoryWith, PASSWORD } from '../support/encryptedText.ts';
import { eventually } from '../support/eventually.ts';
import { useWorkbench } from '../support/useWorkbench.ts';
import type { Editor } from '../support/window.ts';

const TOKEN = 'Rw7fK2xPqT9dLmV4sYbN8hJc';
const TYPED = 'Kanari3nV0gel';

const sealed = async (): Promise<string> =>
  `---\n${inventoryWith('token: "{{ vault_token | trim }}"', `vault_token: ${await encryptedText(TOKEN)}`)}`;

const workbench = useWorkbench();
let editor: Editor;
const tab = () => editor.page.locator('.tab').filter({ hasText: 'vault_token.txt' });
const dialog = () => editor.page.locator('.monaco-dialog-box');

const box = () => editor.page.locator('.quick-input-widget input[type=password]');

async function enterPassword(): Promise<void> {
  await box().fill(PASSWORD);
  await editor.page.keyboard.press('Enter');
}

beforeEach(async () => {
  editor = await workbench.openFile('inventory.yml', await sealed());
  await editor.goTo('vault_token: ');
  await (await editor.quickFix('Edit what is encrypted')).choose(box());
  await enterPassword();
  // What is typed goes where the cursor is.
  await editor.page.locator('.monaco-editor.focused .view-line').filter({ hasText: TOKEN }).waitFor();
  await editor.page.keyboard.type(TYPED);
  await editor.sees(TYPED + TOKEN);
  // Held in memory: before, VS Code asks its own question.
  await editor.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
});

async function inFile(): Promise<string> {
  const [, block = ''] = /!vault \|\n((?: {6}.*\n)+)/.exec(editor.read()) ?? [];
  const bytes = await decryptVault(block.replaceAll(/^ +/gm, ''), PASSWORD, webcrypto);
  return 'error' in bytes ? `damaged: ${bytes.error}` : new TextDecoder().decode(bytes);
}

const drafts = () => workbench.filesNamed(/\.draft\.json$/);
const pendingDrafts = () => drafts().filter((file) => JSON.parse(readFileSync(file, 'utf8')).isPending);

async function keepsNothing(): Promise<void> {
  await eventually('no draft', drafts, (kept) => kept.length === 0);
}

/** What was typed is in the file; then its tab closes without a question, and what was kept of it is gone. */
async function isEncrypted(typed: string): Promise<void> {
  await eventually('the encrypted text', inFile, (text) => text === typed);
  await eventually('drafts of what is in its file', pendingDrafts, (pending) => pending.length === 0);
  if (await tab().isVisible()) await tab().locator('.codicon-close').click();
  await tab().waitFor({ state: 'hidden' });
  await keepsNothing();
}

test('after a reload the tab comes back with what was typed, and no file has it in plain text', async () => {
  await editor.screenshot('secret-not-encrypted-yet');
  // Long enough for a backup, if one were made.
  await editor.page.waitForTimeout(2500);
  expect(workbench.filesWith(TYPED)).toEqual([]);
  // As after a reload: the address of the first visit opens its file in place of the tabs that were there.
  const address = new URL(editor.page.url());
  address.searchParams.delete('payload');
  await editor.page.evaluate(`history.replaceState(null, '', ${JSON.stringify(address.href)})`);
  await editor.command('Developer: Reload Window');
  await enterPassword();
  await editor.sees(TYPED + TOKEN);
  await editor.screenshot('secret-after-reload');
  expect(workbench.filesWith(TYPED)).toEqual([]);
  await editor.page.keyboard.press('Control+S');
  await isEncrypted(TYPED + TOKEN);
});

/** How long the text is that a draft keeps encrypted: AES-GCM adds 16 bytes. */
const keptLength = (): number => {
  const [file] = drafts();
  return file ? Buffer.from(JSON.parse(readFileSync(file, 'utf8')).data, 'base64').length - 16 : 0;
};

const kept = (text: string) => eventually('the draft', keptLength, (length) => length === text.length);

const lost = (): Locator =>
  editor.page
    .locator('.notification-list-item')
    .filter({ hasText: 'What you typed into vault_token.txt was not encrypted yet.' });

test('an extension host that is killed loses nothing: not what was typed before, not what is typed after', async () => {
  workbench.killExtensionHost();
  await editor.page.keyboard.type('X');
  await editor.sees(`${TYPED}X${TOKEN}`);
  await enterPassword();
  await kept(`${TYPED}X${TOKEN}`);
  await editor.page.keyboard.type('Y');
  await editor.page.keyboard.press('Control+S');
  await isEncrypted(`${TYPED}XY${TOKEN}`);
  expect(workbench.filesWith(TYPED)).toEqual([]);
});

test('who gives no password after it was killed keeps the text, and is asked again', async () => {
  workbench.killExtensionHost();
  await box().waitFor();
  await editor.page.keyboard.press('Escape');
  await box().waitFor({ state: 'hidden' });
  await editor.page.locator('.monaco-editor.focused').first().waitFor();
  await editor.page.keyboard.type('X');
  await tab().locator('.codicon-close').click();
  await dialog().getByText('Cancel').click();
  await dialog().waitFor({ state: 'hidden' });
  await editor.sees(`${TYPED}X${TOKEN}`);
  // Where the focus goes after a dialog is up to VS Code.
  await editor.page.keyboard.press('Control+1');
  await editor.page.locator('.monaco-editor.focused').first().waitFor();
  await editor.page.keyboard.press('Control+S');
  await enterPassword();
  await isEncrypted(`${TYPED}X${TOKEN}`);
});

test('what has lost its tab is offered: Open brings it back, as it was typed', async () => {
  await kept(TYPED + TOKEN);
  workbench.killExtensionHost();
  editor = await workbench.reopen();
  await lost().getByText('Open', { exact: true }).click();
  await enterPassword();
  await editor.sees(TYPED + TOKEN);
  await editor.page.keyboard.press('Control+S');
  await isEncrypted(TYPED + TOKEN);
});

test('what has lost its tab is offered: Discard leaves the file as it was, and keeps nothing', async () => {
  await kept(TYPED + TOKEN);
  workbench.killExtensionHost();
  editor = await workbench.reopen();
  await lost().getByText('Discard', { exact: true }).click();
  await keepsNothing();
  expect(await inFile()).toBe(TOKEN);
});

test('closing asks; Cancel and Esc keep the tab, Encrypt writes what was typed', async () => {
  for (const cancel of ['Escape', 'Cancel']) {
    await tab().locator('.codicon-close').click();
    await dialog().getByText('Encrypt what you have changed?').waitFor();
    await editor.screenshot('secret-close-question');
    if (cancel === 'Escape') await editor.page.keyboard.press('Escape');
    else await dialog().getByText('Cancel').click();
    await dialog().waitFor({ state: 'hidden' });
    await editor.sees(TYPED + TOKEN);
    expect(await inFile()).toBe(TOKEN);
  }
  await tab().locator('.codicon-close').click();
  await dialog().getByText('Encrypt', { exact: true }).click();
  await isEncrypted(TYPED + TOKEN);
  await tab().waitFor({ state: 'hidden' });
});

test('Discard leaves the file as it was, and keeps nothing', async () => {
  await tab().locator('.codicon-close').click();
  await dialog().getByText('Discard', { exact: true }).click();
  await tab().waitFor({ state: 'hidden' });
  expect(await inFile()).toBe(TOKEN);
  await keepsNothing();
});
