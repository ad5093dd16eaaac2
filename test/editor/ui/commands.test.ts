// The commands about secrets as a person meets them: what they ask, what they say, and what they leave alone.
import { expect, test } from 'vitest';
import { encryptedText, inventoryWith, PASSWORD } from '../support/encryptedText.ts';
import { useWorkbench } from '../support/useWorkbench.ts';
import type { Editor } from '../support/window.ts';

const TOKEN = 'Rw7fK2xPqT9dLmV4sYbN8hJc';
const OTHER = 'hJ8cNbYs4VmLd9TqPx2Kf7wR';

const vault = async (name: string, plain: string): Promise<string> =>
  `${name}: ${await encryptedText(plain)}`;

const workbench = useWorkbench();
let editor: Editor;

const box = () => editor.page.locator('.quick-input-widget input[type=password]');
const says = (text: string) => editor.page.locator('.notification-toast').filter({ hasText: text }).first();
const button = (text: string) =>
  editor.page.locator('.notification-toast .monaco-button').filter({ hasText: text }).first();
const dialog = () => editor.page.locator('.monaco-dialog-box');

async function open(text: string, beside: Readonly<Record<string, string>> = {}): Promise<void> {
  editor = await workbench.openFile('inventory.yml', text, beside);
  await editor.page.locator('.view-line').filter({ hasText: 'api_endpoint' }).first().waitFor();
}

async function typePassword(title: string, password: string): Promise<void> {
  await editor.page.locator('.quick-input-widget').getByText(title).first().waitFor();
  await box().fill(password);
  await box().press('Enter');
}

test('nothing is asked where there is nothing to encrypt or to view', async () => {
  await open(inventoryWith('token: "{{ vault_token }}"'));
  await editor.command('Encrypt Secret with ansible-vault');
  await says('There is no secret in plain text in this file.').waitFor();
  await editor.command('View Encrypted Value');
  await says('There is nothing encrypted in this file.').waitFor();
  expect(await editor.page.locator('.quick-input-widget').isVisible()).toBe(false);
});

test('of several values one is picked; a wrong password is tried again, and is distinguished from a new one', async () => {
  await open(inventoryWith(await vault('vault_token', TOKEN), await vault('vault_other', OTHER)));
  await editor.command('View Encrypted Value');
  await editor.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'vault_other' }).click();
  await typePassword('Present vault password', 'wrong');
  await says('The password is another one').waitFor();
  await editor.screenshot('password-wrong');
  await button('Try Another Password').click();
  await typePassword('Present vault password', PASSWORD);
  await editor.sees(OTHER);
});

test('decrypting in place asks before it does so', async () => {
  const text = inventoryWith(await vault('vault_token', TOKEN));
  await open(text);
  await editor.command('Decrypt in Place');
  await dialog().getByText('Write the plain text into the file?').waitFor();
  await editor.screenshot('decrypt-question');
  await editor.page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  await editor.command('Decrypt in Place');
  await dialog().getByText('Decrypt', { exact: true }).click();
  await typePassword('Present vault password', PASSWORD);
  await editor.sees(TOKEN);
  expect(editor.read()).toBe(text);
});

test('a script is run only after its path was shown', async () => {
  await open(inventoryWith(await vault('vault_token', TOKEN)), {
    'ansible.cfg': '[defaults]\nvault_password_file = ./keys.sh\n',
    'keys.sh': `#!/bin/sh\necho ran >> ran.log\necho '${PASSWORD}'\n`,
  });
  await editor.command('View Encrypted Value');
  await dialog().getByText('keys.sh').first().waitFor();
  await editor.screenshot('script-question');
  expect(editor.files()).not.toContain('ran.log');
  await editor.page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  expect(editor.files()).not.toContain('ran.log');
  await editor.command('View Encrypted Value');
  await dialog().getByText('Run', { exact: true }).click();
  await editor.sees(TOKEN);
  expect(editor.files()).toContain('ran.log');
});

