// A window of VS Code that one test after the other is given: made empty, then shown another file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import { PATIENCE } from './window.ts';

const EMPTY_KEY = 'Control+Alt+Shift+F8';

/** As in keybindings.json: one key for what leaves no trace of the test before, and asks nothing. */
const BINDINGS = [
  {
    key: EMPTY_KEY.toLowerCase().replace('control', 'ctrl'),
    command: 'runCommands',
    args: {
      commands: [
        'notifications.clearAll',
        'workbench.action.closePanel',
        'workbench.action.closeSidebar',
        'workbench.action.revertAndCloseActiveEditor',
      ],
    },
  },
];

/** Before VS Code starts. */
export function writeKeys(userData: string): void {
  mkdirSync(join(userData, 'User'), { recursive: true });
  writeFileSync(join(userData, 'User', 'keybindings.json'), JSON.stringify(BINDINGS));
}

/** Closes all tabs, and whatever stands before or beside them. What is not saved is gone. */
export async function makeEmpty(page: Page): Promise<void> {
  const inTheWay = page.locator(
    '.tab, .monaco-dialog-box, .quick-input-widget:visible, .notification-toast, .part.sidebar:visible, .part.panel:visible',
  );
  await eventually(
    'an empty window',
    async () => {
      // A question, a list, or a hover first: it would take the key.
      await page.keyboard.press('Escape');
      await page.keyboard.press(EMPTY_KEY);
      return inTheWay.count();
    },
    (count) => count === 0,
    PATIENCE,
  );
}

/** Shows a file by its path, in a tab of its own. */
export async function showFile(page: Page, path: string): Promise<void> {
  const name = basename(path);
  const box = page.locator('.quick-input-widget input[type=text]');
  // Files of the tests before have the same name, and are still in VS Code's history.
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: basename(dirname(path)) });
  const tab = page.locator('.tab.active').filter({ hasText: name });
  await eventually(
    `the tab of ${path}`,
    async () => {
      if (await tab.isVisible()) return true;
      await page.keyboard.press('Control+P');
      await box.fill(path, { timeout: 5000 }).catch(() => undefined);
      await row
        .first()
        .waitFor({ timeout: 5000 })
        .catch(() => undefined);
      await page.keyboard.press((await row.first().isVisible()) ? 'Enter' : 'Escape');
      await tab.waitFor({ timeout: 5000 }).catch(() => undefined);
      return tab.isVisible();
    },
    (isShown) => isShown,
    PATIENCE,
  );
  await page.locator('.monaco-editor.focused .view-line').first().waitFor();
}
