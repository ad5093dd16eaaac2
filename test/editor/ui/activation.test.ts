// What the extension costs somebody who opens other files: no server.
import { beforeEach, expect, test } from 'vitest';
import { useWorkbench } from '../support/useWorkbench.ts';
import type { Editor } from '../support/window.ts';

const workbench = useWorkbench();
// In a window that has shown an inventory, the server runs.
beforeEach(() => workbench.newWindow());

/** Long enough for VS Code to have started what a file needs: it is shown as loaded by then. */
async function isSettled(editor: Editor): Promise<void> {
  await editor.command('K3s Inventory: Show What This File Is Taken For');
  await editor.page.locator('.quick-input-widget').getByText('Restart the server').waitFor();
  await editor.page.keyboard.press('Escape');
}

test('settings in YAML, JSON and INI files start no server', async () => {
  for (const [name, text] of [
    ['deployment.yml', 'apiVersion: apps/v1\nkind: Deployment\n'],
    ['program.json', '{ "fontSize": 12 }\n'],
    ['program.ini', '[paths]\nlogs = /var/log\n'],
  ] as const) {
    await isSettled(await workbench.openFile(name, text));
    expect(workbench.hasServer()).toBe(false);
  }
});

test('what becomes an inventory while it is written starts one', async () => {
  const editor = await workbench.openFile('servers.ini', '[paths]\n');
  await isSettled(editor);
  expect(workbench.hasServer()).toBe(false);
  await editor.goTo('[paths]');
  await editor.page.keyboard.type('[k3s_cluster:children]\nserver\n');
  await expect.poll(() => workbench.hasServer(), { timeout: 60_000 }).toBe(true);
});
