// Finds the folders near an inventory from which playbooks are run. Reads through the file system, and little.
import type { DirectoryEntry, FileSystem } from '../../ansible/files/fileSystem.ts';
import { listOrNothing } from '../../ansible/files/reading.ts';
import { ancestorsOf, joinUri } from '../../ansible/files/uri.ts';

/**
 * Where playbooks may be run from. Matters because Ansible resolves a relative `airgap_dir` from the playbook, not
 * from the inventory.
 */
export interface PlaybookFolders {
  /** Every folder near the inventory that may hold the playbooks, nearest first. */
  readonly folders: readonly string[];
  /** The first of them that surely holds plays of k3s-ansible. */
  readonly known?: string;
}

/** How far up from the inventory a checkout's root is looked for. */
const MAX_LEVELS = 5;
const MAX_SUBFOLDERS = 12;
const MAX_PLAYBOOKS = 12;

const LIKELY_FOLDER = /^playbooks?$|k3s|ansible/i;
const COLLECTION = 'collections/ansible_collections/k3s/orchestration';
const PLAYBOOK = /\.ya?ml$/;
const K3S_PLAY =
  /^[- \t]*hosts:[ \t]*["']?(?:server|agent|k3s_cluster)\b(?!-)|^[ \t]*-[ \t]+(?:role:[ \t]*)?["']?k3s_server["']?[ \t]*$/m;
/** Such plays run from the collection's own folder, wherever that is. */
const COLLECTION_PLAY = /\bk3s\.orchestration\b/;

/**
 * The folders near an inventory, searched as little as possible, because this is asked for whenever an inventory is
 * opened.
 */
export async function findPlaybookFolders(
  fileSystem: FileSystem,
  inventoryFolder: string,
): Promise<PlaybookFolders> {
  const folders: string[] = [];
  let known: string | undefined;
  for (const ancestor of ancestorsOf(inventoryFolder, MAX_LEVELS)) {
    const entries = await listOrNothing(fileSystem, ancestor);
    for (const folder of candidates(ancestor, entries)) {
      const found = folder === ancestor ? entries : await listOrNothing(fileSystem, folder);
      if (found.length === 0) continue;
      folders.push(folder);
      if (known === undefined && (await holdsPlays(fileSystem, folder, found))) known = folder;
    }
    if (entries.some((entry) => entry.name === '.git')) break;
  }
  return { folders: [...new Set(folders)], ...(known !== undefined && { known }) };
}

function candidates(folder: string, entries: readonly DirectoryEntry[]): readonly string[] {
  const likely = entries
    .filter((entry) => entry.kind === 'directory' && LIKELY_FOLDER.test(entry.name))
    .map((entry) => joinUri(folder, entry.name))
    .sort()
    .slice(0, MAX_SUBFOLDERS);
  const roots = [folder, ...likely, joinUri(folder, COLLECTION)];
  return roots.flatMap((root) => [root, joinUri(root, 'playbooks'), joinUri(root, 'playbook')]);
}

/**
 * Whether a playbook in the folder installs K3s; `site.yml` is looked at first, being the one that k3s-ansible has.
 */
async function holdsPlays(
  fileSystem: FileSystem,
  folder: string,
  entries: readonly DirectoryEntry[],
): Promise<boolean> {
  const names = entries
    .filter(({ kind, name }) => kind === 'file' && PLAYBOOK.test(name))
    .map(({ name }) => name);
  const first = names.filter((name) => /^site\./.test(name));
  const others = names.filter((name) => !first.includes(name)).sort();
  for (const name of [...first, ...others].slice(0, MAX_PLAYBOOKS)) {
    const file = await fileSystem.readFile(joinUri(folder, name));
    if (file && 'text' in file && K3S_PLAY.test(file.text) && !COLLECTION_PLAY.test(file.text)) return true;
  }
  return false;
}
