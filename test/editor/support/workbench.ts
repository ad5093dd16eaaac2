// Drives VS Code as a person does: by keyboard, mouse and eyes. Knows nothing of what the extension is about.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { packExtension } from '../../../scripts/package.mjs';
import { root } from '../../../scripts/setup.mjs';
import { openBrowser } from '../../../scripts/vscode/browser.mjs';
import { ensureVsCode } from '../../../scripts/vscode/install.mjs';
import { installExtension, startVsCode } from '../../../scripts/vscode/server.mjs';
import { eventually } from './eventually.ts';

/** Calm enough for a picture: nothing blinks and nothing but the text takes room. */
const SETTINGS = {
  'breadcrumbs.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.fontSize': 14,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.layoutControl.enabled': false,
};

export interface Workbench {
  readonly page: Page;
  /** Opens a file, by its name as typed into "Go to File". */
  open(file: string): Promise<void>;
  /** Puts the text into the open file, in place of all that is there. */
  replaceAll(text: string): Promise<void>;
  /** The text of a file on disk. */
  read(file: string): string;
  /** Puts the cursor before the first occurrence of `text` in `file`, or `into` characters further. */
  goTo(file: string, text: string, into?: number): Promise<void>;
  /** A word of the open file, as coloured by the grammar. */
  word(text: string): Locator;
  /** Wavy lines in the open file. */
  readonly squiggles: Locator;
  /** Rests the mouse on something and waits for the explanation. */
  hover(target: Locator): Promise<string>;
  /** Opens the quick-fix menu at the cursor. */
  quickFixes(): Promise<Locator>;
  /** Opens the list of completions at the cursor. */
  completions(): Promise<Locator>;
  runCommand(title: string): Promise<void>;
  save(): Promise<void>;
  /** Into .cache/screenshots, and with UPDATE_SCREENSHOTS=1 into docs/images as well. */
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Packs and installs the extension as people get it, and opens a folder with the given files. */
export async function openWorkbench(files: Readonly<Record<string, string>>): Promise<Workbench> {
  const home = mkdtempSync(join(tmpdir(), 'k3s-inventory-ui-'));
  const cleanUp: (() => unknown)[] = [() => rmSync(home, { recursive: true, force: true, maxRetries: 3 })];
  const close = async (): Promise<void> => {
    for (const step of cleanUp.reverse()) await step();
  };
  try {
    const folder = writeFolder(home, files);
    const vsCode = await startWithExtension(home);
    cleanUp.push(vsCode.stop);
    const browser = await openBrowser({ viewport: { width: 1000, height: 620 }, deviceScaleFactor: 2 });
    cleanUp.push(browser.close);
    const { page } = browser;
    const [first] = Object.keys(files);
    await page.goto(vsCode.url({ folder, ...(first && { open: join(folder, first) }) }));
    await page.locator('.monaco-editor .view-line').first().waitFor({ timeout: 60_000 });
    // The side bar shows only a file list that the pictures do not need.
    await page.keyboard.press('Control+B');
    return { ...handsOn(page, folder), page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function writeFolder(home: string, files: Readonly<Record<string, string>>): string {
  const folder = join(home, 'k3s-lab');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function startWithExtension(home: string) {
  const install = await ensureVsCode();
  const vsix = join(home, 'k3s-inventory.vsix');
  await packExtension(vsix);
  await installExtension({ install, home }, vsix);
  return await startVsCode({ install, home, settings: SETTINGS });
}

type Hands = Omit<Workbench, 'page' | 'close'>;

function handsOn(page: Page, folder: string): Hands {
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const keys = page.keyboard;
  return {
    read,
    open: (file) => pick(page, 'Control+P', file),
    async replaceAll(text) {
      await keys.press('Control+A');
      await keys.insertText(text);
    },
    async goTo(file, text, into = 0) {
      const before = read(file)
        .slice(0, read(file).indexOf(text) + into)
        .split('\n');
      await pick(page, 'Control+G', `:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`);
    },
    word: (text) =>
      page
        .locator('.view-line span span')
        .filter({ hasText: new RegExp(`^\\s*${text}$`) })
        .first(),
    squiggles: page.locator('.squiggly-error, .squiggly-warning, .squiggly-info'),
    hover: (target) => hover(page, target),
    quickFixes: () => summon(page, 'Control+.', page.locator('.action-widget')),
    completions: () => summon(page, 'Control+Space', page.locator('.suggest-widget.visible')),
    runCommand: (title) => pick(page, 'F1', `>${title}`),
    async save() {
      await keys.press('Control+S');
      await page.locator('.tab.active:not(.dirty)').waitFor();
    },
    screenshot: (name) => screenshot(page, name),
  };
}

/** Types into the box that a key opens, and takes the first thing it offers. */
async function pick(page: Page, key: string, text: string): Promise<void> {
  const box = page.locator('.quick-input-widget input[type=text]');
  await page.keyboard.press(key);
  await box.waitFor();
  await box.fill(text);
  await page.locator('.quick-input-widget .monaco-list-row.focused, .quick-input-message').first().waitFor();
  await page.keyboard.press('Enter');
  await box.waitFor({ state: 'hidden' });
}

/** Presses a key until a widget with entries appears: the first answer is empty while VS Code still starts. */
async function summon(page: Page, key: string, widget: Locator): Promise<Locator> {
  const rows = widget.locator('.monaco-list-row');
  await eventually(
    `the widget of ${key}`,
    async () => {
      await page.keyboard.press(key);
      await rows
        .first()
        .waitFor({ timeout: 3000 })
        .catch(() => page.keyboard.press('Escape'));
      return rows.count();
    },
    (count) => count > 0,
  );
  return rows;
}

async function hover(page: Page, target: Locator): Promise<string> {
  const content = page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
  await eventually(
    'the explanation',
    async () => {
      const box = await target.boundingBox();
      if (!box) return false;
      const [x, y] = [box.x + Math.min(box.width / 2, 30), box.y + box.height / 2];
      // A mouse that is there already tells VS Code nothing.
      await page.mouse.move(x, y + 100);
      await page.mouse.move(x, y, { steps: 4 });
      await content.waitFor({ timeout: 3000 }).catch(() => undefined);
      return content.isVisible();
    },
    (visible) => visible,
  );
  return (await content.textContent()) ?? '';
}

async function screenshot(page: Page, name: string): Promise<void> {
  const folders = ['.cache/screenshots', ...(process.env.UPDATE_SCREENSHOTS ? ['docs/images'] : [])];
  const picture = await page.screenshot({ animations: 'disabled' });
  for (const folder of folders.map((path) => join(root, path))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.png`), picture);
  }
}
