// Files that may be inventories, found by their names and a glance at their text. What they are is decided elsewhere.
import type { DirectoryEntry, Host } from '../files/host.ts';
import { inBatches } from '../files/inBatches.ts';
import { baseName, joinUri } from '../files/uri.ts';

export interface TreeSearch {
  /** How many levels of folders below the first. */
  readonly maxDepth?: number;
  readonly maxFiles?: number;
  /** Hears of folders whose content stays unknown. */
  readonly onUnreadable?: (folder: string, detail: string) => void;
  readonly isCancelled?: () => boolean;
}

const MAX_DEPTH = 12;
const MAX_FILES = 20_000;

const SKIPPED =
  /^\.|^(?:node_modules|roles|collections|venv|group_vars|host_vars|__pycache__|site-packages)$/;
const INVENTORY_NAME = /\.(?:ya?ml|json|ini)$|^[^.]+$/;

export interface Candidates {
  /** Nearest folders first, each sorted by name. */
  readonly files: readonly string[];
  /** Every ansible.cfg that was come across. */
  readonly configs: readonly string[];
}

/** Links to folders are not followed: what they show lies elsewhere. */
export async function findCandidates(
  host: Host,
  folder: string,
  search: TreeSearch = {},
): Promise<Candidates> {
  const files: string[] = [];
  const configs: string[] = [];
  const { maxDepth = MAX_DEPTH, maxFiles = MAX_FILES, isCancelled } = search;
  let level = [folder];
  for (let depth = 0; depth <= maxDepth && level.length > 0; depth++) {
    const next: string[] = [];
    for (let at = 0; at < level.length; at += AT_ONCE) {
      if (files.length >= maxFiles || isCancelled?.()) return { files: files.slice(0, maxFiles), configs };
      const looked = level.slice(at, at + AT_ONCE).map((current) => lookInto(host, current, search));
      for (const found of await Promise.all(looked)) {
        files.push(...found.files);
        configs.push(...found.configs);
        next.push(...found.folders);
      }
    }
    level = next;
  }
  return { files: files.slice(0, maxFiles), configs };
}

/** So many folders are looked into at a time. */
const AT_ONCE = 16;

async function lookInto(host: Host, folder: string, search: TreeSearch) {
  const entries = await list(host, folder, search);
  return {
    files: await candidatesAmong(host, folder, entries),
    folders: foldersAmong(entries).map(({ name }) => joinUri(folder, name)),
    configs: entries.some(({ name }) => name === 'ansible.cfg') ? [joinUri(folder, 'ansible.cfg')] : [],
  };
}

async function list(host: Host, folder: string, search: TreeSearch): Promise<readonly DirectoryEntry[]> {
  const entries = await host.listDirectory(folder);
  if (entries && !('problem' in entries)) return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (entries) search.onUnreadable?.(folder, entries.detail);
  return [];
}

const foldersAmong = (entries: readonly DirectoryEntry[]): readonly DirectoryEntry[] =>
  entries.filter(({ name, kind, link }) => kind === 'directory' && !link && !SKIPPED.test(name));

async function candidatesAmong(
  host: Host,
  folder: string,
  entries: readonly DirectoryEntry[],
): Promise<readonly string[]> {
  const uris = entries
    .filter(({ name, kind }) => kind === 'file' && INVENTORY_NAME.test(name))
    .map(({ name }) => joinUri(folder, name));
  const isCandidate = await inBatches(uris, async (uri) => {
    const content = await host.readFile(uri);
    if (!content) return false;
    return 'problem' in content ? isNamedSo(uri) : mayBeInventory(uri, content.text);
  });
  return uris.filter((_, index) => isCandidate[index]);
}

const isNamedSo = (uri: string): boolean => /^(?:hosts|inventory)\b/i.test(baseName(uri));

const STRUCTURE =
  /(?:^|[\s"'{,])(?:hosts|children|vars)["']? *:|^\[[^\]\n\r\u2028\u2029]+\]|^["']?k3s_cluster\b/m;
const CLUSTER = /k3s|\b(?:server|agent|master)\b/;

/** What is encrypted as a whole is judged by its name. */
export function mayBeInventory(uri: string, text: string): boolean {
  if (text.startsWith('$ANSIBLE_VAULT;')) return isNamedSo(uri);
  return (isNamedSo(uri) || CLUSTER.test(text)) && STRUCTURE.test(text) && !isPlaybook(text);
}

/** A list of plays; no inventory is a list. */
export const isPlaybook = (text: string): boolean =>
  /^-[ \t]+(?:name|hosts|import_playbook|ansible\.builtin\.import_playbook)[ \t]*:/m.test(text);
