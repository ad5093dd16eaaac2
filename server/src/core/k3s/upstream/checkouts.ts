// The folders near an inventory where a k3s-ansible may be: the project itself, folders and submodules in it, and
// folders of collections. Reads through the file system, and little; what is in them is judged elsewhere.
import type { AnsibleConfig } from '../../ansible/config/ansibleConfig.ts';
import type { DirectoryEntry, FileSystem } from '../../ansible/files/fileSystem.ts';
import { listOrNothing, textOf } from '../../ansible/files/reading.ts';
import { joinUri } from '../../ansible/files/uri.ts';

const MAX_SUBFOLDERS = 12;
const LIKELY_FOLDER = /k3s|ansible/i;
/** Names of folders for code of others. */
const VENDOR_FOLDER = /^(?:vendor|vendored|external|extern|third[-_]?party|submodules|modules|deps|lib)$/i;
const COLLECTION = 'ansible_collections/k3s/orchestration';

/** Folders that may be a checkout. */
export async function checkoutsAt(
  fileSystem: FileSystem,
  folder: string,
  entries: readonly DirectoryEntry[],
): Promise<readonly string[]> {
  const vendors = entries.filter(({ kind, name }) => kind === 'directory' && VENDOR_FOLDER.test(name));
  const below = await Promise.all(
    vendors.map(async ({ name }) => {
      const uri = joinUri(folder, name);
      return [uri, ...likelyIn(uri, await listOrNothing(fileSystem, uri))];
    }),
  );
  const submodules = entries.some(({ name }) => name === '.gitmodules')
    ? submodulePaths(await textOf(fileSystem, joinUri(folder, '.gitmodules')))
    : [];
  const found = [folder, ...likelyIn(folder, entries), ...below.flat()];
  const roots = [...found, ...submodules.map((path) => joinUri(folder, path))];
  // Roles may also lie beside the playbooks.
  return [...new Set([...roots, ...roots.map((root) => joinUri(root, 'playbooks'))])];
}

const likelyIn = (folder: string, entries: readonly DirectoryEntry[]): readonly string[] =>
  entries
    .filter(({ kind, name }) => kind === 'directory' && LIKELY_FOLDER.test(name))
    .slice(0, MAX_SUBFOLDERS)
    .map(({ name }) => joinUri(folder, name));

/** Paths of the submodules that are a k3s-ansible by their address. */
function submodulePaths(text = ''): readonly string[] {
  return text.split(/^[ \t]*\[/m).flatMap((section) => {
    const path = /^[ \t]*path[ \t]*=(.+)$/m.exec(section)?.[1]?.trim();
    return path !== undefined && path !== '' && /^[ \t]*url[ \t]*=.*k3s-ansible/m.test(section) ? [path] : [];
  });
}

/** Where the installed collection may lie, by the project's ansible.cfg. */
export const collectionsOf = (config: AnsibleConfig | undefined): readonly string[] =>
  collectionsIn(...(config?.collectionsPath ?? []).filter((path) => path !== undefined));

/** A path of collections may name the folder `ansible_collections` itself. */
export const collectionsIn = (...paths: readonly string[]): readonly string[] =>
  paths.map((path) => joinUri(path.replace(/\/ansible_collections\/?$/, ''), COLLECTION));

/** Where Ansible looks without a setting. */
export const usualCollections = (home: string | undefined): readonly string[] =>
  home?.startsWith('file:///')
    ? collectionsIn(joinUri(home, '.ansible/collections'), 'file:///usr/share/ansible/collections')
    : [];

/** Where the playbook that installs lies, or lay. */
const SITES = ['playbooks/site.yml', 'playbook/site.yml', 'site.yml'];

/** `undefined` where there is none at its usual places. */
export async function playbookAt(fileSystem: FileSystem, root: string): Promise<string | undefined> {
  for (const path of SITES) {
    const uri = joinUri(root, path);
    if ((await textOf(fileSystem, uri)) !== undefined) return uri;
  }
  return undefined;
}

const PLAYBOOK = /^[\w.-]+\.ya?ml$/;
const MAX_PLAYBOOKS = 12;

/** Whether a playbook beside the inventory runs one of the collection, wherever that is installed. */
export async function playsCollection(
  fileSystem: FileSystem,
  folder: string,
  entries: readonly DirectoryEntry[],
): Promise<boolean> {
  if (fileSystem.home === undefined) return false;
  const names = entries.filter(({ kind, name }) => kind === 'file' && PLAYBOOK.test(name));
  const texts = names.slice(0, MAX_PLAYBOOKS).map(({ name }) => textOf(fileSystem, joinUri(folder, name)));
  return (await Promise.all(texts)).some((text) => /\bk3s\.orchestration\.\w/.test(text ?? ''));
}
