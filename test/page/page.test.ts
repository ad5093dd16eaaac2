// The site in a real Chromium: the page that checks, as a person uses it, and the pages of the documentation.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../scripts/setup.mjs';
import { makeChecker } from '../../scripts/site/checker.mjs';
import { makePages } from '../../scripts/site/pages.mjs';
import { openBrowser } from '../../scripts/vscode/browser.mjs';
import { SMALL_INVENTORY } from '../support/smallInventory.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TOKEN = 'Zq8vR2mWt5Kp9sXcLb4N';

describe.skipIf(!findChromium())('the site', () => {
  const place = mkdtempSync(join(tmpdir(), 'k3s-inventory-site-'));
  const site = join(place, 'site');
  const folder = join(place, 'my site');
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let asked: string[];
  const server = createServer(({ url = '' }, response) => {
    // A browser asks for an icon as well.
    if (!existsSync(join(site, url))) return response.writeHead(204).end();
    response.setHeader('content-type', 'text/html');
    return response.end(readFileSync(join(site, url)));
  });
  const addressOf = (path: string): string =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`;

  beforeAll(async () => {
    mkdirSync(join(folder, 'group_vars'), { recursive: true });
    mkdirSync(site);
    writeFileSync(join(folder, 'hosts.yml'), SMALL_INVENTORY.replace(/^ {4}token: .*\n/m, ''));
    writeFileSync(join(folder, 'group_vars', 'k3s_cluster.yml'), `token: ${TOKEN}\nk3s_version: 1.31.12\n`);
    await makeChecker(site);
    await makePages(site);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    browser = await openBrowser({ locale: 'en-US' });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    server.close();
    rmSync(place, { recursive: true, force: true });
  });

  /** Every complaint of the browser fails the test: what the policy refuses is one. */
  async function open(path = 'index.html'): Promise<Page> {
    const page = await browser.newPage();
    asked = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => asked.push(`error ${error.message}`));
    page.on('console', (message) => asked.push(`console ${message.text()}`));
    await page.goto(addressOf(path));
    return page;
  }

  /** Runs axe beside the page's policy, which lets no script in. */
  async function violations(page: Page): Promise<readonly string[]> {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { violations } = await (
        globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
  }

  const rules = (page: Page) => page.locator('#findings a').allTextContents();

  it('shows findings and nodes of what is pasted, and asks nobody', async () => {
    const page = await open();
    await page.getByLabel('Paste an inventory').fill(SMALL_INVENTORY.replace('+k3s1', ''));
    await page.locator('#findings li').first().waitFor();
    expect(await rules(page)).toContain('k3s-version-format');
    await page.locator('#node-files pre').first().waitFor();
    expect(await page.locator('#node-files').textContent()).toContain('/etc/rancher/k3s');
    const server = page.getByRole('button', { name: /^server, 192\.168\.1\.11, / });
    await server.press('Enter');
    expect(await page.evaluate('getSelection().toString()')).toBe('192.168.1.11');
    await page.getByRole('button', { name: /^agent, 192\.168\.1\.12/ }).click();
    expect(await page.evaluate('getSelection().toString()')).toBe('192.168.1.12');
    await page
      .getByLabel('Paste an inventory')
      .fill('[server]\na\n\n[agent]\nb\n\n[k3s_cluster:children]\nserver\nagent\n');
    await expect
      .poll(() => page.locator('#findings button').first().textContent())
      .toMatch(/^inventory\.ini:/);
    await page.getByLabel('Paste an inventory').fill('web:\n  hosts:\n    a:\n');
    await expect
      .poll(() => page.locator('#status').textContent())
      .toMatch(/^Not checkedNothing in this file says/);
    await page.getByLabel('Paste an inventory').fill('');
    await expect.poll(() => page.locator('#status').textContent()).toBe('Nothing to check yet.');
    expect(await page.locator('#topology').isVisible()).toBe(false);
    expect(asked).toEqual([addressOf('index.html')]);
    await page.close();
  });

  it('reads the folder that is dropped on it, and follows what is typed into its files', async () => {
    const page = await open();
    const session = await page.context().newCDPSession(page);
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 200, y: 300, data });
    await page.locator('#findings li').first().waitFor();
    expect(await rules(page)).toContain('k3s-version-format');
    const finding = page.locator('#findings button', { hasText: 'my site/group_vars/k3s_cluster.yml:2:14' });
    await finding.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#file').inputValue()).toMatch(/k3s_cluster\.yml$/);
    expect(await page.evaluate('getSelection().toString()')).toBe('1.31.12');
    await page.keyboard.type('v1.31.12+k3s1');
    await expect.poll(() => rules(page)).not.toContain('k3s-version-format');
    await page.locator('#node-files pre').first().waitFor();
    expect(await page.locator('body').textContent()).not.toContain(TOKEN);
    await page.close();
  });

  it('reads a folder that is chosen, opened from the disk as well', async () => {
    const page = await open();
    await page.goto(pathToFileURL(join(site, 'index.html')).href);
    await page.getByLabel('Choose a folder').setInputFiles(folder);
    await expect.poll(() => rules(page)).toContain('k3s-version-format');
    expect(await page.locator('#file').locator('option').allTextContents()).toEqual([
      'my site/group_vars/k3s_cluster.yml',
      'my site/hosts.yml',
    ]);
    await page.close();
  });

  it('reaches no network, and runs no other script', async () => {
    const page = await open();
    const refused = await page.evaluate(`(async () => {
      const events = [];
      document.addEventListener('securitypolicyviolation', (event) => events.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'document.title = "run"';
      document.body.append(script);
      const image = document.createElement('img');
      image.src = 'https://127.0.0.1:9/a.png';
      document.body.append(image);
      const fetched = await fetch('https://127.0.0.1:9/').then(() => 'fetched', () => 'refused');
      await new Promise((done) => setTimeout(done));
      return [fetched, document.title, ...events.sort()];
    })()`);
    expect(refused).toEqual(['refused', 'K3s Inventory', 'connect-src', 'img-src', 'script-src-elem']);
    await page.close();
  });

  it('speaks Chinese: its own texts, the findings, and the pages it leads to', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Show an example' }).click();
    await page.locator('#findings li').first().waitFor();
    await page.getByLabel('Language').selectOption('zh-cn');
    await expect.poll(() => page.locator('#findings li p').first().textContent()).toMatch(/\p{Script=Han}/u);
    expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN');
    const words = await page.locator('[data-word]').allTextContents();
    expect(words.filter((word) => !/\p{Script=Han}/u.test(word))).toEqual([]);
    await page.locator('#findings a').first().click();
    await page.waitForURL(/docs\/rules\/[a-z0-9-]+\.zh-cn\.html$/);
    expect(await page.locator('h2').first().textContent()).toBe('原因');
    await page.close();
  });

  it.each(['light', 'dark'] as const)(
    'axe finds nothing to complain about in %s colours',
    async (colorScheme) => {
      const page = await open();
      await page.emulateMedia({ colorScheme });
      await page.getByRole('button', { name: 'Show an example' }).click();
      await page.locator('#node-files pre').first().waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByLabel('Language').selectOption('zh-cn');
      await expect.poll(() => page.locator('h2').first().textContent()).toBe('清单');
      expect(await violations(page)).toEqual([]);
      for (const path of [
        'README.html',
        'README.zh-cn.html',
        'docs/rules/README.html',
        'docs/rules/token-plaintext.zh-cn.html',
        'docs/protocol.html',
      ]) {
        await page.goto(addressOf(path));
        expect([path, ...(await violations(page))]).toEqual([path]);
      }
      await page.close();
    },
  );
});
