// A person opens an inventory of techno-tim, reads what is wrong with it, and looks at what it becomes.
import { expect, test } from 'vitest';
import { useWorkbench } from '../support/useWorkbench.ts';

const CANARY = 'Xk7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE';
const inventory = `---
all:
  children:
    k3s_cluster:
      children:
        master:
          hosts:
            m1: { ansible_host: 192.168.30.38 }
        node:
          hosts:
            n1: { ansible_host: 192.168.30.41 }
      vars:
        ansible_user: debian
        k3s_version: v1.30.2+k3s2
        k3s_token: ${CANARY}
        apiserver_endpoint: 192.168.30.38
        metal_lb_ip_range: 192.168.30.30-192.168.30.90
        system_timezone: Your/Timezone
        flannel_iface: eth0
`;

const workbench = useWorkbench();

test('findings of an inventory of techno-tim, and what it becomes', async () => {
  const { page, sees, squiggles, screenshot, command } = await workbench.openFile('inventory.yml', inventory);
  await sees('system_timezone');
  await squiggles.first().waitFor();
  await command('Problems: Focus on Problems View');
  const problem = (text: string) => page.locator('.markers-panel .monaco-list-row').filter({ hasText: text });
  await problem('apiserver_endpoint').first().waitFor();
  await screenshot('techno-tim');
  await page.keyboard.press('Control+J');

  await command('Migrate Inventory to the Layout of k3s-ansible');
  const change = page.locator('.diff-editor, .monaco-diff-editor').first();
  await change.waitFor();
  await page.locator('.line-insert').first().waitFor();
  await sees('api_endpoint: 192.168.30.38');
  await screenshot('migration');
  const notes = page.locator('.view-lines').filter({ hasText: /From.techno-tim/ });
  expect(await notes.first().textContent()).not.toContain(CANARY);
});
