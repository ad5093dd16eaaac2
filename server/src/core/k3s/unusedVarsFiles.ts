// Files of variables without effect on an inventory: those of groups and hosts that it does not have, and those that
// Ansible does not read. Whether their content matters is for rules to decide.

import { findCandidates } from '../ansible/discovery/candidates.ts';
import { findMentions, mayName } from '../ansible/discovery/mentions.ts';
import { declaredFiles, NEARBY, searchRootOf } from '../ansible/discovery/sourcesFor.ts';
import type { ReadDocument } from '../ansible/files/documents.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import type { InventoryModel, ModelFile } from '../ansible/model/model.ts';
import { hasOwner } from '../ansible/model/queries.ts';
import { type VarsName, varsNames } from '../ansible/variables/varsNames.ts';
import type { UnusedVarsFiles } from './context.ts';
import type { UnseenFolder } from './plays/clusterPlays.ts';
import { hasSecretsAside } from './secretsAside.ts';
import { findUnreadVars } from './unreadVars.ts';

/** An inventory and the folders to look through. */
export interface VarsSurroundings {
  readonly model: InventoryModel;
  readonly files: ReadonlyMap<string, ModelFile>;
  /** The folders beside which variables are looked for: of the inventory, and of playbooks. */
  readonly folders: readonly string[];
  /** Folders whose variables no play of the cluster sees. */
  readonly unseen?: readonly UnseenFolder[];
}

/** Loads the files before the rules run, so that rules about them stay pure. */
export async function loadUnusedVarsFiles(
  fileSystem: FileSystem,
  read: ReadDocument,
  around: VarsSurroundings,
): Promise<UnusedVarsFiles> {
  const { unread, owners } = await findUnreadVars(fileSystem, read, around);
  const candidates = varsNames(around.files.keys()).filter(({ owner }) => !hasOwner(around.model, owner));
  const paths = [...unread.values()].map(({ path }) => path);
  const mentioned = await findMentions(fileSystem, around.folders, [...paths, ...candidates.map(pathOf)]);
  for (const [uri, { path }] of unread) if (mentioned.has(path)) unread.delete(uri);
  const others = candidates.filter((name) => !mentioned.has(pathOf(name)));
  return {
    withoutOwner: await withoutUsed(fileSystem, around, others),
    unread,
    owners,
    hasSecretsAside: await hasSecretsAside(fileSystem, around),
  };
}

const pathOf = ({ owner }: VarsName): string => `${owner.kind}_vars/${owner.name}`;

/**
 * A file of many inventories is read with each of them, so that one of them lacks the group is normal. An inventory
 * that mentions the name may have the group: others are not read for that, there may be a thousand.
 */
async function withoutUsed(
  fileSystem: FileSystem,
  { files }: VarsSurroundings,
  names: readonly VarsName[],
): Promise<readonly VarsName[]> {
  if (names.length === 0) return [];
  const anchors = new Set(names.map(({ files: [first = ''] }) => searchRootOf(first)));
  const found = await Promise.all([...anchors].map((anchor) => inventoriesBelow(fileSystem, anchor)));
  const others = [...new Set(found.flat())].filter((uri) => !files.has(uri));
  const contents = await Promise.all(others.map((uri) => fileSystem.readFile(uri)));
  const texts = contents.map((content) => (content && 'text' in content ? content.text : undefined));
  return names.filter(({ owner }) => !texts.some((text) => text === undefined || mayName(text, owner)));
}

/** As `sourcesFor` looks for them. */
async function inventoriesBelow(fileSystem: FileSystem, anchor: string): Promise<readonly string[]> {
  const { files } = await findCandidates(fileSystem, anchor, NEARBY);
  return [...(await declaredFiles(fileSystem, anchor)), ...files];
}
