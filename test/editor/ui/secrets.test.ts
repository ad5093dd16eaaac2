// A person encrypts a token, edits it, and opens an inventory in a workspace that is not trusted.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { encryptedText, PASSWORD } from '../support/encryptedText.ts';
import { inventoryWithToken } from '../support/inventoryWithToken.ts';
import { useWorkbench } from '../support/useWorkbench.ts';
import { startWorkbench, type Workbench } from '../support/workbench.ts';

const TOKEN = 'Rw7fK2xPqT9dLmV4sYbN8hJc';

async function sealed(): Promise<string> {
  const block = await encryptedText(TOKEN);
  return inventoryWithToken(`token: "{{ vault_token | trim }}"\n    vault_token: ${block}`);
}

const workbench = useWorkbench();

describe('in a folder that is trusted', () => {
  test('the three forms stand in a menu, each with what it means', async () => {
    const editor = await workbench.openFile('inventory.yml', inventoryWithToken(`token: ${TOKEN}`));
    await editor.squiggles.first().waitFor();
    await editor.goTo(TOKEN);
    await (await editor.quickFix('Encrypt with ansible-vault into vault_token')).focus();
    await editor.page.keyboard.press('Escape');
    await editor.command('Encrypt Secret with ansible-vault');
    await editor.page.getByText('In a variable of its own (recommended)').waitFor();
    await editor.screenshot('secret-forms');
    await editor.page.keyboard.press('Escape');
  });

  test('a click above an encrypted value shows it', async () => {
    const editor = await workbench.openFile('inventory.yml', await sealed());
    const lens = editor.page.locator('.codelens-decoration');
    await lens.filter({ hasText: '1 server' }).waitFor();
    await editor.screenshot('code-lenses');
    await lens.locator('a').filter({ hasText: 'View' }).click();
    const box = editor.page.locator('.quick-input-widget input[type=password]');
    await box.fill(PASSWORD);
    await editor.page.keyboard.press('Enter');
    await editor.sees(TOKEN);
  });

  test('an encrypted value is edited in a document of its own', async () => {
    const editor = await workbench.openFile('inventory.yml', await sealed());
    await editor.goTo('vault_token: ');
    const box = editor.page.locator('.quick-input-widget input[type=password]');
    await (await editor.quickFix('Edit what is encrypted')).choose(box);
    await box.fill(PASSWORD);
    await editor.page.keyboard.press('Enter');
    await editor.page.locator('.tab').filter({ hasText: 'vault_token.txt' }).waitFor();
    await editor.sees(TOKEN);
    await editor.screenshot('secret-edit');
  });
});

describe('in Restricted Mode', () => {
  let restricted: Workbench;
  beforeAll(async () => {
    restricted = await startWorkbench({ restricted: true });
  });
  afterAll(() => restricted?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') process.stderr.write(await restricted.explain(task.name));
  });

  test('a password is typed: nothing that the folder names is run or read', async () => {
    const editor = await restricted.openFile('inventory.yml', await sealed(), {
      'ansible.cfg': '[defaults]\nvault_identity_list = dev@./keys.sh, prod@pass\n',
      'keys.sh': '#!/bin/sh\ntouch was-run\necho wrong\n',
      pass: PASSWORD,
    });
    await editor.page.getByText('Restricted Mode').first().waitFor();
    await editor.goTo('vault_token: ');
    const box = editor.page.locator('.quick-input-widget input[type=password]');
    await (await editor.quickFix('View what is encrypted')).choose(box);
    // Neither was there a question which password to take, nor is the one in the file tried.
    await box.fill(PASSWORD);
    await editor.page.keyboard.press('Enter');
    await editor.sees(TOKEN);
    expect(editor.files()).not.toContain('was-run');
  });
});
