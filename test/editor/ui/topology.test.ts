// A person looks at the picture of a cluster: by mouse, by keyboard, in every theme, and with a screen reader.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { useWorkbench } from '../support/useWorkbench.ts';
import type { Editor } from '../support/window.ts';

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
          ansible_host: 192.168.20.300
    agent:
      hosts:
        worker-[1:5]:

  vars:
    ansible_user: debian
    k3s_version: v1.31.12+k3s1
    api_endpoint: 192.168.20.11
    token: "{{ vault_token | trim }}"
`;

const workbench = useWorkbench();

/** The page itself, which VS Code keeps in two frames. */
async function pageOf(editor: Editor): Promise<Frame> {
  const find = async (): Promise<Frame | undefined> => {
    for (const frame of editor.page.frames())
      if (
        (await frame
          .locator('#picture svg')
          .count()
          .catch(() => 0)) > 0
      )
        return frame;
    return undefined;
  };
  const found = await eventually('the picture', find, (frame) => frame !== undefined, 60_000);
  if (!found) throw new Error('There is no picture.');
  return found;
}

async function setTheme(editor: Editor, theme: string): Promise<void> {
  await editor.page.keyboard.press('Control+k');
  await editor.page.keyboard.press('Control+t');
  await editor.page.locator('.quick-input-widget input').fill(theme);
  await editor.page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: theme })
    .first()
    .waitFor();
  await editor.page.keyboard.press('Enter');
}

async function faultsOf(frame: Frame): Promise<readonly string[]> {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await frame.evaluate(axe);
  return frame.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

test('the picture leads to lines, follows what is typed, and has no fault of accessibility in any theme', async () => {
  const editor = await workbench.openFile('inventory.yml', INVENTORY);
  await editor.squiggles.first().waitFor();
  await editor.command('Show Topology');
  const frame = await pageOf(editor);
  await frame.getByText('3 servers + 5 agents').first().waitFor();
  const part = (text: string) => frame.locator('.tp-part').filter({ hasText: text });
  await part('server, cp-3').filter({ hasText: '✖ 1' }).waitFor();
  await editor.screenshot('topology');

  await part('server, cp-2').click();
  await editor.page.getByText('Ln 8, Col 13 (4 selected)').waitFor();
  await frame.locator('[data-part=endpoint]').focus();
  await editor.page.keyboard.press('Tab');
  await editor.page.keyboard.press('Tab');
  await editor.page.keyboard.press('Tab');
  await editor.page.keyboard.press('Enter');
  await editor.page.getByText('Ln 10, Col 13 (4 selected)').waitFor();

  await editor.page.locator('.view-lines').first().click();
  await editor.goTo('192.168.20.300', 13);
  await editor.page.keyboard.press('Backspace');
  await editor.page.keyboard.press('Backspace');
  await part('cp-3').filter({ hasNotText: '✖' }).waitFor();

  for (const theme of ['Dark Modern', 'Dark High Contrast', 'Light High Contrast', 'Light Modern']) {
    await setTheme(editor, theme);
    expect(await faultsOf(await pageOf(editor))).toEqual([]);
    await editor.screenshot(`topology-${theme.replaceAll(' ', '-').toLowerCase()}`);
  }
  const policy = await frame.locator('meta[http-equiv]').getAttribute('content');
  expect(policy).toMatch(/^default-src 'none'; img-src data:; style-src [^;]+; script-src 'nonce-\S+'$/);
});
