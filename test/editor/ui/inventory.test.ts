// A person writes an inventory, reads what is wrong with it, and applies the fixes.
import { expect, test } from 'vitest';
import { useWorkbench } from '../support/useWorkbench.ts';

const TOKEN = 'Rw7fK2xPqT9dLmV4sYbN8hJc';
const EXPRESSION = "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}";

const inventory = (line: string, endpoint = `"${EXPRESSION}"`): string => `---
k3s_cluster:
  children:
    server:
      hosts:
        192.168.20.11:
    agent:
      hosts:
        192.168.20.12:
        192.168.20.13:

  vars:
    ansible_user: debian
    k3s_version: v1.31.12+k3s1
    ${line}
    api_endpoint: ${endpoint}
`;

const workbench = useWorkbench();

test('what is wrong is underlined and explained', async () => {
  const oldGroup = `"${EXPRESSION.replaceAll("'server'", "'master'")}"`;
  const editor = await workbench.openFile('inventory.yml', inventory('token: changeme!', oldGroup));
  await editor.squiggles.nth(1).waitFor();
  const explanation = await editor.hover(editor.word('changeme!'));
  expect(explanation).toContain('k3s-inventory');
  expect(explanation).toContain('token-placeholder');
  await editor.screenshot('diagnostics');
});

test('a quick fix puts the quotes where they belong', async () => {
  const editor = await workbench.openFile('inventory.yml', inventory('api_port: 6443', EXPRESSION));
  await editor.squiggles.first().waitFor();
  await editor.goTo('hostvars');
  await (await editor.quickFix('Put the value in quotes')).choose(editor.line('api_endpoint: "{{'));
  expect(await editor.save()).toBe(inventory('api_port: 6443'));
});

test('a token in plain text is encrypted, and its password stays unseen', async () => {
  const editor = await workbench.openFile('inventory.yml', inventory(`token: ${TOKEN}`));
  await editor.squiggles.first().waitFor();
  await editor.goTo(TOKEN);
  const encrypt = await editor.quickFix('into vault_token');
  await editor.screenshot('quick-fix');
  const box = editor.page.locator('.quick-input-widget input[type=password]');
  await encrypt.choose(box);
  for (const prompt of ['Vault password to encrypt with:', 'Vault password to encrypt with, again']) {
    await editor.page.locator('.quick-input-widget').getByText(prompt).waitFor();
    await box.pressSequentially('correct horse');
    if (prompt.endsWith('again')) await editor.screenshot('password');
    await box.press('Enter');
  }
  await editor.sees('$ANSIBLE_VAULT');
  await editor.squiggles.first().waitFor({ state: 'detached' });
  const saved = await editor.save();
  await editor.screenshot('fixed');
  expect(saved).toContain('    vault_token: !vault |\n      $ANSIBLE_VAULT;1.1;AES256\n');
  expect(saved).toContain('    token: "{{ vault_token | trim }}"\n');
  expect(saved).not.toContain(TOKEN);
});

test('variables are offered and explained while writing', async () => {
  const editor = await workbench.openFile('inventory.yml', inventory(''));
  await editor.goTo('    \n', 4);
  const token = await editor.completion('token');
  await token.focus();
  await editor.page.keyboard.press('Control+Space');
  await editor.page.locator('.suggest-details').getByText('token').first().waitFor();
  await editor.screenshot('completion');
  await token.choose(editor.line('token: "{{'));
  expect(await editor.save()).toBe(inventory('token: "{{ vault_token | trim }}"'));
});

test('a variable is explained where it stands', async () => {
  const editor = await workbench.openFile('inventory.yml', inventory(`token: ${TOKEN}`));
  const explanation = await editor.hover(editor.word('k3s_version'));
  expect(explanation).toContain('k3s_version');
  await editor.screenshot('hover');
});
