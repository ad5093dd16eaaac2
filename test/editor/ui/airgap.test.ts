// A person asks whether the offline installation will work, gives a file the name it needs, and takes the list of
// downloads along.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { program, script, zstd } from '../../support/airgapFolder.ts';
import { useWorkbench } from '../support/useWorkbench.ts';

const RELEASE = 'v1.31.12+k3s1';
const folder = mkdtempSync(join(tmpdir(), 'airgap-'));
writeFileSync(join(folder, 'k3s'), program('amd64', RELEASE));
writeFileSync(join(folder, 'k3s-airgap-images-amd64.tar.zst'), zstd(2_000_000));
writeFileSync(join(folder, 'k3s-armhf'), program('arm', RELEASE));
writeFileSync(join(folder, 'install.sh'), script());

const inventory = `---
k3s_cluster:
  children:
    server:
      hosts:
        192.168.20.11: { ansible_architecture: x86_64, ansible_os_family: Debian }
    agent:
      hosts:
        192.168.20.12: { ansible_architecture: armv7l, ansible_os_family: Debian }
  vars:
    ansible_user: debian
    k3s_version: ${RELEASE}
    airgap_dir: ${folder}
    api_endpoint: "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}"
`;

const workbench = useWorkbench();

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the airgap report, a rename, and the list of downloads', async () => {
  const { page, sees, screenshot, command } = await workbench.openFile('inventory.yml', inventory);
  await sees('airgap_dir');
  await command('Check Airgap Readiness');

  const row = (text: string) => page.locator('.pane-body .monaco-list-row').filter({ hasText: text }).first();
  await row('K3s binary for arm').filter({ hasText: 'Rename it to' }).waitFor();
  await page.getByText('Not ready: something is missing or wrong.').first().waitFor();

  await screenshot('airgap-report');
  const binary = row('K3s binary for arm');
  await binary.hover();
  await binary.locator('.action-label').first().click();
  await row('Rename it to “k3s-arm”').waitFor({ state: 'detached' });
  expect(existsSync(join(folder, 'k3s-arm'))).toBe(true);

  await command('List Downloads for the Airgap Folder');
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'As a list' }).first().click();
  await sees('k3s-airgap-images-arm.tar.zst');
});

test('where a relative folder starts is asked, and what is said counts', async () => {
  const relative = inventory.replace(`airgap_dir: ${folder}`, 'airgap_dir: airgap');
  const { page, sees, screenshot, command } = await workbench.openFile('hosts.yml', relative, {
    'airgap/k3s': 'not a program',
    'playbooks/site.yml': 'none of these is a play\n',
    'playbooks/airgap/k3s-install.sh': '#!/bin/sh\n',
  });
  await sees('airgap_dir');
  await command('Check Airgap Readiness');
  await page
    .getByText('Where the airgap folder is depends on the folder of your playbook.')
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Choose Folder…' }).click();
  const folders = page.locator('.quick-input-list .monaco-list-row');
  await folders.filter({ hasText: 'playbooks' }).first().waitFor();
  await screenshot('airgap-playbook-folder');
  await folders.filter({ hasText: 'playbooks' }).first().click();
  // Beside the inventory there is a file of that name, which is no program; beside the playbook there is none.
  const binary = page.locator('.pane-body .monaco-list-row').filter({ hasText: 'K3s binary for amd64' });
  await binary.filter({ hasText: 'these nodes get no binary' }).first().waitFor();
});
