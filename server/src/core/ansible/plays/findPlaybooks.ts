// The playbooks near an inventory, read, with those that they import: which plays are run, from which folder each, and
// with which variables. Reads through the file system only.
// Tried with ansible-core 2.14 and 2.19: a play that is imported from elsewhere sees the group_vars beside the file it
// stands in, and not those beside the playbook that was started.

import { append } from '../../text/append.ts';
import type { YamlMapping } from '../../yaml/tree.ts';
import { isPlaybook } from '../discovery/candidates.ts';
import { isParsed, type ReadDocument } from '../files/documents.ts';
import type { DirectoryEntry, FileSystem } from '../files/fileSystem.ts';
import { listOrNothing } from '../files/reading.ts';
import { memoIn } from '../files/snapshot.ts';
import { ancestorsOf, joinUri, parentUri } from '../files/uri.ts';
import { type Play, readPlays } from './readPlays.ts';

/** Variables that stand in a playbook. */
export interface WrittenVars {
  readonly uri: string;
  readonly mapping: YamlMapping;
}

/**
 * A play with where it stands and what its importers give it: the same play may be found several times, once for each
 * way that leads to it.
 */
export interface FoundPlay extends Play {
  /** The playbook it stands in. */
  readonly uri: string;
  /**
   * The play's own variables first, then those of the playbooks that import it, from the innermost out: each outranks
   * those before.
   */
  readonly given: readonly WrittenVars[];
}

/** Plays that are run and cannot be read: of a collection, or of a folder that is not there. */
export interface PlayElsewhere {
  readonly kind: 'elsewhere';
  /** The playbook that imports them. */
  readonly uri: string;
  readonly target: string;
  readonly given: readonly WrittenVars[];
}

/**
 * A play that could be read, or one of which it is only known that it is imported from a collection or a missing
 * file.
 */
export type AnyPlay = FoundPlay | PlayElsewhere;

/** A file that looks like a playbook. */
export interface Playbook {
  readonly uri: string;
  /** Absent for a file that looks like a playbook, and cannot be read as one. */
  readonly plays?: readonly AnyPlay[];
}

/** Enough for any folder of playbooks. */
const MAX_FILES = 24;
/** A limit, because playbooks may import each other by mistake. */
const MAX_DEPTH = 6;
const NAME = /\.ya?ml$/;

/** The playbooks that lie in a folder. */
export const playbooksIn = (
  fileSystem: FileSystem,
  read: ReadDocument,
  folder: string,
): Promise<readonly Playbook[]> =>
  memoIn(fileSystem, `playbooks in ${folder}`, async () => {
    const names = (await listOrNothing(fileSystem, folder)).filter(
      ({ kind, name }) => kind === 'file' && NAME.test(name),
    );
    const uris = names.slice(0, MAX_FILES).map(({ name }) => joinUri(folder, name));
    const found = await Promise.all(uris.map((uri) => playbookAt(fileSystem, read, uri)));
    return found.filter((playbook) => playbook !== undefined);
  });

async function playbookAt(
  fileSystem: FileSystem,
  read: ReadDocument,
  uri: string,
): Promise<Playbook | undefined> {
  const content = await fileSystem.readFile(uri);
  if (!content || 'problem' in content || !isPlaybook(content.text)) return undefined;
  const plays = await playsOf({ fileSystem, read }, uri, { given: [], depth: 0 });
  return plays ? { uri, plays } : { uri };
}

interface Search {
  readonly fileSystem: FileSystem;
  readonly read: ReadDocument;
}

interface Import {
  readonly given: readonly WrittenVars[];
  readonly depth: number;
}

/** The plays of a playbook and of those it imports; `undefined` where it cannot be read as one, or lies too deep. */
async function playsOf(
  search: Search,
  uri: string,
  { given, depth }: Import,
): Promise<readonly AnyPlay[] | undefined> {
  const file = depth > MAX_DEPTH ? undefined : await search.read(uri);
  const items = isParsed(file) ? readPlays(file.document) : undefined;
  if (!items) return undefined;
  const found: AnyPlay[] = [];
  for (const item of items) {
    const own = item.vars ? [{ uri, mapping: item.vars }, ...given] : given;
    if (item.kind === 'play') found.push({ ...item, uri, given: own });
    else append(found, await imported(search, uri, item.target, { given: own, depth: depth + 1 }));
  }
  return found;
}

/** The plays behind an `import_playbook`. A template, an absolute path or a collection leads elsewhere. */
async function imported(
  search: Search,
  from: string,
  target: string,
  via: Import,
): Promise<readonly AnyPlay[]> {
  const isPath = !/^\w+\.\w+\.\w+$/.test(target) || NAME.test(target);
  const plays =
    isPath && !/[{$~]|^\//.test(target)
      ? await playsOf(search, joinUri(parentUri(from), target), via)
      : undefined;
  return plays ?? [{ kind: 'elsewhere', uri: from, target, given: via.given }];
}

/** How far above the inventory a playbook is looked for. */
const MAX_LEVELS = 3;
const SUBFOLDERS = ['playbooks', 'playbook'];

/** A folder in which `ansible-playbook` may be pointed at a file: its group_vars and host_vars count then. */
export interface PlaybookFolder {
  readonly uri: string;
  readonly holdsVars: boolean;
  /** 0 for the inventory's own folder, with its `playbooks`. */
  readonly level: number;
}

/**
 * The folders that may hold playbooks for an inventory, nearest first. The last is the root of the repository, or the
 * folder of an ansible.cfg: another project begins above them.
 */
export async function foldersOfPlaybooks(
  fileSystem: FileSystem,
  inventoryFolder: string,
): Promise<readonly PlaybookFolder[]> {
  const found: PlaybookFolder[] = [];
  let level = 0;
  for (const here of ancestorsOf(inventoryFolder, MAX_LEVELS + 1)) {
    const looked = await memoIn(fileSystem, `folders of playbooks in ${here}`, () =>
      lookIn(fileSystem, here),
    );
    if (!looked) break;
    append(
      found,
      looked.folders.map((one) => ({ ...one, level })),
    );
    if (looked.isLast) break;
    level++;
  }
  return found;
}

async function lookIn(fileSystem: FileSystem, folder: string) {
  const entries = await fileSystem.listDirectory(folder);
  if (!entries || 'problem' in entries) return undefined;
  const below = await Promise.all(
    SUBFOLDERS.filter((name) => entries.some((entry) => entry.name === name)).map(async (name) => {
      const uri = joinUri(folder, name);
      return { uri, holdsVars: holdsVars(await listOrNothing(fileSystem, uri)) };
    }),
  );
  return {
    folders: [{ uri: folder, holdsVars: holdsVars(entries) }, ...below],
    isLast: entries.some(({ name }) => name === '.git' || name === 'ansible.cfg'),
  };
}

const holdsVars = (entries: readonly DirectoryEntry[]): boolean =>
  entries.some(({ name }) => name === 'group_vars' || name === 'host_vars');
