// The airgap folders an inventory may mean, listed beforehand, so that rules about them stay pure.

import { inventoryFolderOf } from '../../ansible/discovery/sourceFiles.ts';
import type { DirectoryEntry, Host } from '../../ansible/files/host.ts';
import type { InventoryModel } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { resolveAlias } from '../../yaml/tree.ts';
import { type AirgapBases, airgapPlaces } from './airgapPlaces.ts';
import { findPlaybookFolders } from './playbookFolders.ts';

/** What is known of the folders that the values of `airgap_dir` may mean. */
export interface AirgapFacts {
  /** Every legal place by the text of `airgap_dir`. Absent when its places cannot be known. */
  readonly places: ReadonlyMap<string, readonly AirgapPlace[]>;
  /** A folder near the inventory that surely holds the plays; without one, a relative path may be found elsewhere. */
  readonly playbookFolder?: string;
}

export interface AirgapPlace {
  readonly uri: string;
  /** `undefined`: there is no such folder. */
  readonly entries: readonly DirectoryEntry[] | 'unreadable' | undefined;
}

export async function loadAirgapFacts(host: Host, model: InventoryModel): Promise<AirgapFacts> {
  const values = airgapTexts(model);
  const places = new Map<string, readonly AirgapPlace[]>();
  if (values.length === 0) return { places };
  const bases = await loadAirgapBases(host, model);
  for (const value of values) {
    const found = await lookAtPlaces(host, value, bases);
    if (found) places.set(value, found);
  }
  return { places, ...(bases.known !== undefined && { playbookFolder: bases.known }) };
}

/** Where paths in the inventory may start; `known` is the folder that surely holds the plays. */
export async function loadAirgapBases(
  host: Host,
  model: InventoryModel,
): Promise<AirgapBases & { readonly known?: string }> {
  const inventoryFolders = await Promise.all(model.sources.map((uri) => inventoryFolderOf(host, uri)));
  const { folders, known } = await findPlaybookFolders(host, inventoryFolders[0] ?? '');
  return { playbookFolders: folders, inventoryFolders, ...(known !== undefined && { known }) };
}

/** Every folder a value may mean, and what is in it; `undefined` when that cannot be known. */
export async function lookAtPlaces(
  host: Host,
  value: string,
  bases: AirgapBases,
): Promise<readonly AirgapPlace[] | undefined> {
  const uris = airgapPlaces(value, bases);
  return uris && Promise.all(uris.map((uri) => lookAt(host, uri)));
}

function airgapTexts(model: InventoryModel): readonly string[] {
  const texts = definitionsOf(model, 'airgap_dir').map(({ value }) => {
    const node = resolveAlias(value);
    return node?.kind === 'scalar' && node.type === 'str' ? node.text : '';
  });
  return [...new Set(texts)].filter((text) => text.trim() !== '');
}

async function lookAt(host: Host, uri: string): Promise<AirgapPlace> {
  const entries = await host.listDirectory(uri);
  return { uri, entries: entries !== undefined && 'problem' in entries ? 'unreadable' : entries };
}
