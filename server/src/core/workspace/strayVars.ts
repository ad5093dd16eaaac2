// Files of variables that do nothing for an inventory: those of groups and hosts that it does not have, and those
// that Ansible does not read. What is in them, and whether that matters, is for rules to say.
import { buildInventoryModel } from '../inventory/buildInventoryModel.ts';
import type { InventoryModel } from '../inventory/model.ts';
import type { ModelFile, StrayVars } from './context.ts';
import type { ReadDocument } from './documents.ts';
import type { Host } from './host.ts';
import { loadInventory } from './inventorySources.ts';
import { findMentions } from './mentions.ts';
import { type InventorySources, sourcesFor } from './sourcesFor.ts';
import { findUnreadVars } from './unreadVars.ts';
import { type VarsName, varsNames } from './varsNames.ts';

export interface VarsSurroundings {
  readonly model: InventoryModel;
  readonly files: ReadonlyMap<string, ModelFile>;
  readonly sources: InventorySources;
  /** The folders beside which variables are looked for: of the inventory, and of playbooks. */
  readonly folders: readonly string[];
}

export async function loadStrayVars(
  host: Host,
  read: ReadDocument,
  around: VarsSurroundings,
): Promise<StrayVars> {
  const { model, files } = around;
  const candidates = varsNames(files.keys()).filter((name) => isUnowned(model, name));
  const unowned: VarsName[] = [];
  for (const name of candidates) if (!(await isUsed(host, read, around, name))) unowned.push(name);
  const unread = await findUnreadVars(host, read, around);
  const mentioned = await findMentions(
    host,
    around.folders,
    [...unread.values()].map(({ path }) => path),
  );
  for (const [uri, { path }] of unread) if (mentioned.has(path)) unread.delete(uri);
  return { unowned, unread };
}

/** A file of many inventories is read with each of them; that one of them lacks the group is nothing new. */
const isUnowned = ({ groups, hosts }: InventoryModel, { owner, files }: VarsName): boolean =>
  files.length > 0 && !(owner.kind === 'group' ? groups : hosts).has(owner.name);

async function isUsed(
  host: Host,
  read: ReadDocument,
  { sources, folders }: VarsSurroundings,
  { owner, files }: VarsName,
): Promise<boolean> {
  const path = `${owner.kind}_vars/${owner.name}`;
  if ((await findMentions(host, folders, [path])).size > 0) return true;
  for (const other of await sourcesFor(host, read, files[0] ?? '')) {
    if (other.join('\n') === sources.join('\n')) continue;
    const { input } = await loadInventory(host, read, { sources: other });
    const model = buildInventoryModel(input);
    const isThere = (owner.kind === 'group' ? model.groups : model.hosts).has(owner.name);
    if (isThere || model.unknowns.some((unknown) => !unknown.owner)) return true;
  }
  return false;
}
