// From a document to the inventories it belongs to, as people would give them to `-i`. Knows folders and ansible.cfg;
// whether a variables file is really read with an inventory is known once that is read.
import { type AnsibleConfig, findAnsibleConfig } from '../config/ansibleConfig.ts';
import type { ReadDocument } from '../files/documents.ts';
import type { FileSystem } from '../files/fileSystem.ts';
import { inBatches } from '../files/inBatches.ts';
import { baseName, parentUri } from '../files/uri.ts';
import { varsKindOf } from '../variables/varsNames.ts';
import { findCandidates } from './candidates.ts';
import { findParts, holdSeveralClusters } from './inventoryParts.ts';
import { hasInventoryShape } from './inventoryShape.ts';
import { findSourceFiles } from './sourceFiles.ts';

/** The sources of one inventory: what its `-i` arguments are. */
export type InventorySources = readonly string[];

const VARS_FILE = /^(?<base>.*)\/(?:group_vars|host_vars)\/.+$/s;
const PLAYBOOKS = /^playbooks?$/;

/** The folder beside which a variables file lies; `undefined` for every other file. */
export const varsBaseOf = (uri: string): string | undefined => VARS_FILE.exec(uri)?.groups?.base;

/** The same for a file in a folder whose name is misspelt. */
function misspeltBaseOf(uri: string): string | undefined {
  const folder = parentUri(uri);
  return varsKindOf(baseName(folder)) ? parentUri(folder) : undefined;
}

/** The folder below which inventories lie that may be read with the file, nearby as playbooks are looked for. */
export function searchRootOf(uri: string): string {
  const base = varsBaseOf(uri) ?? misspeltBaseOf(uri);
  if (base === undefined) return parentUri(uri);
  return PLAYBOOKS.test(baseName(base)) ? parentUri(base) : base;
}

/** How far below its folder the inventories of a playbook lie, and how many may share one file. */
export const NEARBY = { maxDepth: 3, maxFiles: 64, maxFolders: 200, maxRead: 300, exclude: [] } as const;

/**
 * Inventories that may be read with the document. A file that is no file of variables is in one, or in none where it
 * does not even look like an inventory. One that is only meant to be a file of variables is looked for near the
 * inventories that it was meant for, too.
 */
export async function sourcesFor(
  fileSystem: FileSystem,
  read: ReadDocument,
  uri: string,
): Promise<readonly InventorySources[]> {
  const isVarsFile = varsBaseOf(uri) !== undefined;
  const own = isVarsFile ? [] : await inventoriesOf(fileSystem, read, [uri]);
  if (!isVarsFile && misspeltBaseOf(uri) === undefined) return own;
  const anchor = searchRootOf(uri);
  const { files } = await findCandidates(fileSystem, anchor, NEARBY);
  const others = await inventoriesOf(fileSystem, read, [
    ...(await declaredFiles(fileSystem, anchor)),
    ...files,
  ]);
  return [...others.filter((sources) => !sources.includes(uri)), ...own];
}

/** The inventories that the files belong to, as far as they look like some, each once, in the order of the files. */
export async function inventoriesOf(
  fileSystem: FileSystem,
  read: ReadDocument,
  uris: readonly string[],
): Promise<readonly InventorySources[]> {
  const inventories = await inBatches(uris, (uri) => inventoryOf(fileSystem, read, uri));
  const found = inventories.filter((sources) => sources !== undefined);
  return [...new Map(found.map((sources) => [sources.join('\n'), sources])).values()];
}

/** The files of what ansible.cfg names, as far as they can all be looked at. */
export async function declaredFiles(fileSystem: FileSystem, folder: string): Promise<readonly string[]> {
  const config = await findAnsibleConfig(fileSystem, folder);
  const found = await Promise.all(
    sourcesIn(config).map((source) => findSourceFiles(fileSystem, source, config)),
  );
  return found.flatMap(({ files }) => files).slice(0, NEARBY.maxFiles);
}

/** A file that ansible.cfg does not declare to be an inventory is one only by its shape. */
async function inventoryOf(
  fileSystem: FileSystem,
  read: ReadDocument,
  uri: string,
): Promise<InventorySources | undefined> {
  const config = await findAnsibleConfig(fileSystem, parentUri(uri));
  const declared = sourcesIn(config);
  if (declared.includes(uri) || (await isInFolders(fileSystem, read, config, uri))) return declared;
  if (!(await hasInventoryShape(read, uri))) return undefined;
  return findParts(fileSystem, read, uri, config);
}

/** What ansible.cfg names; nothing where a part of it cannot be known. */
export async function declaredSources(fileSystem: FileSystem, folder: string): Promise<InventorySources> {
  return sourcesIn(await findAnsibleConfig(fileSystem, folder));
}

function sourcesIn(config: AnsibleConfig | undefined): InventorySources {
  const sources = config?.inventory?.filter((source) => source !== undefined) ?? [];
  return sources.length === config?.inventory?.length ? sources : [];
}

/** A folder full of clusters is not one inventory, even if ansible.cfg names it: people then choose one by `-i`. */
async function isInFolders(
  fileSystem: FileSystem,
  read: ReadDocument,
  config: AnsibleConfig | undefined,
  uri: string,
): Promise<boolean> {
  for (const source of sourcesIn(config).filter((folder) => uri.startsWith(`${folder}/`))) {
    const { files } = await findSourceFiles(fileSystem, source, config);
    if (files.includes(uri)) return !(await holdSeveralClusters(read, files));
  }
  return false;
}
