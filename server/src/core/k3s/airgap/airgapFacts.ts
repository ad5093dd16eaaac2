// The airgap folders an inventory may mean, listed beforehand, so that rules about them stay pure.

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
  /** Every legal place by the text of `airgap_dir`. Absent when its places cannot be known. */
  readonly places: ReadonlyMap<string, readonly AirgapPlace[]>;
  /** A folder near the inventory that surely holds the plays; without one, a relative path may be found elsewhere. */
  readonly playbookFolder?: string;
  /** Whether what the paths of `extra_manifests` name is there, by their text; absent where that cannot be known. */
  readonly manifests: ReadonlyMap<string, boolean>;
}

export interface AirgapPlace {
  readonly uri: string;
  /** `undefined`: there is no such folder. */
  readonly entries: readonly DirectoryEntry[] | 'unreadable' | undefined;
}

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
  // What plays elsewhere would find beside themselves, nothing near the inventory tells.
  if (known === undefined) return { ...rest, playbookFolders: elsewhere === undefined ? folders : [] };
  return { ...rest, playbookFolders: [known], known };
}

/** Where the plays stand that install. */
export type PlayFolders = Pick<Plays, 'folders' | 'elsewhere'>;

/** Every folder a value may mean, and what is in it; `undefined` when that cannot be known. */
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

/** The paths of a list that are written out. */
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
