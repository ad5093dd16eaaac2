// A person gets an encrypted token without ever having one in plain text, and reads why a rule speaks.
import { describe, expect, test } from 'vitest';
import { inventoryWithToken } from '../support/inventoryWithToken.ts';
import { typeNewPassword } from '../support/newPassword.ts';
import { useWorkbench } from '../support/useWorkbench.ts';

const ENCRYPTED =
  /\n {4}vault_token: !vault \|\n {6}\$ANSIBLE_VAULT;1\.1;AES256\n[\s\S]+\n {4}token: "\{\{ vault_token \| trim \}\}"\n/;

const workbench = useWorkbench();

describe('one fix', () => {
  test.each([
    ['a sample token', 'token: changeme!', 'changeme'],
    ['a reference to what nothing defines', 'token: "{{ vault_token | trim }}"', 'vault_token'],
  ])('makes an encrypted token of %s', async (_, token, place) => {
    const editor = await workbench.openFile('inventory.yml', inventoryWithToken(token));
    await editor.squiggles.first().waitFor();
    await editor.goTo(place);
    await (await editor.quickFix('Generate a strong token and encrypt it into vault_token')).focus();
    await editor.screenshot('token-one-fix');
    await editor.page.keyboard.press('Enter');
    await typeNewPassword(editor);
    await editor.sees('vault_token: !vault |');
    const says = (text: string) =>
      editor.page.locator('.notification-toast').filter({ hasText: text }).first();
    await says('on the disk nothing has changed until you save').waitFor();
    expect(await editor.save()).toMatch(ENCRYPTED);
    await says('holds a new token, encrypted').waitFor();
  });
});

describe('a rule', () => {
  test('is explained in the editor', async () => {
    const editor = await workbench.openFile('inventory.yml', inventoryWithToken('token: changeme!'));
    await editor.squiggles.first().waitFor();
    await editor.goTo('changeme');
    const page = editor.page.frameLocator('iframe.webview').frameLocator('iframe');
    const why = page.getByText('becomes administrator of the cluster').first();
    await (await editor.quickFix('Why token-placeholder? Open its page')).choose(why);
    await editor.screenshot('rule-page');
  });
});

describe('the completion of the token', () => {
  test('makes the token that it refers to', async () => {
    const editor = await workbench.openFile('inventory.yml', inventoryWithToken('tok'));
    await editor.goTo('tok', 3);
    const box = editor.page.locator('.quick-input-widget input[type=password]');
    await (await editor.completion('token')).choose(box);
    await typeNewPassword(editor);
    await editor.sees('vault_token: !vault |');
    await editor.screenshot('token-completed');
    expect(await editor.save()).toMatch(ENCRYPTED);
  });
});
