// Unpacks newer ansible-cores of Debian below .cache/, beside whatever Ansible is installed: nothing of the system
// changes. apt itself fetches them, with folders of its own, and refuses what the signed index of Debian does not name.
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, say, step } from './progress.mjs';
import { findOnPath, root } from './setup.mjs';

const KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg';
const cache = join(root, '.cache');
const home = join(cache, 'ansible-2.19');
const nextHome = join(cache, 'ansible-next');

/** The folder in which Python finds ansible-core 2.19; not there where it could not be had. */
export const newAnsiblePackages = join(home, 'root', 'usr', 'lib', 'python3', 'dist-packages');

/** The coming ansible-core needs a newer Python than the system's, which is unpacked with it; not there likewise. */
export const nextAnsiblePython = join(nextHome, 'python');
const NEXT_PYTHON = [
  'python3',
  'python3-yaml',
  'python3-jinja2',
  'python3-cryptography',
  'python3-packaging',
];

/** Only says so where it cannot be had: the suites then compare with the installed Ansible alone. */
export async function ensureNewAnsible() {
  if (existsSync(join(newAnsiblePackages, 'ansible', 'release.py'))) return;
  await tryTo('ansible-core 2.19', 'about 10 s', () => unpack(home, 'trixie', downloadAnsible));
}

/** The one that Debian's unstable suite has, which may be a beta. */
export async function ensureNextAnsible() {
  if (existsSync(nextAnsiblePython)) return;
  await tryTo('the coming ansible-core', 'about 15 s', () =>
    unpack(nextHome, 'sid', async (folder, options) => {
      await downloadWithPython(folder, options);
      await downloadAnsible(folder, options);
    }),
  );
}

async function tryTo(what, duration, work) {
  try {
    await step(`Unpacking ${what} (once, ${duration})`, work);
  } catch (error) {
    say(`${what} cannot be had here: ${error.message.trim().split('\n').at(-1)}`);
  }
}

/** It appears under its final name only when complete. */
async function unpack(target, suite, download) {
  for (const tool of ['apt-get', 'dpkg-deb']) if (!findOnPath(tool)) throw new Error(`needs ${tool}`);
  if (!existsSync(KEYS)) throw new Error(`needs ${KEYS}`);
  const partial = `${target}-partial-${process.pid}`;
  try {
    const options = await updatedLists(partial, suite);
    await download(partial, options);
    const archives = archivesIn(partial);
    if (archives.length === 0) throw new Error('apt-get fetched nothing');
    for (const archive of archives) await run('dpkg-deb', ['-x', archive, join(partial, 'root')]);
    for (const name of readdirSync(partial))
      if (name !== 'root') rmSync(join(partial, name), { recursive: true });
    if (target === nextHome) await writePython(partial);
    rmSync(target, { recursive: true, force: true });
    renameSync(partial, target);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

const archivesIn = (folder) =>
  [folder, join(folder, 'cache', 'archives')].flatMap((at) =>
    readdirSync(at)
      .filter((name) => name.endsWith('.deb'))
      .map((name) => join(at, name)),
  );

const downloadAnsible = (folder, options) =>
  run('apt-get', [...options, '-q', 'download', 'ansible-core'], { cwd: folder });

/** As for a machine on which nothing is installed yet, so that everything down to the C library comes along. */
async function downloadWithPython(folder, options) {
  const status = join(folder, 'status');
  writeFileSync(status, '');
  const nothing = ['-o', `Dir::State::status=${status}`, '--no-install-recommends', '--download-only'];
  const packages = [...NEXT_PYTHON, 'python3-resolvelib'];
  await run('apt-get', [...options, ...nothing, '-q', '-y', 'install', ...packages]);
}

/** Its own loader and C library start it, because the system's are older; its modules run with the system's Python. */
async function writePython(folder) {
  const loader = readdirSync(join(folder, 'root', 'usr', 'lib64')).find((name) =>
    name.startsWith('ld-linux'),
  );
  const libraries = readdirSync(join(folder, 'root', 'usr', 'lib')).find((name) =>
    name.endsWith('-linux-gnu'),
  );
  if (!loader || !libraries) throw new Error('this kind of machine is not known');
  const script = [
    '#!/bin/sh',
    'root=$(dirname "$0")/root',
    'export ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3 PYTHONHOME="$root/usr"',
    `exec "$root/usr/lib64/${loader}" --library-path "$root/usr/lib/${libraries}" "$root/usr/bin/python3" "$@"`,
    '',
  ].join('\n');
  const path = join(folder, 'python');
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  await run(path, ['-c', 'import ansible.release, cryptography, jinja2, yaml']);
}

/** What makes apt-get work in a folder of its own, once it knows the packages of the suite. */
async function updatedLists(folder, suite) {
  for (const inner of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(folder, inner), { recursive: true });
  const sources = join(folder, 'sources.list');
  writeFileSync(sources, `deb [signed-by=${KEYS}] ${await mirror()} ${suite} main\n`);
  const settings = {
    'Dir::Etc::SourceList': sources,
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
    // apt's own user may not write into our folder.
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'APT::Update::Error-Mode': 'any',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await run('apt-get', [...options, '-q', 'update']);
  return options;
}

/** The one this machine fetches Debian's packages from, or else Debian's own. */
async function mirror() {
  const format = ['--format', '$(REPO_URI) $(LABEL)', 'Created-By: Packages'];
  const targets = await run('apt-get', ['indextargets', ...format]);
  const [, found] = /^(\S+) Debian$/m.exec(targets) ?? [];
  return found ?? 'http://deb.debian.org/debian';
}
