// VS Code for the Web in a browser, on a folder that is in memory: no process, no disk, extensions in a web worker.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stageExtension } from '../../../scripts/package.mjs';
import { root } from '../../../scripts/setup.mjs';
import { openBrowser } from '../../../scripts/vscode/browser.mjs';
import { ensureVsCode } from '../../../scripts/vscode/install.mjs';
import { serveVsCodeForWeb } from '../../../scripts/vscode/web.mjs';
import { type Editor, editorIn } from './window.ts';
import { SETTINGS } from './workbench.ts';

/** VS Code on a busy machine. */
const PATIENCE = 120_000;
const FOLDER = '/cluster';

export interface WebWorkbench {
  readonly editor: Editor;
  /** What the browser's console was told. */
  readonly console: readonly string[];
  close(): Promise<void>;
}

/** Opens the first of the files, with the others beside it. */
export async function startWebWorkbench(texts: Readonly<Record<string, string>>): Promise<WebWorkbench> {
  const home = mkdtempSync(join(tmpdir(), 'k3s-inventory-web-'));
  const files = join(home, 'files');
  cpSync(join(root, 'test/editor/web/files'), files, { recursive: true });
  const given = Object.entries(texts).map(([path, text]) => [`${FOLDER}/${path}`, text]);
  writeFileSync(join(files, 'files.json'), JSON.stringify(Object.fromEntries(given)));
  const shipped = join(home, 'shipped');
  mkdirSync(shipped);
  stageExtension(shipped);
  const [[name, text] = ['', '']] = Object.entries(texts);
  // For those helpers that look up a place in the text as it was opened.
  writeFileSync(join(home, name), text);
  const vsCode = await serveVsCodeForWeb({
    install: await ensureVsCode(),
    extensions: { 'k3s-inventory': shipped, files },
    settings: SETTINGS,
    folder: `memory:${FOLDER}`,
    open: `memory:${FOLDER}/${name}`,
  });
  const browser = await openBrowser({ viewport: { width: 1000, height: 620 }, deviceScaleFactor: 2 });
  const close = async (): Promise<void> => {
    await browser.close();
    vsCode.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    page.setDefaultTimeout(PATIENCE);
    await page.goto(vsCode.url);
    const editor = editorIn(page, join(home, name));
    await page
      .locator('.monaco-editor .view-line')
      .first()
      .waitFor()
      .catch(async (error: unknown) => {
        await editor.screenshot('failed-web-start');
        throw new Error(`${String(error)}\n${said.slice(-40).join('\n')}`);
      });
    await page.keyboard.press('Control+B');
    return { editor, console: said, close };
  } catch (error) {
    await close();
    throw error;
  }
}
