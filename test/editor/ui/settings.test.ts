// A person writes settings of K3s inside of a block of the inventory: is offered keys, and warned of what K3s does not read.
import { expect, test } from 'vitest';
import { useWorkbench } from '../support/useWorkbench.ts';

const inventory = (settings: string): string => `---
k3s_cluster:
  children:
    server:
      hosts:
        node1: {ansible_host: 192.168.20.11}
    agent:
      hosts:
        node4: {ansible_host: 192.168.20.14}

  vars:
    ansible_user: debian
    k3s_version: v1.31.12+k3s1
    token: "{{ vault_token | trim }}"
    api_endpoint: 192.168.20.11
    server_config_yaml: |
      disable:
        - traefik
${settings}`;

const workbench = useWorkbench();

test('a setting that K3s does not have is underlined inside of the block', async () => {
  const editor = await workbench.openFile('inventory.yml', inventory('      flanel-backend: vxlan\n'));
  await editor.squiggles.first().waitFor();
  await editor.goTo('flanel');
  await editor.page.keyboard.press('F8');
  await editor.page.locator('.marker-widget').getByText('Did you mean flannel-backend?').waitFor();
  await editor.screenshot('settings-error');
});

test('keys are offered inside of the block, with what they mean', async () => {
  const editor = await workbench.openFile('inventory.yml', inventory('      cluster-dom\n'));
  await editor.squiggles.first().waitFor();
  await editor.goTo('cluster-dom', 'cluster-dom'.length);
  const domain = await editor.completion('cluster-domain');
  await domain.focus();
  await editor.screenshot('settings-completion');
  await domain.choose(editor.line('cluster-domain:'));
  expect(await editor.save()).toContain('      cluster-domain:');
});
