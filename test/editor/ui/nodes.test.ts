// A person looks at what lands on the nodes, changes a variable, compares, and asks for the verdict.
import { expect, test } from 'vitest';
import { clickUntil } from '../support/lists.ts';
import { useWorkbench } from '../support/useWorkbench.ts';

const CANARY = 'Xk7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE';
const inventory = `---
k3s_cluster:
  children:
    server:
      hosts:
        s1: { ansible_host: 192.168.20.11 }
        s2: { ansible_host: 192.168.20.12 }
        s3: { ansible_host: 192.168.20.13 }
    agent:
      hosts:
        a1: { ansible_host: 192.168.20.21 }
  vars:
    ansible_user: debian
    k3s_version: v1.31.12+k3s1
    token: ${CANARY}
    api_endpoint: "{{ hostvars[groups['server'][0]]['ansible_host'] }}"
    server_config_yaml: |
      disable:
        - traefik
      secrets-encryption: true
`;

const workbench = useWorkbench();

test('the tree of the nodes, a file of one, the difference of an edit, and the verdict', async () => {
  const editor = await workbench.openFile('inventory.yml', inventory);
  const { page, sees, screenshot, command, goTo } = editor;
  await sees('server_config_yaml');
  await command('Preview Nodes');
  const row = (text: string) => page.locator('.pane-body .monaco-list-row').filter({ hasText: text }).first();
  await row('s1').click();
  const tab = (text: string) => page.locator('.tab.active').filter({ hasText: text });
  await clickUntil(row('config.yaml'), tab('config.yaml'));
  await sees('cluster-init: true');
  await sees('token: <secret>');
  // The next one is opened from a window that shows no inventory.
  await clickUntil(row('k3s.service.env'), tab('k3s.service.env'));
  await clickUntil(row('config.yaml'), tab('config.yaml'));
  await sees('cluster-init: true');
  await screenshot('preview-nodes');
  const said = await page.locator('body').ariaSnapshot();
  expect(said).not.toContain(CANARY);

  await page.locator('.tab').filter({ hasText: 'inventory.yml' }).first().click();
  await sees('server_config_yaml');
  await goTo('- traefik', '- traefik'.length);
  await page.keyboard.type('\n- servicelb');
  await page.keyboard.press('Escape');
  const file = row('config.yaml');
  await file.hover();
  const compare = file.locator('.action-label').first();
  await clickUntil(compare, page.locator('.diff-editor, .monaco-diff-editor').first());
  await sees('- servicelb');
  await screenshot('preview-diff');

  await page.locator('.tab').filter({ hasText: 'inventory.yml' }).first().click();
  await goTo('debian', 'debian'.length);
  await page.keyboard.type('\nextra_service_envs: HTTP_PROXY=http://proxy:3128');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+B');
  await command('Is This Ready to Deploy');
  // As Markdown that is rendered: VS Code shows it in a frame inside a frame.
  const verdict = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await verdict.getByRole('heading', { name: 'Not ready' }).waitFor();
  await verdict.getByText('Add service environment variables').first().waitFor();
  await screenshot('preflight-verdict');
});
