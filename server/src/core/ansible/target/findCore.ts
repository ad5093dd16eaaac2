// Finds out which ansible-core runs the plays: the one that the user names, or that a project shows by a virtual
// environment or asks for in a file. Reads through the file system only.
import type { DirectoryEntry, FileSystem } from '../files/fileSystem.ts';
import { holds } from '../files/listFolder.ts';
import { listOrNothing, textOf } from '../files/reading.ts';
import { memoIn } from '../files/snapshot.ts';
import { ancestorsOf, joinUri } from '../files/uri.ts';
import { type CoreVersion, coreIn, exactly, namesCore, partsOf } from './coreVersion.ts';
import { coreOfName, isCoreName, type TargetCore, targetOfAll } from './targetCore.ts';

/** How far up from the inventory a project's own files are looked for. */
const MAX_LEVELS = 5;

/**
 * The ansible-core to answer for. What the user has chosen comes first; then everything that the folders say up to
 * the project's root, taken together.
 */
export async function findTargetCore(fileSystem: FileSystem, folder: string): Promise<TargetCore> {
  const chosen = (await fileSystem.ansibleCore?.()) ?? 'auto';
  if (isCoreName(chosen)) return coreOfName(chosen);
  const named: CoreVersion[] = [];
  for (const at of ancestorsOf(folder, MAX_LEVELS)) {
    const { cores, isRoot } = await memoIn(fileSystem, `ansible-core at ${at}`, () => lookAt(fileSystem, at));
    named.push(...cores);
    if (isRoot) break;
  }
  return targetOfAll(named);
}

async function lookAt(fileSystem: FileSystem, folder: string) {
  const entries = await listOrNothing(fileSystem, folder);
  return { cores: await coresNamedIn(fileSystem, folder, entries), isRoot: holds(entries, '.git') };
}

const ENVIRONMENT = /^\.?v?env$/;
const PYTHON = /^python3?(?:\.\d+)?$/;
const CORE = /^ansible_core-(\d+(?:\.\d+)*)(?:\.?[A-Za-z_+][\w.+]*)?\.dist-info$/;
const WHOLE = /^ansible-\d[\w.+]*\.dist-info$/;

/** The versions that the folder itself names; an existing environment counts more than a requirement. */
export async function coresNamedIn(
  fileSystem: FileSystem,
  folder: string,
  entries: readonly DirectoryEntry[],
): Promise<readonly CoreVersion[]> {
  const found: (CoreVersion | undefined)[] = [];
  for (const { name, kind } of entries)
    if (kind === 'directory' && ENVIRONMENT.test(name))
      found.push(await coreOfEnvironment(fileSystem, joinUri(folder, name)));
  for (const { name, kind } of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (kind !== 'file' || !namesCore(name)) continue;
    const uri = joinUri(folder, name);
    found.push(coreIn(uri, name, (await textOf(fileSystem, uri)) ?? ''));
  }
  return found.filter((core) => core !== undefined);
}

async function coreOfEnvironment(fileSystem: FileSystem, uri: string): Promise<CoreVersion | undefined> {
  const lib = joinUri(uri, 'lib');
  const pythons = (await listOrNothing(fileSystem, lib)).filter(({ name }) => PYTHON.test(name));
  // On Windows there is no folder for each Python.
  const places = [...pythons.map(({ name }) => joinUri(lib, name)), joinUri(uri, 'Lib')];
  for (const place of places) {
    const packages = await listOrNothing(fileSystem, joinUri(place, 'site-packages'));
    const version = packages.map((entry) => CORE.exec(entry.name)?.[1]).find((text) => text !== undefined);
    if (version !== undefined)
      return {
        uri,
        ...exactly(partsOf(version)),
        hasCollections: packages.some((entry) => WHOLE.test(entry.name)),
      };
  }
  return undefined;
}
