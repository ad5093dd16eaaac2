// Files beside group_vars and host_vars, or in them, that look as if Ansible read them, and that it does not read.
// Backups and samples are not among them: they are not meant to be read.

import { isParsed, type ParsedFile, type ReadDocument } from '../ansible/files/documents.ts';
import type { DirectoryEntry, FileSystem } from '../ansible/files/fileSystem.ts';
import { listOrNothing } from '../ansible/files/reading.ts';
import { joinUri } from '../ansible/files/uri.ts';
import type { InventoryModel, Owner } from '../ansible/model/model.ts';
import { hasOwner } from '../ansible/model/queries.ts';
import { findVarsFiles } from '../ansible/variables/varsFiles.ts';
import { varsKindOf } from '../ansible/variables/varsNames.ts';
import { append } from '../text/append.ts';
import { compareText } from '../text/compareText.ts';
import type { UnseenFolder } from './plays/clusterPlays.ts';

/**
 * `folder`: its folder's name is misspelt. `shadowed`: another file or folder of the same name comes first. `play`: it
 * lies beside a playbook that does not run the plays of the cluster, or beside none.
 */
export type UnreadCause = 'folder' | 'ending' | 'hidden' | 'shadowed' | 'play';

/** Like a file of the model, without being one. */
export interface UnreadFile extends Pick<ParsedFile, 'source' | 'document'> {
  readonly role: 'group_vars' | 'host_vars';
}

/** A file without effect, and what would give it one. */
export interface UnreadVars {
  readonly file: UnreadFile;
  readonly cause: UnreadCause;
  /** Relative to the folder beside which it lies. */
  readonly path: string;
  /** What Ansible reads instead, or would read. */
  readonly instead: string;
  /** For `play`: why it does not count. */
  readonly unseen?: UnseenFolder;
}

interface Around {
  readonly model: InventoryModel;
  readonly files: ReadonlyMap<string, unknown>;
  readonly folders: readonly string[];
  /** Folders whose variables no play of the cluster sees. */
  readonly unseen?: readonly UnseenFolder[];
}

type Kind = 'group' | 'host';
type Found = Omit<UnreadVars, 'file'> & { readonly uri: string; readonly kind: Kind };

/** What is looked at, and whether the inventory has such a group or host. */
interface Search extends Around {
  readonly isOwner: (kind: Kind, name: string) => boolean;
}

/** So many are not there by mistake. */
const MAX_FOUND = 16;

/** Such files around an inventory, by URI, and the groups and hosts on which it depends that there are no others. */
export async function findUnreadVars(
  fileSystem: FileSystem,
  read: ReadDocument,
  surroundings: Around,
): Promise<{ readonly unread: Map<string, UnreadVars>; readonly owners: readonly Owner[] }> {
  const found: Found[] = [];
  const owners = new Map<string, Owner>();
  const isOwner = (kind: Kind, name: string): boolean => {
    const owner = { kind, name };
    owners.set(`${kind} ${name}`, owner);
    return hasOwner(surroundings.model, owner);
  };
  const around = { ...surroundings, isOwner };
  for (const folder of new Set(around.folders)) append(found, await unreadBeside(fileSystem, folder, around));
  for (const folder of around.unseen ?? []) append(found, await allBeside(fileSystem, folder, around));
  const unread = new Map<string, UnreadVars>();
  for (const { uri, kind, ...rest } of found.slice(0, MAX_FOUND)) {
    const file = await read(uri);
    if (!isParsed(file) || file.notUtf8 || around.files.has(uri)) continue;
    const { source, document } = file;
    unread.set(uri, { ...rest, file: { source, document, role: `${kind}_vars` } });
  }
  return { unread, owners: [...owners.values()] };
}

/** The files that would be read if the folder were one of those that count. */
async function allBeside(
  fileSystem: FileSystem,
  unseen: UnseenFolder,
  { isOwner }: Search,
): Promise<readonly Found[]> {
  const place = { uri: unseen.uri, beside: 'playbook', folder: 0 } as const;
  const { files } = await findVarsFiles(fileSystem, place, []);
  return files.flatMap(({ uri, owner: { kind, name } }) => {
    const path = uri.slice(unseen.uri.length + 1);
    return isOwner(kind, name) ? [{ uri, kind, cause: 'play', path, instead: path, unseen }] : [];
  });
}

