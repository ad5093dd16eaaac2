// Starts VS Code with the extension, and gives each test a window. Knows nothing of what the extension is about.
import {
  cpSync,
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
import type { Page } from 'playwright-core';
import { packExtension } from '../../../scripts/package.mjs';
import { openBrowser } from '../../../scripts/vscode/browser.mjs';
import { ensureVsCode } from '../../../scripts/vscode/install.mjs';
import { installExtension, startVsCode } from '../../../scripts/vscode/server.mjs';
import { makeEmpty, showFile, writeKeys } from './keptWindow.ts';
import { hasServer, killExtensionHosts } from './processKiller.ts';
import { type Editor, editorIn, PATIENCE, screenshot } from './window.ts';
import type { Language } from './words.ts';

/** Calm enough for a picture: nothing blinks, and nothing but the text takes room. */
export const SETTINGS: Readonly<Record<string, unknown>> = {
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

/** VS Code with the extension installed as people get it. */
export interface Workbench {
  /**
   * Shows a file, in a folder that holds just it and others beside it. The window is the one of the test before, made empty,
   * unless there is none or `newWindow` was called.
   */
  openFile(name: string, text: string, beside?: Readonly<Record<string, string>>): Promise<Editor>;
  /** The next file gets a window in which nothing has run yet; in another language, everything of the extension's is. */
  newWindow(language?: Language): void;
  /** A new window on what the newest one showed, which is gone; no tab comes back. */
  reopen(): Promise<Editor>;
  /** As a crash of an extension ends it; VS Code starts another, though not for ever: the next file gets a new window. */
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

/** `undefined` for a file that went away since it was listed, as a draft does when its text is in its file. */
function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const remove = (path: string): void => rmSync(path, { recursive: true, force: true, maxRetries: 3 });

/** `restricted`: VS Code trusts no folder. */
export async function startWorkbench({ restricted = false } = {}): Promise<Workbench> {
  const home = mkdtempSync(join(tmpdir(), 'k3s-inventory-ui-'));
  const cleanUp: (() => unknown)[] = [() => remove(home)];
  const close = async (): Promise<void> => {
    for (const step of cleanUp.reverse()) await step();
  };
  try {
    const vsCode = await startWithExtension(home, { restricted });
    cleanUp.push(vsCode.stop);
    const browser = await openBrowser({ viewport: { width: 1000, height: 620 }, deviceScaleFactor: 2 });
    cleanUp.push(browser.close);
    const windows = windowsOf(home, vsCode.url, browser.newPage);
    const pid = vsCode.pid ?? 0;
    return {
      ...windows,
      ...writtenIn(home),
      killExtensionHost() {
        if (!killExtensionHosts(pid)) throw new Error('There is no extension host.');
        windows.newWindow();
      },
      hasServer: () => hasServer(pid),
      explain: async (name) => `${vsCode.log()}\n${extensionLogs(home)}\n${await windows.explain(name)}`,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type Windows = Pick<Workbench, 'openFile' | 'newWindow' | 'reopen' | 'explain'>;

/** All windows are of one folder, with a folder in it for each test. */
function windowsOf(home: string, url: (place: object) => string, newPage: () => Promise<Page>): Windows {
  const workspace = mkdtempSync(join(home, 'lab-'));
  let newest: Page | undefined;
  let isKept = false;
  let shownIn: Language = 'en';
  let file = '';
  const openWindow = async (): Promise<Page> => {
    await newest?.close();
    const page = await newPage();
    // As a language pack says it to VS Code: that speaks English still, and extensions take their own translations.
    if (shownIn !== 'en') await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${shownIn}'`);
    page.setDefaultTimeout(PATIENCE);
    newest = page;
    await page.goto(url({ folder: workspace, open: file }));
    await page.locator('.monaco-editor .view-line').first().waitFor();
    // The side bar shows only a file list that the pictures do not need.
    await page.keyboard.press('Control+B');
    isKept = true;
    return page;
  };
  return {
    newWindow(language = 'en') {
      isKept = false;
      shownIn = language;
    },
    reopen: async () => editorIn(await openWindow(), file),
    async openFile(name, text, beside = {}) {
      const kept = isKept ? newest : undefined;
      if (kept) await makeEmpty(kept);
      // Settings of the workspace too: what one test has chosen is not known to the next.
      for (const left of readdirSync(workspace)) remove(join(workspace, left));
      file = writeFiles(mkdtempSync(join(workspace, 'k3s-lab-')), { ...beside, [name]: text }, name);
      if (!kept) return editorIn(await openWindow(), file);
      await showFile(kept, file);
      return editorIn(kept, file);
    },
    async explain(name) {
      // A notification of VS Code is soon hidden.
      const bell = newest?.locator('#status\\.notifications');
      await bell?.click({ timeout: 5000 }).catch(() => undefined);
      if (newest) await screenshot(newest, `failed-${name.replaceAll(/\W+/g, '-')}`);
      return `In the window:\n${await newest?.locator('body').ariaSnapshot()}\n`;
    },
  };
}

/** The path of one of them. */
function writeFiles(folder: string, files: Readonly<Record<string, string>>, wanted: string): string {
  for (const [path, content] of Object.entries(files)) {
    const mode = content.startsWith('#!') ? 0o755 : 0o644;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode });
  }
  return join(folder, wanted);
}

function writtenIn(home: string): Pick<Workbench, 'filesNamed' | 'filesWith'> {
  const filesNamed = (pattern: RegExp): string[] =>
    readdirSync(home, { recursive: true, encoding: 'utf8' })
      .map((name) => join(home, name))
      .filter((path) => pattern.test(path) && statSync(path, { throwIfNoEntry: false })?.isFile());
  const filesWith = (text: string): string[] =>
    filesNamed(/(?:)/).filter((path) => bytesOf(path)?.includes(text));
  return { filesNamed, filesWith };
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

/** Where the extension is installed, by the first that starts: the others have it from there. */
let installed: Promise<string> | undefined;

async function installOnce(install: string): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'k3s-inventory-installed-'));
  const vsix = join(home, 'k3s-inventory.vsix');
  await packExtension(vsix);
  await installExtension({ install, home }, vsix);
  return join(home, 'extensions');
}

/** The folder holds all that VS Code writes. */
export async function startWithExtension(home: string, { restricted = false, settings = SETTINGS } = {}) {
  const install = await ensureVsCode();
  installed ??= installOnce(install);
  const extensions = join(home, 'extensions');
  cpSync(await installed, extensions, { recursive: true });
  writeKeys(join(home, 'user'));
  return await startVsCode({ install, home, settings, restricted });
}
