// Files side by side: one inventory in several files, or several inventories? Nothing in a folder says so for sure:
// files count as parts of one inventory only where they complete and do not repeat each other.

import type { AnsibleConfig } from '../config/ansibleConfig.ts';
import { isParsed, type ReadDocument } from '../files/documents.ts';
import type { FileSystem } from '../files/fileSystem.ts';
import { memoIn } from '../files/snapshot.ts';
import { baseName, parentUri } from '../files/uri.ts';
import type { InventoryModel } from '../model/model.ts';
import { hostsOfGroup } from '../model/queries.ts';
import { buildInventoryModel } from '../sources/buildInventoryModel.ts';
import { sourcesBeside } from './sourceFiles.ts';

/** More files are alternatives, and too many to be read at every keystroke. */
const MAX_PARTS = 16;

const FOLDER_OF_INVENTORIES = /^(?:inventor(?:y|ies)|hosts|environments?|envs?)$/i;
const NUMBERED = /^\d+[-_.]/;

/** The files that make one inventory with the given one, itself included, in Ansible's order. */
export async function findParts(
  fileSystem: FileSystem,
  read: ReadDocument,
  uri: string,
  config: AnsibleConfig | undefined,
): Promise<readonly string[]> {
  const folder = parentUri(uri);
  const beside = await memoIn(fileSystem, `parts in ${folder} by ${config?.uri}`, () =>
    possibleParts(fileSystem, folder, config),
  );
  if (!beside.includes(uri)) return [uri];
  const models = await readModels(read, beside);
  const usable = new Set([...models].filter(([, model]) => isUsable(model)).map(([file]) => file));
  const parts = beside.filter((file) => file === uri || usable.has(file));
  const repeats = haveCommon(parts.map((part) => statementsOf(models.get(part))));
  return repeats ? [uri] : parts;
}

/** The files of a folder that may be parts of one inventory; none where they surely are not. */
async function possibleParts(
  fileSystem: FileSystem,
  folder: string,
  config: AnsibleConfig | undefined,
): Promise<readonly string[]> {
  const beside = await sourcesBeside(fileSystem, folder, config);
  if (beside.length < 2 || beside.length > MAX_PARTS) return [];
  return isForParts(folder, beside) ? beside : [];
}

const isForParts = (folder: string, files: readonly string[]): boolean =>
  FOLDER_OF_INVENTORIES.test(baseName(folder)) ||
  FOLDER_OF_INVENTORIES.test(baseName(parentUri(folder))) ||
  files.every((file) => NUMBERED.test(baseName(file)));

/** Whether two of the files hold servers: then each is a cluster of its own. */
export async function holdSeveralClusters(read: ReadDocument, files: readonly string[]): Promise<boolean> {
  if (files.length > MAX_PARTS) return true;
  const models = await readModels(read, files);
  const clusters = [...models.values()].filter((model) => hostsOfGroup(model, 'server').length > 0);
  return clusters.length > 1;
}

async function readModels(
  read: ReadDocument,
  uris: readonly string[],
): Promise<ReadonlyMap<string, InventoryModel>> {
  const files = await Promise.all(uris.map(read));
  const models = new Map<string, InventoryModel>();
  for (const file of files) {
    if (isParsed(file)) models.set(file.source.uri, buildInventoryModel({ sources: [file] }));
  }
  return models;
}

/** Ansible accepts it, and it defines something. */
const isUsable = (model: InventoryModel): boolean =>
  model.problems.every(({ fatal }) => !fatal) &&
  (model.hosts.size > 0 || model.definitions.length > 0 || model.groups.size > 2);

/** Which host is in which group, and which variables are set for what. */
function statementsOf(model: InventoryModel | undefined): ReadonlySet<string> {
  const statements = new Set<string>();
  for (const { name, hosts } of model?.groups.values() ?? []) {
    if (hosts.length > 0 && name !== 'all' && name !== 'ungrouped') statements.add(`hosts of ${name}`);
  }
  for (const { name, owner } of model?.definitions ?? [])
    statements.add(`${name} of ${owner.kind} ${owner.name}`);
  return statements;
}

function haveCommon(sets: readonly ReadonlySet<string>[]): boolean {
  const seen = new Set<string>();
  for (const set of sets) {
    for (const item of set) if (seen.has(item)) return true;
    for (const item of set) seen.add(item);
  }
  return false;
}
