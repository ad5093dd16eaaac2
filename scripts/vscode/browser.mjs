// The browser window that VS Code is shown in to tests. It reaches this machine and nothing else.
import { chromium } from 'playwright-core';
import { findChromium } from '../setup.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/**
 * Opens windows that share nothing with a person's own browser.
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function openBrowser(options = {}) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Chromium is needed: sudo apt-get install -y chromium');
  const browser = await chromium.launch({ executablePath, args: flags });
  const context = await browser.newContext(options);
  return { newPage: () => context.newPage(), close: () => browser.close() };
}
