// Files that may be inventories, found by their names and a glance at their text. What they really are is decided
// elsewhere.
import { append } from '../../text/append.ts';
import type { DirectoryEntry, FileSystem } from '../files/fileSystem.ts';
import { inBatches } from '../files/inBatches.ts';
import { baseName, joinUri } from '../files/uri.ts';
import { isNamedLikeInventory } from './inventoryShape.ts';

/**
 * The limits of a search for inventories. Each has a default: a workspace may be a home folder, a mounted disk or a
 * tree with links in a circle.
 */
export interface TreeSearch {
  /** How many levels of folders below the first. */
  readonly maxDepth?: number;
  readonly maxFiles?: number;
  /** How many folders are listed, and how many files are read to find out. */
  readonly maxFolders?: number;
  readonly maxRead?: number;
  /** Names of files and folders that are passed over, `*` standing for any characters; {@link SAMPLES} when absent. */
  readonly exclude?: readonly string[];
  /** Called for every inventory of K3s that is excluded by its name, and for folders that hold some. */
  readonly onExcluded?: (uri: string) => void;
  /** Called for a folder where a limit of the search was reached. */
  readonly onBound?: (folder: string) => void;
  /** Called for folders that cannot be listed. */
  readonly onUnreadable?: (folder: string, detail: string) => void;
  readonly isCancelled?: () => boolean;
}

/** Samples to be copied, and data of tests: no cluster runs from these. */
export const SAMPLES: readonly string[] = ['*sample*', '*example*', 'tests', 'molecule'];

const MAX_DEPTH = 12;
const MAX_FILES = 20_000;
const MAX_FOLDERS = 50_000;
const MAX_READ = 100_000;

/** What is left of the limits of the search. */
interface Room {
  folders: number;
  read: number;
}

const SKIPPED =
  /^\.|^(?:node_modules|roles|collections|venv|group_vars|host_vars|__pycache__|site-packages)$/;
const INVENTORY_NAME = /\.(?:ya?ml|json|ini)$|^[^.]+$/;

/** What a search has found, for callers that then ask of each file what it really is. */
export interface Candidates {
  /** Nearest folders first, each sorted by name. */
  readonly files: readonly string[];
  /** Every ansible.cfg that was found on the way. */
  readonly configs: readonly string[];
}

/** Links to folders are not followed: their content belongs elsewhere. */
export async function findCandidates(
  fileSystem: FileSystem,
  folder: string,
  search: TreeSearch = {},
): Promise<Candidates> {
  const files: string[] = [];
  const configs: string[] = [];
  const { maxDepth = MAX_DEPTH, maxFiles = MAX_FILES, isCancelled } = search;
  const room: Room = { folders: search.maxFolders ?? MAX_FOLDERS, read: search.maxRead ?? MAX_READ };
  const isFull = () => files.length >= maxFiles || room.folders <= 0 || room.read <= 0;
  let level = [folder];
  for (let depth = 0; level.length > 0; depth++) {
    const next: string[] = [];
    if (depth > maxDepth) {
      search.onBound?.(level[0] ?? folder);
      break;
    }
    for (let at = 0; at < level.length; at += AT_ONCE) {
      if (isCancelled?.()) return { files, configs };
      if (isFull()) {
        search.onBound?.(level[at] ?? folder);
        return { files: files.slice(0, maxFiles), configs };
      }
      const looked = level
        .slice(at, at + AT_ONCE)
        .map((current) => lookInto(fileSystem, current, search, room));
      for (const found of await Promise.all(looked)) {
        append(files, found.files);
        append(configs, found.configs);
        append(next, found.folders);
      }
    }
    level = next;
  }
  return { files: files.slice(0, maxFiles), configs };
}

/** Folders that are listed at the same time. */
const AT_ONCE = 16;

