// The ansible.cfg that Ansible itself would use when it is started in a folder: never one of a folder above, and none
// of a folder that everybody may write to. See find_ini_config_file of ansible-core 2.14.18.
import { constants, promises as fs } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface AnsibleConfigPath {
  readonly path?: string;
  /** A folder that everybody may write to, whose ansible.cfg is ignored. */
  readonly passedOver?: string;
}

/**
 * ANSIBLE_CONFIG counts before the folder, the folder before the home, the home before /etc; the first readable file
 * is taken.
 */
export async function ansibleConfigPath(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): Promise<AnsibleConfigPath> {
  const home = env.HOME || homedir();
  const named = env.ANSIBLE_CONFIG;
  const isOpen = await isWorldWritable(cwd);
  const places = [
    ...(named === undefined ? [] : [await inFolder(resolve(cwd, named.replace(/^~(?=$|\/)/, home)))]),
    ...(isOpen ? [] : [join(cwd, 'ansible.cfg')]),
    join(home, '.ansible.cfg'),
    ...(process.platform === 'win32' ? [] : ['/etc/ansible/ansible.cfg']),
  ];
  const path = await firstOf(places);
  const isPassedOver = isOpen && (path === undefined || path !== places[0] || named === undefined);
  return {
    ...(path !== undefined && { path }),
    ...(isPassedOver && (await isReadable(join(cwd, 'ansible.cfg'))) && { passedOver: cwd }),
  };
}

/** Windows has no such bit: Node makes up the mode there. */
async function isWorldWritable(folder: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  try {
    return ((await fs.stat(folder)).mode & 0o002) !== 0;
  } catch {
    // Nothing is used from a folder that cannot be looked at.
    return true;
  }
}

async function inFolder(path: string): Promise<string> {
  try {
    return (await fs.stat(path)).isDirectory() ? join(path, 'ansible.cfg') : path;
  } catch {
    return path;
  }
}

async function firstOf(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await isReadable(path)) return path;
  return undefined;
}

const isReadable = (path: string): Promise<boolean> =>
  fs.access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