test('“Encrypted” is said once it is so on the disk', async () => {
  await open(inventoryWith(`token: ${TOKEN}`));
  await editor.squiggles.first().waitFor();
  await editor.command('Encrypt Secret with ansible-vault');
  await editor.page.getByText('In a variable of its own (recommended)').first().click();
  for (const prompt of ['Vault password to encrypt with:', 'Vault password to encrypt with, again'])
    await typePassword(prompt, PASSWORD);
  await says('Encrypted in the editor only').waitFor();
  await editor.screenshot('encrypted-not-saved');
  expect(editor.read()).toContain(TOKEN);
  await button('Save').click();
  await says('Encrypted. The undo history').waitFor();
  expect(editor.read()).not.toContain(TOKEN);
});

test('the server can be started again, and checks as before', async () => {
  await open(inventoryWith(`token: ${TOKEN}`));
  await editor.squiggles.first().waitFor();
  // However short: asked at every frame.
  const removed = editor.page.waitForFunction(
    "!document.querySelector('.squiggly-error, .squiggly-warning')",
  );
  await editor.command('Restart Server');
  await removed;
  await editor.squiggles.first().waitFor();
});

test('a kept password is confirmed, and forgotten when it is wrong', async () => {
  await open(inventoryWith(await vault('vault_token', TOKEN)));
  await editor.command('Keep Vault Password');
  for (const prompt of ['Vault password to encrypt with:', 'Vault password to encrypt with, again'])
    await typePassword(prompt, 'wrong');
  await says('The vault password is kept').waitFor();
  await editor.command('View Encrypted Value');
  await says('is kept no longer').waitFor();
  await button('Try Another Password').click();
  await typePassword('Present vault password', PASSWORD);
  await editor.sees(TOKEN);
});

test('the status bar says what the file is taken for, and opens what can be done', async () => {
  await open(inventoryWith(`token: ${TOKEN}`));
  await editor.command('Show What This File Is Taken For');
  const title = editor.page.locator('.quick-input-title').filter({ hasText: 'K3s: 1 server + 0 agents' });
  await title.waitFor();
  await editor.page.locator('.quick-input-list').getByText('token: inventory.yml:9').waitFor();
  await editor.screenshot('status');
  await editor.page.locator('.quick-input-list').getByText('Encrypt a secret').click();
  await editor.page.getByText('In a variable of its own (recommended)').first().waitFor();
});

test('what a hover hides is shown after a click, in a document that is on no disk', async () => {
  await open(inventoryWith(`token: ${TOKEN}`));
  await editor.squiggles.first().waitFor();
  const shown = await editor.hover(editor.word('token'));
  expect(shown).not.toContain(TOKEN);
  await editor.screenshot('hover-hidden');
  await editor.page.locator('.monaco-hover a').filter({ hasText: 'Show what is hidden here' }).click();
  await editor.page.locator('.tab').filter({ hasText: 'hidden.txt' }).waitFor();
  await editor.sees(TOKEN);
  await editor.screenshot('hover-shown');
});

test('a new inventory is written with its token encrypted', async () => {
  await open(inventoryWith());
  const answer = async (prompt: string, text: string): Promise<void> => {
    await editor.page.locator('.quick-input-widget').getByText(prompt).first().waitFor();
    await editor.page.locator('.quick-input-widget input').first().fill(text);
    await editor.page.keyboard.press('Enter');
  };
  await editor.command('New Inventory');
  await editor.page.locator('.quick-input-list').getByText('Three servers or more').waitFor();
  await editor.screenshot('new-inventory-kinds');
  await editor.page.locator('.quick-input-list').getByText('Three servers or more').click();
  await answer('names of the servers', 's1 s2 s3');
  await answer('names of the agents', 'w1');
  await answer('User for SSH', 'debian');
  await answer('Version of K3s', 'v1.31.12+k3s1');
  await answer('Address of the load balancer', 'k3s.example.org');
  for (const prompt of ['Vault password to encrypt with:', 'Vault password to encrypt with, again'])
    await typePassword(prompt, PASSWORD);
  await editor.sees('vault_token: !vault');
  await editor.sees('api_endpoint: "k3s.example.org"');
  await editor.page.locator('.squiggly-error, .squiggly-warning').first().waitFor({ state: 'detached' });
  await editor.screenshot('new-inventory');
});