/** Looks into one folder. What is excluded by its name is looked at only for `onExcluded`. */
async function lookInto(fileSystem: FileSystem, folder: string, search: TreeSearch, room: Room) {
  room.folders--;
  const entries = await list(fileSystem, folder, search);
  const exclude = search.exclude ?? SAMPLES;
  const isExcluded = (name: string): boolean => exclude.some((pattern) => matchesName(name, pattern));
  const candidates = await candidatesAmong(fileSystem, folder, entries, room);
  const folders = foldersAmong(entries);
  if (search.onExcluded) {
    for (const uri of candidates)
      if (isExcluded(baseName(uri))) await tellExcluded(fileSystem, [uri], search);
    for (const { name } of folders)
      if (isExcluded(name)) await tellExcludedFolder(fileSystem, joinUri(folder, name), search);
  }
  return {
    files: candidates.filter((uri) => !isExcluded(baseName(uri))),
    folders: folders.filter(({ name }) => !isExcluded(name)).map(({ name }) => joinUri(folder, name)),
    configs: entries.some(({ name }) => name === 'ansible.cfg') ? [joinUri(folder, 'ansible.cfg')] : [],
  };
}

/** Limits for looking into excluded folders, which must cost next to nothing. */
const GLANCE = { maxDepth: 2, maxFiles: 8, maxFolders: 16, maxRead: 64, exclude: [] } as const;

async function tellExcludedFolder(fileSystem: FileSystem, folder: string, search: TreeSearch): Promise<void> {
  const { files } = await findCandidates(fileSystem, folder, GLANCE);
  await tellExcluded(fileSystem, files, search, folder);
}

/** Reports excluded inventories of K3s only: other projects have samples, too. */
async function tellExcluded(
  fileSystem: FileSystem,
  files: readonly string[],
  { onExcluded }: TreeSearch,
  reported?: string,
): Promise<void> {
  for (const uri of files) {
    const content = await fileSystem.readFile(uri);
    if (!content || 'problem' in content || !/k3s/i.test(content.text)) continue;
    onExcluded?.(reported ?? uri);
    return;
  }
}

async function list(
  fileSystem: FileSystem,
  folder: string,
  search: TreeSearch,
): Promise<readonly DirectoryEntry[]> {
  const entries = await fileSystem.listDirectory(folder);
  if (entries && !('problem' in entries)) return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (entries) search.onUnreadable?.(folder, entries.detail);
  return [];
}

const foldersAmong = (entries: readonly DirectoryEntry[]): readonly DirectoryEntry[] =>
  entries.filter(({ name, kind, link }) => kind === 'directory' && !link && !SKIPPED.test(name));

async function candidatesAmong(
  fileSystem: FileSystem,
  folder: string,
  entries: readonly DirectoryEntry[],
  room: Room,
): Promise<readonly string[]> {
  const all = entries
    .filter(({ name, kind }) => kind === 'file' && INVENTORY_NAME.test(name))
    .map(({ name }) => joinUri(folder, name));
  // Where the limit does not allow to read all, files with the name of an inventory are read.
  const uris = all.length > room.read ? all.filter(isNamedLikeInventory).slice(0, room.read) : all;
  room.read -= all.length;
  const isCandidate = await inBatches(uris, async (uri) => {
    const content = await fileSystem.readFile(uri);
    if (!content) return false;
    return 'problem' in content ? isNamedLikeInventory(uri) : mayBeInventory(uri, content.text);
  });
  return uris.filter((_, index) => isCandidate[index]);
}

const STRUCTURE =
  /(?:^|[\s"'{,])(?:hosts|children|vars)["']? *:|^\[[^\]\n\r\u2028\u2029]+\]|^["']?k3s_cluster\b/m;
const CLUSTER = /k3s|\b(?:server|agent|master)\b/;

/** A file that is encrypted as a whole is judged by its name. */
export function mayBeInventory(uri: string, text: string): boolean {
  if (text.startsWith('$ANSIBLE_VAULT;')) return isNamedLikeInventory(uri);
  return (isNamedLikeInventory(uri) || CLUSTER.test(text)) && STRUCTURE.test(text) && !isPlaybook(text);
}

/** A list of plays; no inventory is a list. */
export const isPlaybook = (text: string): boolean =>
  /^-[ \t]+(?:name|hosts|import_playbook|ansible\.builtin\.import_playbook)[ \t]*:/m.test(text);

/** Whether the parts of the pattern between `*` follow each other in the name, in any case of letters. */
function matchesName(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const text = name.toLowerCase();
  const last = rest.pop();
  if (last === undefined) return text === first;
  let at = first.length;
  if (!text.startsWith(first)) return false;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
