// `npm run tour`: half a minute with an inventory, as a newcomer spends it; each step leaves a picture in .cache/tour.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { openBrowser } from '../../../scripts/vscode/browser.mjs';
import { program, script, zstd } from '../../support/airgapFolder.ts';
import { clickUntil } from '../support/lists.ts';
import { typeNewPassword } from '../support/newPassword.ts';
import { type Editor, editorIn, PATIENCE, screenshot } from '../support/window.ts';
import { startWithExtension } from '../support/workbench.ts';

const RELEASE = 'v1.31.12+k3s1';

/** What goes wrong most often, in one file. */
const INVENTORY = `---
k3s_cluster:
  children:
    server:
      hosts:
        cp-1:
          ansible_host: 192.168.20.11
        cp-2:
          ansible_host: 192.168.20.12
        cp-3:
          ansible_host: 192.168.20.13
    agent:
      hosts:
        worker-1:
          ansible_host: 192.168.20.21
          ansible_architecture: armv7l
        worker-2:
          ansible_host: 192.168.20.300

  vars:
    ansible_user: debian
    k3s_version: ${RELEASE}
    token: changeme!
    api_endpoint: "{{ hostvars[groups['master'][0]]['ansible_host'] }}"
    airgap_dir: "{{ inventory_dir }}/airgap"
    server_config_yaml: |
      disable:
        - traefik
`;

/** As VS Code looks when it is new: side bar open, default font. Only what would move from picture to picture is off. */
const SETTINGS = {
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'files.autoSave': 'off',
  'workbench.colorTheme': 'Default Light Modern',
};

let editor: Editor;
let steps = 0;
const cleanUp: (() => unknown)[] = [];

beforeAll(async () => {
  const home = mkdtempSync(join(tmpdir(), 'k3s-inventory-tour-'));
  cleanUp.push(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));
  const folder = join(home, 'homelab');
  mkdirSync(join(folder, 'airgap'), { recursive: true });
  writeFileSync(join(folder, 'inventory.yml'), INVENTORY);
  writeFileSync(join(folder, 'airgap', 'k3s-amd64'), program('amd64', RELEASE));
  writeFileSync(join(folder, 'airgap', 'k3s-armhf'), program('arm', RELEASE));
  writeFileSync(join(folder, 'airgap', 'k3s-airgap-images-amd64.tar.zst'), zstd(2_000_000));
  writeFileSync(join(folder, 'airgap', 'k3s-install.sh'), script());
  const vsCode = await startWithExtension(home, { settings: SETTINGS });
  cleanUp.push(vsCode.stop);
  const browser = await openBrowser({ viewport: { width: 1280, height: 760 }, deviceScaleFactor: 1.5 });
  cleanUp.push(browser.close);
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  const file = join(folder, 'inventory.yml');
  await page.goto(vsCode.url({ folder, open: file }));
  editor = editorIn(page, file);
  await editor.squiggles.nth(2).waitFor();
});

afterAll(async () => {
  for (const step of cleanUp.reverse()) await step();
});

const picture = async (name: string): Promise<void> => {
  steps += 1;
  await screenshot(editor.page, `tour-${steps}-${name}`, '.cache/tour');
};

test('half a minute with an inventory', async () => {
  const { page } = editor;
  const row = (text: string) => page.locator('.pane-body .monaco-list-row').filter({ hasText: text }).first();

  await page.keyboard.press('Control+Shift+M');
  await page.locator('.markers-panel .monaco-list-row').nth(2).waitFor();
  await picture('findings');
  await page.keyboard.press('Control+J');

  await editor.hover(editor.word('token'));
  await picture('token');

  await editor.goTo('changeme!');
  const generate = await editor.quickFix('Generate a strong token and encrypt it into vault_token');
  await picture('fixes');
  await generate.choose(page.locator('.quick-input-widget input[type=password]'));
  await typeNewPassword(editor);
  await editor.sees('$ANSIBLE_VAULT');
  await editor.save();
  await page.locator('.codelens-decoration').filter({ hasText: 'encrypted in' }).waitFor();
  await picture('encrypted');
  await editor.command('Clear All Notifications');

  await editor.goTo('master');
  await (await editor.quickFix('Read group “server” instead')).choose(editor.line("groups['server']"));
  await editor.save();
  await editor.goTo('/airgap"', '/airgap"'.length);
  await page.keyboard.press('Enter');
  await editor.completion('kubeconfig');
  await picture('completion');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Z');

  await editor.command('Preview Nodes');
  await row('worker-1').waitFor();
  await row('cp-1').click();
  await clickUntil(row('config.yaml'), page.locator('.tab.active').filter({ hasText: 'config.yaml' }));
  await editor.sees('cluster-init: true');
  await picture('nodes');
  await page.keyboard.press('Control+W');
  await page.keyboard.press('Control+Shift+E');

  await editor.command('Show Topology');
  const drawing = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await drawing.getByText('3 servers + 2 agents').first().waitFor();
  await picture('topology');
  await page.locator('.tab').filter({ hasText: 'Topology' }).click({ button: 'middle' });

  await editor.command('Check Airgap Readiness');
  await row('K3s binary for arm').filter({ hasText: 'Rename it to' }).waitFor();
  await picture('airgap');
});