/** The files in folders that are named like `group_vars` or `host_vars`, exactly or nearly. */
async function unreadBeside(
  fileSystem: FileSystem,
  folder: string,
  around: Search,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const entry of await list(fileSystem, folder)) {
    const kind = entry.kind === 'directory' ? varsKindOf(entry.name) : undefined;
    if (!kind) continue;
    const inside = await list(fileSystem, joinUri(folder, entry.name));
    const search = {
      fileSystem,
      kind,
      folder: joinUri(folder, entry.name),
      name: entry.name,
      inside,
      around,
    };
    append(found, entry.name === `${kind}_vars` ? await unreadIn(search) : misplacedIn(search));
  }
  return found;
}

interface VarsSearch {
  readonly fileSystem: FileSystem;
  readonly kind: Kind;
  readonly folder: string;
  readonly name: string;
  readonly inside: readonly DirectoryEntry[];
  readonly around: Search;
}

/** In a folder whose name is misspelt, files that are named after a group or a host of the inventory. */
const misplacedIn = ({ kind, folder, name, inside, around }: VarsSearch): readonly Found[] =>
  inside.flatMap((entry) => {
    const owner = entry.name.replace(ENDING, '');
    if (entry.kind !== 'file' || !around.isOwner(kind, owner)) return [];
    const path = `${name}/${entry.name}`;
    const instead = `${kind}_vars/${entry.name}`;
    return [{ uri: joinUri(folder, entry.name), kind, cause: 'folder' as const, path, instead }];
  });

/**
 * The files in a folder that Ansible does read, which it passes over: by their ending, or because another file of the
 * same name comes first.
 */
async function unreadIn(search: VarsSearch): Promise<readonly Found[]> {
  const { fileSystem, kind, folder, inside, around } = search;
  const found: Found[] = [];
  const byName = new Map(inside.map((entry) => [entry.name, entry]));
  for (const entry of inside) {
    if (entry.kind === 'directory') {
      if (!around.isOwner(kind, entry.name)) continue;
      const below = joinUri(folder, entry.name);
      for (const inner of await list(fileSystem, below))
        found.push(
          ...misnamed(search, { entry: inner, folder: below, prefix: `${entry.name}/` }, () => true),
        );
      continue;
    }
    found.push(...misnamed(search, { entry, folder, prefix: '' }, (name) => around.isOwner(kind, name)));
    append(found, shadowed(search, entry, byName));
  }
  return found;
}

const ENDING = /\.(?:ya?ml|json)$/;
/** Extensions of files that were meant to be read. */
const WRONG_ENDING =
  /\.(?:(?:ya?ml|json)\.txt|txt|YA?ML|Ya?ml|JSON|ym|yalm|ymal|yam|yml_|ini|conf|cfg|vars|toml|env)$/;
const HIDDEN = /^\.[^.]+\.(?:ya?ml|json)$/;

interface VarsEntry {
  readonly entry: DirectoryEntry;
  readonly folder: string;
  readonly prefix: string;
}

function misnamed(
  { kind }: VarsSearch,
  { entry, folder, prefix }: VarsEntry,
  isMeant: (name: string) => boolean,
): readonly Found[] {
  const isHidden = HIDDEN.test(entry.name);
  if (entry.kind !== 'file' || (!isHidden && !WRONG_ENDING.test(entry.name))) return [];
  const name = isHidden ? entry.name.slice(1).replace(ENDING, '') : entry.name.replace(WRONG_ENDING, '');
  if (!isMeant(name)) return [];
  const path = `${kind}_vars/${prefix}`;
  const instead = `${path}${name}${isHidden ? entry.name.slice(1 + name.length) : '.yml'}`;
  const cause = isHidden ? 'hidden' : 'ending';
  return [{ uri: joinUri(folder, entry.name), kind, cause, path: path + entry.name, instead }];
}

/** Of `k3s_cluster/`, `k3s_cluster.yml`, `.yaml` and `.json`, Ansible reads the first that exists. */
function shadowed(
  { kind, folder, around }: VarsSearch,
  { name }: DirectoryEntry,
  byName: ReadonlyMap<string, DirectoryEntry>,
): readonly Found[] {
  const owner = name.replace(ENDING, '');
  if (owner === name || !around.isOwner(kind, owner)) return [];
  const taken = ['', '.yml', '.yaml', '.json']
    .map((ending) => owner + ending)
    .find((other) => byName.has(other));
  if (taken === undefined || taken === name) return [];
  const instead = `${kind}_vars/${taken}${byName.get(taken)?.kind === 'directory' ? '/' : ''}`;
  return [{ uri: joinUri(folder, name), kind, cause: 'shadowed', path: `${kind}_vars/${name}`, instead }];
}

async function list(fileSystem: FileSystem, folder: string): Promise<readonly DirectoryEntry[]> {
  const entries = await listOrNothing(fileSystem, folder);
  return entries.toSorted((a, b) => compareText(a.name, b.name));
}
