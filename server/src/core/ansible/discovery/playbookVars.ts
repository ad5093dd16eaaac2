// Folders beside which playbooks may keep group_vars and host_vars for an inventory. Which playbook will be run is
// not known, but nobody keeps such folders above an inventory for another reason, unless an inventory lies there.

import type { DirectoryEntry, Host } from '../files/host.ts';
import { holds } from '../files/listFolder.ts';
import { onceIn } from '../files/snapshot.ts';
import { joinUri, parentUri } from '../files/uri.ts';
import { isPlaybook, mayBeInventory } from './candidates.ts';

/** How far above the inventory a playbook is looked for. */
const MAX_LEVELS = 3;

/**
 * Nearest last, so that it wins. The inventory's own folder is not among them. The root of the repository and the
 * folder of an ansible.cfg are the last to be looked at: above them begins another project.
 */
export async function findPlaybookVarsFolders(
  host: Host,
  inventoryFolder: string,
): Promise<readonly string[]> {
  const found: string[] = [];
  let folder = inventoryFolder;
  for (let level = 0; level <= MAX_LEVELS && /^[a-z][\w+.-]*:\/\/[^/]*\/./i.test(folder); level++) {
    const looked = await onceIn(host, `variables of playbooks in ${folder}`, () => lookIn(host, folder));
    if (!looked) break;
    if (level > 0 && (await looked.isForPlaybooks())) found.push(folder);
    found.push(...looked.folders);
    if (looked.isLast) break;
    folder = parentUri(folder);
  }
  return found.reverse();
}

async function lookIn(host: Host, folder: string) {
  const entries = await host.listDirectory(folder);
  if (!entries || 'problem' in entries) return undefined;
  const named = ['playbooks', 'playbook'].filter((name) => holds(entries, name));
  const folders = named.map((name) => joinUri(folder, name));
  const hold = await Promise.all(folders.map(async (uri) => holdsVars(await entriesIn(host, uri))));
  const isForPlaybooks = async () =>
    holdsVars(entries) && !(await isAnotherInventorys(host, folder, entries));
  return {
    folders: folders.filter((_, index) => hold[index]),
    isForPlaybooks: () => onceIn(host, `is for playbooks ${folder}`, isForPlaybooks),
    isLast: holds(entries, '.git') || holds(entries, 'ansible.cfg'),
  };
}

const holdsVars = (entries: readonly DirectoryEntry[]): boolean =>
  holds(entries, 'group_vars') || holds(entries, 'host_vars');

async function entriesIn(host: Host, folder: string): Promise<readonly DirectoryEntry[]> {
  const entries = await host.listDirectory(folder);
  return entries && !('problem' in entries) ? entries : [];
}

/** Enough to meet a playbook where there is one. */
const MAX_FILES = 24;

/** The variables of another cluster: its inventory lies beside them, and no playbook that would take them along. */
async function isAnotherInventorys(
  host: Host,
  folder: string,
  entries: readonly DirectoryEntry[],
): Promise<boolean> {
  const names = entries.filter(({ kind, name }) => kind === 'file' && /\.(?:ya?ml|ini)$|^[^.]+$/.test(name));
  const uris = names.slice(0, MAX_FILES).map(({ name }) => joinUri(folder, name));
  const files = await Promise.all(uris.map(async (uri) => ({ uri, content: await host.readFile(uri) })));
  const texts = files.flatMap(({ uri, content }) =>
    content && 'text' in content ? [{ uri, text: content.text }] : [],
  );
  return (
    texts.some(({ uri, text }) => mayBeInventory(uri, text)) && !texts.some(({ text }) => isPlaybook(text))
  );
}
