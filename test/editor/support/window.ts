// A window of VS Code with a file open, driven by keyboard, mouse and eyes.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { root } from '../../../scripts/setup.mjs';
import { eventually } from './eventually.ts';
import { COMPLETIONS, type Entry, FIXES, goToLine, runCommand, summon } from './lists.ts';

/** VS Code on a busy machine. */
export const PATIENCE = 60_000;

/** A window with one file open. */
export interface Editor {
  readonly page: Page;
  /** Of the file. */
  readonly folder: string;
  /** Wavy lines under the text. */
  readonly squiggles: Locator;
  /** A word as the grammar colours it. */
  word(text: string): Locator;
  /** Puts the cursor before the first occurrence of `text`, or `into` characters further. */
  goTo(text: string, into?: number): Promise<void>;
  /** Rests the mouse on something and waits for the explanation. */
  hover(target: Locator): Promise<string>;
  /** Opens the quick-fix menu at the cursor and waits until it holds an entry with the title. */
  quickFix(title: string): Promise<Entry>;
  /** Opens the list of completions at the cursor and waits until it holds an entry with the title. */
  completion(title: string): Promise<Entry>;
  /** The first line that holds the text. */
  line(text: string): Locator;
  /** Waits until a line holds the text. */
  sees(text: string): Promise<void>;
  /** Runs a command by its title. */
  command(title: string): Promise<void>;
  /** What is on disk. */
  read(): string;
  /** What is in the folder now. */
  files(): readonly string[];
  /** Saves, and gives what is then on disk. */
  save(): Promise<string>;
  /** Into .cache/screenshots; with UPDATE_SCREENSHOTS=1 also in place of the picture of this name in docs/images. */
  screenshot(name: string): Promise<void>;
}

/** What can be done in a window whose active tab is that file. */
export function editorIn(page: Page, file: string): Editor {
  const read = (): string => readFileSync(file, 'utf8');
  return {
    page,
    folder: dirname(file),
    read,
    squiggles: page.locator('.squiggly-error, .squiggly-warning, .squiggly-info'),
    word: (text) =>
      page
        .locator('.view-line span span')
        .filter({ hasText: new RegExp(`^\\s*${text}$`) })
        .first(),
    async goTo(text, into = 0) {
      const before = read()
        .slice(0, read().indexOf(text) + into)
        .split('\n');
      await goToLine(page, before.length, (before.at(-1)?.length ?? 0) + 1);
    },
    hover: (target) => hover(page, target),
    quickFix: (title) => summon(page, FIXES, title),
    completion: (title) => summon(page, COMPLETIONS, title),
    line: (text) => page.locator('.view-line').filter({ hasText: text }).first(),
    sees: (text) => page.locator('.view-line').filter({ hasText: text }).first().waitFor(),
    command: (title) => runCommand(page, title),
    files: () => readdirSync(dirname(file)),
    async save() {
      const { mtimeMs } = statSync(file);
      await page.keyboard.press('Control+S');
      await eventually(
        'the saved file',
        () => statSync(file).mtimeMs,
        (time) => time !== mtimeMs,
        PATIENCE,
      );
      // VS Code empties a file before it writes it, and has done so when the tab is no longer marked.
      await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
      return read();
    },
    screenshot: (name) => screenshot(page, name),
  };
}

async function hover(page: Page, target: Locator): Promise<string> {
  const content = page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
  // Until its line stands above the group of the servers, everything below moves.
  await page
    .locator('.codelens-decoration')
    .first()
    .waitFor({ timeout: 10_000 })
    .catch(() => undefined);
  await eventually(
    'the explanation',
    async () => {
      const box = await target.boundingBox();
      if (!box) return false;
      const [x, y] = [box.x + Math.min(box.width / 2, 30), box.y + box.height / 2];
      // A mouse that is there already sends VS Code no event.
      await page.mouse.move(x, y + 100);
      await page.mouse.move(x, y, { steps: 4 });
      await content.waitFor({ timeout: 3000 }).catch(() => undefined);
      return content.isVisible();
    },
    (visible) => visible,
    PATIENCE,
  );
  return (await content.textContent()) ?? '';
}

export async function screenshot(page: Page, name: string, folder = '.cache/screenshots'): Promise<void> {
  const picture = await page.screenshot({ animations: 'disabled' });
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, `${name}.png`), picture);
  const forReaders = join(root, 'docs', 'images', `${name}.png`);
  if (process.env.UPDATE_SCREENSHOTS && existsSync(forReaders)) writeFileSync(forReaders, picture);
}
