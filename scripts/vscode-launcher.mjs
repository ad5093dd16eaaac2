#!/usr/bin/env node
// Takes the command line of desktop VS Code and runs it in VS Code's server and a browser, where the desktop
// program cannot be had. Made for `vscodeExecutablePath` of @vscode/test-electron.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './setup.mjs';
import { openBrowser } from './vscode/browser.mjs';
import { ensureVsCode } from './vscode/install.mjs';
import { startVsCode } from './vscode/server.mjs';

const limits = {
  workbench: 60_000,
  run: Number(process.env.VSCODE_LAUNCHER_SECONDS ?? 420) * 1000,
};

/** As `timeout` of coreutils has it. */
const timedOut = 124;

/** Starts every line printed by the tests, to distinguish them from what VS Code says about itself. */
const ours = '\u0001';

function readArguments(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string', multiple: true },
      extensionTestsPath: { type: 'string' },
      'extensions-dir': { type: 'string' },
      'user-data-dir': { type: 'string' },
    },
  });
  return {
    develop: (values.extensionDevelopmentPath ?? []).map((path) => resolve(path)),
    tests: values.extensionTestsPath && resolve(values.extensionTestsPath),
    extensions: values['extensions-dir'],
    userData: values['user-data-dir'],
    folder: positionals[0] && resolve(positionals[0]),
  };
}

/**
 * VS Code reports success when its extension host dies in mid-run. So the real runner is called by one of ours,
 * which writes down that it came to its end; only that note together with VS Code's report counts as success.
 */
function writeRunner(home, tests) {
  const note = join(home, 'finished.json');
  const runner = join(home, 'runner.cjs');
  const source = `
    const { writeFileSync } = require('node:fs');
    const { pathToFileURL } = require('node:url');
    const { format } = require('node:util');
    // VS Code's console refuses new methods, so a console of our own is put before it.
    const theirs = console;
    globalThis.console = Object.create(theirs);
    for (const name of ['log', 'info', 'warn', 'error']) {
      const value = (...args) => theirs[name](${JSON.stringify(ours)} + format(...args));
      Object.defineProperty(globalThis.console, name, { value });
    }
    exports.run = async () => {
      const runner = await import(pathToFileURL(require.resolve(${JSON.stringify(tests)})));
      const run = runner.run ?? runner.default?.run;
      if (typeof run !== 'function') throw new Error('The test runner exports no run()');
      await run();
      writeFileSync(${JSON.stringify(note)}, '{}');
    };`;
  writeFileSync(runner, source);
  return { runner, finished: () => existsSync(note) };
}

async function launch(options, home) {
  const install = await ensureVsCode();
  const { extensions, userData, develop, folder } = options;
  const places = { install, home, ...(extensions && { extensions }), ...(userData && { userData }) };
  const vsCode = await startVsCode({ ...places, driven: options.tests !== undefined });
  if (!options.tests) {
    process.stdout.write(`${vsCode.url({ folder, develop })}\n`);
    return await vsCode.exited;
  }
  const { runner, finished } = writeRunner(home, options.tests);
  const chatter = [];
  const browser = await openBrowser();
  try {
    const url = vsCode.url({ folder, develop, tests: runner });
    const code = await runTests(await browser.newPage(), url, vsCode.exited, chatter);
    if (code === 0 && finished()) return 0;
    if (code === 0) process.stderr.write('The extension host ended before the tests did.\n');
    process.stderr.write(`What VS Code said is in ${keepLog([...chatter, vsCode.log()])}\n`);
    return code === 0 ? 1 : code;
  } finally {
    await browser.close();
    vsCode.stop();
  }
}

/** The page calls two functions, as VS Code's own browser tests have it: one for output, one for the end. */
async function runTests(page, url, serverExited, chatter) {
  const ended = new Promise((done) => {
    void page.exposeFunction('codeAutomationLog', (type, args) => print(type, args, chatter));
    void page.exposeFunction('codeAutomationExit', (code) => done(code));
    page.once('crash', () => done(70));
    void serverExited.then(() => done(71));
  });
  await page.goto(url);
  await page.waitForSelector('.monaco-workbench', { timeout: limits.workbench });
  return await Promise.race([ended, expiry(page)]);
}

function expiry(page) {
  return new Promise((done) => {
    setTimeout(async () => {
      const picture = join(root, '.cache', 'screenshots', 'launcher-timeout.png');
      mkdirSync(join(root, '.cache', 'screenshots'), { recursive: true });
      await page.screenshot({ path: picture, timeout: 10_000 }).catch(() => undefined);
      process.stderr.write(`No end after ${limits.run / 1000} s; see ${picture}\n`);
      done(timedOut);
    }, limits.run).unref();
  });
}

/** What VS Code says about itself is kept back; it matters only when a run fails. */
function print(type, args, chatter) {
  const [first] = args;
  if (typeof first === 'string' && first.startsWith(ours)) process.stdout.write(`${first.slice(1)}\n`);
  else
    chatter.push(
      `${type} ${args.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' ')}`,
    );
}

function keepLog(lines) {
  const file = join(root, '.cache', 'vscode-launcher.log');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

const home = mkdtempSync(join(tmpdir(), 'k3s-inventory-vscode-'));
process.once('exit', () => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
process.exitCode = 1;
launch(readArguments(process.argv.slice(2)), home)
  .catch((error) => process.stderr.write(`${error.stack}\n`) && 1)
  .then((code) => process.exit(code));
