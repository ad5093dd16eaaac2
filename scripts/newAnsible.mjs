// Unpacks ansible-core 2.19 of Debian 13 below .cache/, beside whatever Ansible is installed: nothing of the system
// changes. apt itself fetches it, with folders of its own, and refuses what the signed index of Debian does not name.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, say, step } from './progress.mjs';
import { findOnPath, root } from './setup.mjs';

const SUITE = 'trixie';
const KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg';
const cache = join(root, '.cache');
const home = join(cache, 'ansible-2.19');

/** The folder in which Python finds it; not there where it could not be had. */
export const newAnsiblePackages = join(home, 'root', 'usr', 'lib', 'python3', 'dist-packages');

/** Only says so where it cannot be had: the suites then compare with the installed Ansible alone. */
export async function ensureNewAnsible() {
  if (existsSync(join(newAnsiblePackages, 'ansible', 'release.py'))) return;
  try {
    await step('Unpacking ansible-core 2.19 (once, about 10 s)', unpack);
  } catch (error) {
    say(`ansible-core 2.19 cannot be had here: ${error.message.trim().split('\n').at(-1)}`);
  }
}

/** It appears under its final name only when complete. */
async function unpack() {
  for (const tool of ['apt-get', 'dpkg-deb']) if (!findOnPath(tool)) throw new Error(`needs ${tool}`);
  if (!existsSync(KEYS)) throw new Error(`needs ${KEYS}`);
  const partial = join(cache, `ansible-partial-${process.pid}`);
  try {
    await fetchInto(partial);
    const [archive] = readdirSync(partial).filter((name) => name.endsWith('.deb'));
    if (!archive) throw new Error('apt-get fetched nothing');
    await run('dpkg-deb', ['-x', join(partial, archive), join(partial, 'root')]);
    for (const name of readdirSync(partial))
      if (name !== 'root') rmSync(join(partial, name), { recursive: true });
    rmSync(home, { recursive: true, force: true });
    renameSync(partial, home);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function fetchInto(folder) {
  for (const inner of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(folder, inner), { recursive: true });
  const sources = join(folder, 'sources.list');
  writeFileSync(sources, `deb [signed-by=${KEYS}] ${await mirror()} ${SUITE} main\n`);
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
  await run('apt-get', [...options, '-q', 'download', 'ansible-core'], { cwd: folder });
}

/** The one this machine fetches Debian's packages from, or else Debian's own. */
async function mirror() {
  const format = ['--format', '$(REPO_URI) $(LABEL)', 'Created-By: Packages'];
  const targets = await run('apt-get', ['indextargets', ...format]);
  const [, found] = /^(\S+) Debian$/m.exec(targets) ?? [];
  return found ?? 'http://deb.debian.org/debian';
}
