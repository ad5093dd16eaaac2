// Folders beside which playbooks may keep group_vars and host_vars for an inventory. Which playbook will be run is
// not known, but nobody keeps such folders above an inventory for another reason.
import type { Host } from './host.ts';
import { joinUri, parentUri } from './uri.ts';

/** How far above the inventory a playbook is looked for. */
const MAX_LEVELS = 3;

/** Nearest last, so that it wins. The inventory's own folder is not among them. */
export async function findPlaybookVarsFolders(host: Host, inventoryFolder: string): Promise<readonly string[]> {
  const found: string[] = [];
  let folder = inventoryFolder;
  for (let level = 0; level <= MAX_LEVELS && /^[a-z][\w+.-]*:\/\/[^/]*\/./i.test(folder); level++) {
    const entries = await host.listDirectory(folder);
    if (!Array.isArray(entries)) break;
    const names = new Set<string>(entries.map((entry) => entry.name));
    if (level > 0 && holdsVars(names)) found.push(folder);
    for (const name of ['playbooks', 'playbook'])
      if (names.has(name) && holdsVars(await namesIn(host, joinUri(folder, name)))) found.push(joinUri(folder, name));
    if (names.has('.git')) break;
    folder = parentUri(folder);
  }
  return found.reverse();
}

const holdsVars = (names: ReadonlySet<string>): boolean => names.has('group_vars') || names.has('host_vars');

async function namesIn(host: Host, folder: string): Promise<ReadonlySet<string>> {
  const entries = await host.listDirectory(folder);
  return new Set(Array.isArray(entries) ? entries.map((entry) => entry.name) : []);
}
