// Brings a clean clone to where it can build, run and test. Every part looks first and works only when
// something is missing. Node builtins only, because it runs before `npm ci`.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, say, step } from './progress.mjs';

/** The root of the checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Runs `npm ci` unless node_modules already holds exactly what package-lock.json asks for. */
export async function ensureDependencies() {
  if (dependenciesMatch()) return;
  // Said again here, because under `npm test --silent` npm would not even say why it failed.
  const flags = ['--no-audit', '--no-fund', '--loglevel=error'];
  await step('Installing the npm packages', () => run(npm, ['ci', ...flags], { cwd: root }));
}

/** npm leaves in node_modules a lockfile of what it installed: comparing it needs no stamp of our own. */
function dependenciesMatch() {
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  const wanted = packagesOf(join(root, 'package-lock.json'));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    // An optional package of another platform is never installed.
    if (!found) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function packagesOf(lockfile) {
  return existsSync(lockfile) ? JSON.parse(readFileSync(lockfile, 'utf8')).packages : undefined;
}

/** Builds the extension and the command; the bundler needs about a second, so there is nothing to compare. */
export async function ensureBuild() {
  await step('Building', () => run(process.execPath, [join(root, 'scripts', 'build.mjs')], { cwd: root }));
}

/** What the full test run needs besides npm packages: the Debian package, and how to see that it is there. */
const tools = {
  chromium: { package: 'chromium', find: findChromium },
  ripgrep: { package: 'ripgrep', find: () => findOnPath('rg') },
  ansible: { package: 'ansible-core', find: findAnsible },
  neovim: { package: 'neovim', find: () => findOnPath('nvim') },
  emacs: { package: 'emacs-nox', find: () => findOnPath('emacs') },
  eglot: { package: 'elpa-eglot', find: findEglot },
};

/**
 * Installs missing tools where that can be done without asking: as root on Debian or one of its children.
 * Elsewhere (or with NO_SYSTEM_INSTALL set) it only says what is missing.
 * @param {(keyof typeof tools)[]} [names]
 * @returns {Promise<{ missing: string[], command: string }>} what is still missing and the command for it
 */
export async function ensureSystemPackages(
  names = /** @type {(keyof typeof tools)[]} */ (Object.keys(tools)),
) {
  const absent = () => names.filter((name) => !tools[name].find());
  const packages = absent().map((name) => tools[name].package);
  const mayInstall = process.getuid?.() === 0 && findOnPath('apt-get') && !process.env.NO_SYSTEM_INSTALL;
  if (packages.length > 0 && mayInstall) {
    try {
      await step(`Installing ${packages.join(', ')} with apt-get`, () => aptInstall(packages));
    } catch (error) {
      say(`apt-get failed: ${error.message}`);
    }
  }
  const missing = absent();
  return { missing, command: installCommand(missing.map((name) => tools[name].package)) };
}

async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-o', 'DPkg::Lock::Timeout=300'];
  await run('apt-get', [...options, 'update'], { env });
  await run('apt-get', [...options, 'install', '-y', '--no-install-recommends', ...packages], { env });
}

/** @param {string[]} packages Debian's names */
function installCommand(packages) {
  if (packages.length === 0) return '';
  if (process.platform !== 'darwin') return `sudo apt-get install -y ${packages.join(' ')}`;
  const brew = packages.map((name) => (name === 'ansible-core' ? 'ansible' : name));
  return `brew install ${brew.join(' ')}`;
}

/** @param {string} command */
export function findOnPath(command) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

/** The browser that shows VS Code to the tests, or `undefined`. */
export function findChromium() {
  const fixed = [
    process.env.CHROMIUM_PATH ?? '',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return fixed.find(isExecutable) ?? names.map(findOnPath).find((path) => path !== undefined);
}

/** The Python that the tests compare with needs both the commands and the importable package. */
function findAnsible() {
  if (!findOnPath('ansible-vault')) return undefined;
  const importable = (python) =>
    spawnSync(python, ['-c', 'import ansible'], { stdio: 'ignore' }).status === 0;
  return ['/usr/bin/python3', 'python3'].find(importable);
}

/** Emacs has it since version 29; before, it is a package. */
function findEglot() {
  const emacs = findOnPath('emacs');
  const { status } = emacs
    ? spawnSync(emacs, ['--batch', '-l', 'eglot'], { stdio: 'ignore' })
    : { status: 1 };
  return status === 0 ? emacs : undefined;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return path !== '';
  } catch {
    // Not there, or not ours to run: the same to the caller.
    return false;
  }
}
