// Lists the airgap folders that an inventory may mean, before the rules run, so that rules about them stay pure.

import { inventoryFolderOf } from '../../ansible/discovery/sourceFiles.ts';
import type { DirectoryEntry, FileSystem } from '../../ansible/files/fileSystem.ts';
import type { InventoryModel } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { resolveAlias, type YamlNode, type YamlScalar } from '../../yaml/tree.ts';
import type { Plays } from '../plays/plays.ts';
import { type AirgapBases, airgapAnchor, airgapPlaces } from './airgapPlaces.ts';
import { findPlaybookFolders } from './playbookFolders.ts';

/** What is known of the folders that the values of `airgap_dir` may mean. */
export interface AirgapFacts {
  /** Every possible folder by the text of `airgap_dir`. Absent where the folders cannot be known. */
  readonly places: ReadonlyMap<string, readonly AirgapPlace[]>;
  /** The folder near the inventory that surely holds the plays; without one, a relative path may lead elsewhere. */
  readonly playbookFolder?: string;
  /** Whether the files of `extra_manifests` exist, by the text of their paths; absent where that cannot be known. */
  readonly manifests: ReadonlyMap<string, boolean>;
}

/** A folder that `airgap_dir` may mean, as the disk shows it. */
export interface AirgapPlace {
  readonly uri: string;
  /** `undefined`: there is no such folder. */
  readonly entries: readonly DirectoryEntry[] | 'unreadable' | undefined;
}

/**
 * Lists every folder that a definition of `airgap_dir` may mean. Done in advance, because rules are pure and must not
 * wait for a disk.
 */
export async function loadAirgapFacts(
  fileSystem: FileSystem,
  model: InventoryModel,
  plays: PlayFolders = { folders: [] },
): Promise<AirgapFacts> {
  const values = airgapTexts(model);
  const paths = manifestTexts(model);
  const places = new Map<string, readonly AirgapPlace[]>();
  const manifests = new Map<string, boolean>();
  if (values.length + paths.length === 0) return { places, manifests };
  const bases = await loadAirgapBases(fileSystem, model, plays);
  for (const value of values) {
    const found = await lookAtPlaces(fileSystem, value, bases);
    if (found) places.set(value, found);
  }
  for (const path of paths) {
    const uris = airgapPlaces(path, bases, 'prereq');
    if (uris && uris.length > 0 && (bases.known !== undefined || airgapAnchor(path) !== 'playbook'))
      manifests.set(
        path,
        (await Promise.all(uris.map((uri) => fileSystem.stat(uri)))).some((found) => found !== undefined),
      );
  }
  return { places, manifests, ...(bases.known !== undefined && { playbookFolder: bases.known }) };
}

/** Where paths in the inventory may start; `known` is the folder that surely holds the plays. */
export async function loadAirgapBases(
  fileSystem: FileSystem,
  model: InventoryModel,
  { folders: playing, elsewhere }: PlayFolders,
): Promise<AirgapBases & { readonly known?: string }> {
  const inventoryFolders = await Promise.all(model.sources.map((uri) => inventoryFolderOf(fileSystem, uri)));
  const rest = { inventoryFolders, ...(fileSystem.home !== undefined && { home: fileSystem.home }) };
  const [first] = playing;
  if (first !== undefined) return { ...rest, playbookFolders: playing, known: first };
  const { folders, known } = await findPlaybookFolders(fileSystem, inventoryFolders[0] ?? '');
  // What lies beside plays elsewhere cannot be found near the inventory.
  if (known === undefined) return { ...rest, playbookFolders: elsewhere === undefined ? folders : [] };
  return { ...rest, playbookFolders: [known], known };
}

/** The folders of the plays that install. */
export type PlayFolders = Pick<Plays, 'folders' | 'elsewhere'>;

/** Every folder that a value may mean, with its entries; `undefined` where that cannot be known. */
export async function lookAtPlaces(
  fileSystem: FileSystem,
  value: string,
  bases: AirgapBases,
): Promise<readonly AirgapPlace[] | undefined> {
  const uris = airgapPlaces(value, bases);
  return uris && Promise.all(uris.map((uri) => lookAt(fileSystem, uri)));
}

function airgapTexts(model: InventoryModel): readonly string[] {
  const texts = definitionsOf(model, 'airgap_dir').map(({ value }) => {
    const node = resolveAlias(value);
    return node?.kind === 'scalar' && node.type === 'str' ? node.text : '';
  });
  return [...new Set(texts)].filter((text) => text.trim() !== '');
}

function manifestTexts(model: InventoryModel): readonly string[] {
  const texts = definitionsOf(model, 'extra_manifests').flatMap(({ value }) => manifestsIn(value));
  return [...new Set(texts.map(({ text }) => text))];
}

/** The items of a list that are literal paths. */
export function manifestsIn(value: YamlNode | undefined): readonly YamlScalar[] {
  const list = resolveAlias(value);
  const items = list?.kind === 'sequence' ? list.items.map(resolveAlias) : [];
  return items
    .filter((item) => item?.kind === 'scalar')
    .filter(({ type, text }) => type === 'str' && text.trim() !== '');
}

async function lookAt(fileSystem: FileSystem, uri: string): Promise<AirgapPlace> {
  const entries = await fileSystem.listDirectory(uri);
  return { uri, entries: entries !== undefined && 'problem' in entries ? 'unreadable' : entries };
}
