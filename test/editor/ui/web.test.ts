// The extension in VS Code for the Web, on a folder that is on no disk: what works there, and what says that it cannot.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { inventoryWithToken } from '../support/inventoryWithToken.ts';
import { typeNewPassword } from '../support/newPassword.ts';
import { startWebWorkbench, type WebWorkbench } from '../support/webWorkbench.ts';

let workbench: WebWorkbench;
beforeAll(async () => {
  workbench = await startWebWorkbench({
    'inventory.yml': inventoryWithToken('token: changeme!\n    flannel_iface: "{{ beside }}"'),
    'group_vars/all.yml': 'beside: eth-beside\n',
  });
});
afterAll(() => workbench?.close());
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await workbench.editor.screenshot(`failed-web-${task.name.replaceAll(/\W+/g, '-')}`);
  process.stderr.write(`${workbench.console.slice(-40).join('\n')}\n`);
});

test('findings come from a server in a web worker', async () => {
  await workbench.editor.squiggles.first().waitFor();
});

test('a hover knows what stands in the files beside it', async () => {
  const { editor } = workbench;
  expect(await editor.hover(editor.word('beside'))).toContain('eth-beside');
});

test('variables are completed', async () => {
  const { editor } = workbench;
  const { keyboard } = editor.page;
  await editor.goTo('flannel_iface');
  await keyboard.press('Control+End');
  await keyboard.type('    extra_s');
  await editor.completion('extra_server_args');
  for (const key of ['Escape', 'Shift+Home', 'Delete']) await keyboard.press(key);
});

test('a fix encrypts a new token, with the cryptography of the browser', async () => {
  const { editor } = workbench;
  const { page } = editor;
  await editor.goTo('changeme');
  await (await editor.quickFix('Generate a strong token and encrypt it into vault_token')).focus();
  await page.keyboard.press('Enter');
  await typeNewPassword(editor);
  await editor.sees('vault_token: !vault |');
  await editor.sees('$ANSIBLE_VAULT;1.1;AES256');
  await editor.screenshot('web');
});

test('what needs Git says that there is none before it asks for a password', async () => {
  const { editor } = workbench;
  await editor.command('Search Git History for a Secret');
  await editor.page.getByText('Git cannot be run in a browser').first().waitFor();
});
