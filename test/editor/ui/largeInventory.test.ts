// A person opens an inventory of hundreds of thousands of hosts, and goes on writing while the server reads it.
import { test } from 'vitest';
import { useWorkbench } from '../support/useWorkbench.ts';

const inventory = `k3s_cluster:
  vars:
    k3s_version: v1.31.12+k3s1
    token: changeme!
    api_endpoint: 192.168.20.11
  children:
    server:
      hosts:
        first: {ansible_host: 192.168.20.11}
    agent:
      hosts:
${Array.from({ length: 300_000 }, (_, at) => `        node${at}:\n`).join('')}`;

const workbench = useWorkbench();

test('it is shown that the server is at work, and one can write meanwhile', async () => {
  const editor = await workbench.openFile('inventory.yml', inventory);
  const atWork = editor.page.locator('[id="status.languageStatus"] .codicon-loading');
  await atWork.waitFor();
  await editor.page.keyboard.type('# Written meanwhile\n');
  await editor.sees('# Written meanwhile');
  await editor.screenshot('large');
  await editor.squiggles.first().waitFor();
  await atWork.waitFor({ state: 'detached' });
});
