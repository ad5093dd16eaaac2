// Runs the real VS Code on a loopback address, for a person's browser (npm start) or for the tests.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../progress.mjs';

/** Nothing that asks the network, and nothing that opens by itself over what a test or a visitor looks at. */
export const quietSettings = {
  'chat.commandCenter.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Ends the server when the process that started it is gone, however that ended. */
const guard = `data:text/javascript,${encodeURIComponent(
  'const parent = process.ppid; setInterval(() => process.ppid === parent || process.exit(1), 500).unref();',
)}`;

/**
 * @typedef {object} Places
 * @property {string} install VS Code's server, from ensureVsCode()
 * @property {string} home a folder for all that VS Code writes
 * @property {string} [extensions] `<home>/extensions` unless given
 * @property {string} [userData] `<home>/user` unless given
 */

/** @param {Places} places */
function folderFlags({ home, extensions = join(home, 'extensions'), userData = join(home, 'user') }) {
  return [
    '--server-data-dir',
    join(home, 'server'),
    '--user-data-dir',
    userData,
    '--extensions-dir',
    extensions,
  ];
}

/** An empty gallery: without it the server asks a public one at every start. */
function environment(temporary, extra = {}) {
  const own = { EXTENSIONS_GALLERY: '{"serviceUrl":""}', XDG_RUNTIME_DIR: temporary, TMPDIR: temporary };
  return { ...process.env, ...extra, ...own };
}

/** A short path of our own: VS Code leaves sockets there, and a socket's path may have only 107 characters. */
function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'vscode-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/**
 * Installs a packaged extension.
 * @param {Places} places
 * @param {string} vsix
 */
export async function installExtension(places, vsix) {
  mkdirSync(places.home, { recursive: true });
  const entry = join(places.install, 'out', 'server-main.js');
  const flags = [
    '--install-extension',
    vsix,
    '--force',
    '--accept-server-license-terms',
    ...folderFlags(places),
  ];
  const temporary = temporaryFolder();
  try {
    return await run(process.execPath, [entry, ...flags], { env: environment(temporary.path) });
  } finally {
    temporary.remove();
  }
}

/** Restricted Mode from the start, without the question whether the folder's author is trusted. */
const restrictedSettings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.emptyWindow': false,
};

/**
 * Starts VS Code. Only who knows the token in `url()` can use it: it gives a terminal on this machine.
 * `driven`: for an extension under development, which later versions of VS Code open only with the smoke-test switch.
 * That switch refuses every dialog, so a test that waits for one never gets it.
 * @param {Places & {
 *   port?: number, settings?: object, env?: NodeJS.ProcessEnv, restricted?: boolean, driven?: boolean,
 * }} options
 */
export async function startVsCode(options) {
  const { install, home, userData = join(home, 'user'), port = 0 } = options;
  writeSettings(userData, { ...options.settings, ...(options.restricted && restrictedSettings) });
  const token = randomBytes(16).toString('hex');
  const flags = ['--host', '127.0.0.1', '--port', String(port), '--connection-token', token];
  flags.push('--accept-server-license-terms', '--telemetry-level', 'off', '--disable-telemetry');
  if (!options.restricted) flags.push('--disable-workspace-trust');
  if (options.driven) flags.push('--enable-smoke-test-driver');
  flags.push(...folderFlags(options));
  const temporary = temporaryFolder();
  const server = spawn(
    process.execPath,
    ['--import', guard, join(install, 'out', 'server-main.js'), ...flags],
    {
      env: environment(temporary.path, options.env),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const stop = stopWith(server, temporary.remove);
  const log = collect(server);
  try {
    const origin = `http://127.0.0.1:${await listening(server, log)}`;
    return {
      stop,
      log,
      pid: server.pid,
      url: (query) => pageUrl(origin, token, query),
      exited: exitOf(server),
    };
  } catch (error) {
    stop();
    throw error;
  }
}

function writeSettings(userData, settings) {
  const file = join(userData, 'User', 'settings.json');
  if (existsSync(file)) return;
  mkdirSync(join(userData, 'User'), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...quietSettings, ...settings }, undefined, 2)}\n`);
}

/** The server has children (extension host, language server), so its whole process group is ended. */
function stopWith(server, cleanUp) {
  const stop = () => {
    try {
      if (server.pid) process.kill(-server.pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
    cleanUp();
  };
  process.once('exit', stop);
  return stop;
}

/** The end of what the server said, to explain a failure with. */
function collect(server) {
  let said = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said = (said + text).slice(-50_000);
    });
  }
  return () => said;
}

function exitOf(server) {
  return new Promise((resolve) => server.once('exit', (code) => resolve(code)));
}

function listening(server, log) {
  return new Promise((resolve, reject) => {
    server.stdout.on('data', () => {
      const port = /Web UI available at http:\/\/\S+?:(\d+)/.exec(log())?.[1];
      if (port) resolve(port);
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`VS Code's server ended with ${code}\n${log()}`)));
    setTimeout(() => reject(new Error(`VS Code's server did not start in 60 s\n${log()}`)), 60_000).unref();
  });
}

/**
 * @param {string} origin
 * @param {string} token
 * @param {{ folder?: string, develop?: string[], tests?: string, open?: string }} query absolute paths
 */
function pageUrl(origin, token, { folder, develop = [], tests, open }) {
  const remote = (path) => `vscode-remote://${new URL(origin).host}${pathToFileURL(path).pathname}`;
  const payload = [
    ['skipWelcome', 'true'],
    ...develop.map((path) => ['extensionDevelopmentPath', remote(path)]),
  ];
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  if (open) payload.push(['openFile', remote(open)]);
  const query = new URLSearchParams({ tkn: token, payload: JSON.stringify(payload) });
  if (folder) query.set('folder', folder);
  return `${origin}/?${query}`;
}
