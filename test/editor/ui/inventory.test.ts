// A person writes an inventory, is told what is wrong with it, and lets it be put right.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const inventory = `---
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
    token: changeme!
    api_endpoint: {{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}
`;

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({ 'inventory.yml': inventory });
});

afterAll(() => workbench?.close());

test('what is wrong is underlined and explained', async () => {
  await workbench.squiggles.first().waitFor();
  const explanation = await workbench.hover(workbench.squiggles.first());
  expect(explanation).toContain('k3s-inventory');
  await workbench.screenshot('diagnostics');
});
