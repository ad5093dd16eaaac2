// Drives VS Code as a person does: by keyboard, mouse and eyes. Knows nothing of what the extension is about.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { packExtension } from '../../../scripts/package.mjs';
import { root } from '../../../scripts/setup.mjs';
import { openBrowser } from '../../../scripts/vscode/browser.mjs';
import { ensureVsCode } from '../../../scripts/vscode/install.mjs';
import { installExtension, startVsCode } from '../../../scripts/vscode/server.mjs';
import { eventually } from './eventually.ts';
import { COMPLETIONS, type Entry, FIXES, goToLine, runCommand, summon } from './lists.ts';
import { hasServer, killExtensionHosts } from './processKiller.ts';

/** Calm enough for a picture: nothing blinks, and nothing but the text takes room. */
const SETTINGS = {
  'breadcrumbs.enabled': false,
  'editor.cursorBlinking': 'solid',
  // The usual api_endpoint and its value fit on one line.
  'editor.fontSize': 12,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  // In a browser VS Code saves after a second; on the desktop, and for the tests, on the command to save.
  'files.autoSave': 'off',
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.layoutControl.enabled': false,
};

/** VS Code on a busy machine. */
const PATIENCE = 60_000;

/** VS Code with the extension installed as people get it. */
export interface Workbench {
  /** A new window on a folder that holds just this file, and others beside it. */
  openFile(name: string, text: string, beside?: Readonly<Record<string, string>>): Promise<Editor>;
  /** A new window on what the newest one showed, which is gone; no tab comes back. */
  reopen(): Promise<Editor>;
  /** As a crash of an extension ends it; VS Code starts another. */
  killExtensionHost(): void;
  /** Whether the language server runs. */
  hasServer(): boolean;
  /** Keeps what explains a failure: a picture of the newest window, what is written in it, and what the extension logged. */
  explain(name: string): Promise<string>;
  /** Everything that VS Code and the extension have written. */
  filesNamed(pattern: RegExp): readonly string[];
  filesWith(text: string): readonly string[];
  close(): Promise<void>;
}

/** A window with one file open. */
export interface Editor {
  readonly page: Page;
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
  /** Into .cache/screenshots, and with UPDATE_SCREENSHOTS=1 into docs/images as well. */
  screenshot(name: string): Promise<void>;
}

/** `undefined` for a file that went away since it was listed, as a draft does when its text is in its file. */
function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** `restricted`: VS Code trusts no folder. */
export async function startWorkbench({ restricted = false } = {}): Promise<Workbench> {
  const home = mkdtempSync(join(tmpdir(), 'k3s-inventory-ui-'));
  const cleanUp: (() => unknown)[] = [() => rmSync(home, { recursive: true, force: true, maxRetries: 3 })];
  const close = async (): Promise<void> => {
    for (const step of cleanUp.reverse()) await step();
  };
  try {
    const vsCode = await startWithExtension(home, restricted);
    cleanUp.push(vsCode.stop);
    const browser = await openBrowser({ viewport: { width: 1000, height: 620 }, deviceScaleFactor: 2 });
    cleanUp.push(browser.close);
    let newest: Page | undefined;
    let shown = { folder: home, open: home };
    const openWindow = async (): Promise<Editor> => {
      const page = await browser.newPage();
      page.setDefaultTimeout(PATIENCE);
      newest = page;
      await page.goto(vsCode.url(shown));
      await page.locator('.monaco-editor .view-line').first().waitFor();
      // The side bar shows only a file list that the pictures do not need.
      await page.keyboard.press('Control+B');
      return editorIn(page, shown.open);
    };
    const reopen = async (): Promise<Editor> => {
      await newest?.close();
      return openWindow();
    };
    const openFile: Workbench['openFile'] = async (name, text, beside = {}) => {
      const folder = mkdtempSync(join(home, 'k3s-lab-'));
      for (const [path, content] of Object.entries(beside)) {
        const mode = content.startsWith('#!') ? 0o755 : 0o644;
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content, { mode });
      }
      const file = join(folder, name);
      writeFileSync(file, text);
      shown = { folder, open: file };
      return openWindow();
    };
    const explain = async (name: string): Promise<string> => {
      // A notification of VS Code is soon hidden.
      await newest
        ?.locator('#status\\.notifications')
        .click({ timeout: 5000 })
        .catch(() => undefined);
      if (newest) await screenshot(newest, `failed-${name.replaceAll(/\W+/g, '-')}`);
      const seen = await newest?.locator('body').ariaSnapshot();
      return `${vsCode.log()}\n${extensionLogs(home)}\nIn the window:\n${seen}\n`;
    };
    const filesNamed = (pattern: RegExp): string[] =>
      readdirSync(home, { recursive: true, encoding: 'utf8' })
        .map((name) => join(home, name))
        .filter((path) => pattern.test(path) && statSync(path, { throwIfNoEntry: false })?.isFile());
    const filesWith = (text: string): string[] =>
      filesNamed(/(?:)/).filter((path) => bytesOf(path)?.includes(text));
    const killExtensionHost = (): void => {
      if (!killExtensionHosts(vsCode.pid ?? 0)) throw new Error('There is no extension host.');
    };
    return {
      openFile,
      reopen,
      killExtensionHost,
      hasServer: () => hasServer(vsCode.pid ?? 0),
      explain,
      filesNamed,
      filesWith,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What extensions wrote to the Output panel. */
function extensionLogs(home: string): string {
  const logs = join(home, 'server', 'data', 'logs');
  if (!existsSync(logs)) return '';
  const files = readdirSync(logs, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('output_logging'),
  );
  return files
    .filter((name) => name.endsWith('.log'))
    .map((name) => readFileSync(join(logs, name), 'utf8'))
    .join('\n');
}

async function startWithExtension(home: string, restricted: boolean) {
  const install = await ensureVsCode();
  const vsix = join(home, 'k3s-inventory.vsix');
  await packExtension(vsix);
  await installExtension({ install, home }, vsix);
  return await startVsCode({ install, home, settings: SETTINGS, restricted });
}

function editorIn(page: Page, file: string): Editor {
  const read = (): string => readFileSync(file, 'utf8');
  return {
    page,
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

async function screenshot(page: Page, name: string): Promise<void> {
  const forReaders = process.env.UPDATE_SCREENSHOTS && !name.startsWith('failed-');
  const folders = ['.cache/screenshots', ...(forReaders ? ['docs/images'] : [])];
  const picture = await page.screenshot({ animations: 'disabled' });
  for (const folder of folders.map((path) => join(root, path))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.png`), picture);
  }
}
