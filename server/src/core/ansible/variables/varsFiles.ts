// The files of a group_vars and a host_vars folder, and whose variables they hold.
// Read from ansible-core 2.14.18, parsing/dataloader.py (find_vars_files).

import { append } from '../../text/append.ts';
import type { DirectoryEntry, FileSystem } from '../files/fileSystem.ts';
import { filesBelow } from '../files/filesBelow.ts';
import { listFolder } from '../files/listFolder.ts';
import { joinUri } from '../files/uri.ts';
import type { InventoryModel, Owner, UnknownSource } from '../model/model.ts';
import { hasOwner } from '../model/queries.ts';
import { buildInventoryModel, type InventorySourceInput } from '../sources/buildInventoryModel.ts';

/**
 * A folder beside which `group_vars` and `host_vars` are looked for. `folder` is its number among those of its kind:
 * later ones win.
 */
export interface VarsFolder {
  readonly uri: string;
  readonly beside: 'inventory' | 'playbook';
  readonly folder: number;
}

/** A file of variables with whose they are, which its name, or its folder's, decides. */
export interface VarsFile extends VarsFolder {
  readonly owner: Owner;
}

/** Tried in this order; only the first that exists is read. */
const ENDINGS = ['', '.yml', '.yaml', '.json'] as const;

/** What was found beside one folder. */
export interface FoundVars {
  /** In the order in which Ansible reads them. */
  readonly files: readonly VarsFile[];
  /** Every file and folder that may be named after a group or a host, also those that Ansible passes over. */
  readonly entries: readonly string[];
  readonly unknowns: readonly UnknownSource[];
}

/**
 * The files of variables beside one folder, those of groups and hosts first. The sources are asked only about names
 * with a dot, which may be a host's name or a name with an ending.
 */
export async function findVarsFiles(
  fileSystem: FileSystem,
  place: VarsFolder,
  sources: readonly InventorySourceInput[],
): Promise<FoundVars> {
  const found: VarsFile[] = [];
  const named: string[] = [];
  const unknowns: UnknownSource[] = [];
  const isKnown = createNameLookup(sources);
  for (const kind of ['group', 'host'] as const) {
    const folder = joinUri(place.uri, `${kind}_vars`);
    const listed = await listFolder({ fileSystem, unknowns }, folder);
    const entries = listed.filter(({ name }) => !isPassedOver(name));
    append(
      named,
      entries.map(({ name }) => joinUri(folder, name)),
    );
    for (const [name, entry] of ownersOf(entries, kind, isKnown)) {
      const uri = joinUri(folder, entry.name);
      const owner: Owner = { kind, name };
      const files =
        entry.kind === 'directory'
          ? await filesBelow({ fileSystem, unknowns, owner }, uri, { takes })
          : [uri];
      append(
        found,
        files.map((file) => ({ ...place, uri: file, owner })),
      );
    }
  }
  return { files: found, entries: named, unknowns };
}

/** Also owners that are in no inventory: they may be added later, or be misspelt. */
function ownersOf(
  entries: readonly DirectoryEntry[],
  kind: Owner['kind'],
  isKnown: NameLookup,
): ReadonlyMap<string, DirectoryEntry> {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const owners = new Map<string, DirectoryEntry>();
  for (const name of byName.keys()) {
    const owner = name.replace(/\.(?:ya?ml|json)$/, '');
    if (owner === name && name.includes('.') && !isKnown(kind, name)) continue;
    const entry = ENDINGS.map((ending) => byName.get(owner + ending)).find(
      (candidate) => candidate !== undefined,
    );
    if (entry) owners.set(owner, entry);
  }
  return owners;
}

type NameLookup = (kind: Owner['kind'], name: string) => boolean;

/** `node1.example.com` is the file of a host, `README.md` is not: only the inventory can tell. */
function createNameLookup(sources: readonly InventorySourceInput[]): NameLookup {
  let model: InventoryModel | undefined;
  return (kind, name) => {
    model ??= buildInventoryModel({ sources });
    return hasOwner(model, { kind, name });
  };
}

const isPassedOver = (name: string): boolean => name.startsWith('.') || name.endsWith('~');

const takes = ({ name, kind }: DirectoryEntry): boolean => {
  if (isPassedOver(name)) return false;
  const ending = /\.[^.]*$/.exec(name)?.[0] ?? '';
  return kind === 'directory' ? ending === '' : ENDINGS.some((known) => known === ending);
};
