// Files of secrets near an inventory that Ansible does not read by itself: encrypted by another tool, samples to be
// filled in, or passed with -e. Only their names are looked at.

import type { DirectoryEntry, FileSystem } from '../ansible/files/fileSystem.ts';
import { filesBelow } from '../ansible/files/filesBelow.ts';
import { listFolder } from '../ansible/files/listFolder.ts';
import { ancestorsOf, baseName, joinUri } from '../ansible/files/uri.ts';
import { saysSecrets } from '../ansible/templates/elsewhere.ts';

/** Names of files that another tool, or a person, turns into a file of variables. */
const UNFINISHED =
  /\.(?:enc|gpg|pgp|asc|age|crypt|sops|j2|tpl|tmpl|template|example|sample|dist)(?:\.\w+)?$/i;
/** Where such files usually are: in the folder, above it, and in these folders below. */
const FOLDERS = ['', 'vars', 'secrets', 'vault', 'private'];
const MAX_LEVELS = 2;

/**
 * Whether such a file is there. Then a variable that seems to be missing may be in it, and rules do not call it
 * missing.
 */
export async function hasSecretsAside(
  fileSystem: FileSystem,
  { folders, files }: { readonly folders: readonly string[]; readonly files: ReadonlyMap<string, unknown> },
): Promise<boolean> {
  for (const folder of new Set(folders)) {
    for (const here of ancestorsOf(folder, MAX_LEVELS + 1)) {
      const entries = await listFolder({ fileSystem, unknowns: [] }, here);
      if (
        (await hasUnfinished(fileSystem, here, entries)) ||
        (await hasOwn(fileSystem, here, entries, files))
      )
        return true;
      if (entries.some(({ name }) => name === '.git')) break;
    }
  }
  return false;
}

/** In `group_vars` and `host_vars`. */
async function hasUnfinished(
  fileSystem: FileSystem,
  folder: string,
  entries: readonly DirectoryEntry[],
): Promise<boolean> {
  for (const kind of ['group_vars', 'host_vars']) {
    if (!entries.some(({ name }) => name === kind)) continue;
    const found = await filesBelow({ fileSystem, unknowns: [] }, joinUri(folder, kind), {
      takes: () => true,
    });
    if (found.some((uri) => UNFINISHED.test(baseName(uri)))) return true;
  }
  return false;
}

/**
 * Whether a file named like secrets lies in the folder or in one of the usual folders in it, and is not read by the
 * inventory.
 */
async function hasOwn(
  fileSystem: FileSystem,
  folder: string,
  entries: readonly DirectoryEntry[],
  files: ReadonlyMap<string, unknown>,
): Promise<boolean> {
  const below = FOLDERS.filter((name) => name === '' || entries.some((entry) => entry.name === name));
  for (const name of below) {
    const own = name === '' ? entries : await listFolder({ fileSystem, unknowns: [] }, joinUri(folder, name));
    const isAside = (entry: DirectoryEntry): boolean =>
      entry.kind === 'file' &&
      isOfVars(entry.name) &&
      saysSecrets(name === '' ? entry.name : `${name}/${entry.name}`);
    if (own.some((entry) => isAside(entry) && !files.has(joinUri(joinUri(folder, name), entry.name))))
      return true;
  }
  return false;
}

/** `vault.yml` and `secrets`, not `vault-pass` or `private.key`. */
const isOfVars = (name: string): boolean =>
  !name.startsWith('.') &&
  (name.includes('.') ? /\.(?:ya?ml|json)(?:\.\w+)?$/i.test(name) : !/pass/i.test(name));
