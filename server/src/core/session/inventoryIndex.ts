// Every inventory of k3s-ansible below the folders of a workspace, for questions that no single document answers.
// Read when first asked; afterwards only what has changed is read again. Knows no airgap folders, no playbooks' files.

import { findInventories } from '../ansible/discovery/findInventories.ts';
import { loadInventory } from '../ansible/discovery/inventorySources.ts';
import { type InventorySources, searchRootOf } from '../ansible/discovery/sourcesFor.ts';
import { createDocumentCache } from '../ansible/files/documents.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import { inBatches } from '../ansible/files/inBatches.ts';
import { createSnapshot } from '../ansible/files/snapshot.ts';
import { buildInventoryModel } from '../ansible/sources/buildInventoryModel.ts';
import { outlineOf } from '../ansible/sources/outline.ts';
import type { SymbolIndex } from '../ansible/templates/references.ts';
import { recognise } from '../k3s/recognition.ts';
import type { SourceText } from '../text/sourceText.ts';

/** An inventory of k3s-ansible as the search for names needs it: no model, because there may be thousands. */
export interface IndexedInventory {
  readonly sources: InventorySources;
  readonly sourceTexts: ReadonlyMap<string, SourceText>;
  /** What is defined in each file. */
  readonly names: ReadonlyMap<string, Pick<SymbolIndex, 'outline'>>;
}

/** Watches a search, and may cancel it: what was read until then is kept. */
export interface IndexWatcher {
  readonly onProgress?: (done: number, total: number) => void;
  readonly isCancelled?: () => boolean;
}

/** Inventories below folders; what was read is kept until {@link InventoryIndex.forget}. */
export interface InventoryIndex {
  /**
   * Reads what is not known yet. Empty or partial where the watcher has cancelled; the next call goes on from
   * there.
   */
  read(folders: readonly string[], watcher?: IndexWatcher): Promise<readonly IndexedInventory[]>;
  /** Files or folders that were added, changed or removed, on the disk or in an editor. */
  forget(uris: readonly string[]): void;
}

/** What was read of an inventory; of one of another project, only which files it has. */
interface Entry {
  readonly files: ReadonlySet<string>;
  readonly inventory?: IndexedInventory;
}

/** Between two batches, progress is reported and cancellation is checked. */
const BATCH = 32;

/** An index that has read nothing: the first search pays for it, no start of the server. */
export function createInventoryIndex(fileSystem: FileSystem): InventoryIndex {
  let snapshot = createSnapshot(fileSystem);
  const read = createDocumentCache({ ...fileSystem, readFile: (uri) => snapshot.readFile(uri) });
  const entries = new Map<string, Entry>();
  let known: { readonly folders: string; readonly inventories: readonly InventorySources[] } | undefined;

  async function load(sources: InventorySources): Promise<Entry> {
    const { input, files } = await loadInventory(snapshot, read, { sources });
    const model = buildInventoryModel(input);
    const byUri = new Map(files.map((file) => [file.source.uri, file]));
    const all = new Set([...sources, ...byUri.keys(), ...model.unknowns.map(({ uri }) => uri)]);
    if (recognise(model, byUri).kind !== 'k3s-ansible') return { files: all };
    const names = new Map(files.map((file) => [file.source.uri, { outline: outlineOf(file) }]));
    const sourceTexts = new Map(files.map(({ source }) => [source.uri, source]));
    return { files: all, inventory: { sources, sourceTexts, names } };
  }

  return {
    async read(folders, { onProgress, isCancelled = () => false } = {}) {
      // A new look at the disk for each search; what was read before is not asked for again.
      snapshot = createSnapshot(fileSystem);
      if (known?.folders !== folders.join('\n')) {
        const inventories = await findInventories(snapshot, read, folders, { isCancelled, exclude: [] });
        if (isCancelled()) return [];
        known = { folders: folders.join('\n'), inventories };
      }
      const { inventories } = known;
      const missing = inventories.filter((sources) => !entries.has(sources.join('\n')));
      for (let at = 0; at < missing.length && !isCancelled(); at += BATCH) {
        onProgress?.(inventories.length - missing.length + at, inventories.length);
        await inBatches(missing.slice(at, at + BATCH), async (sources) => {
          entries.set(sources.join('\n'), await load(sources));
        });
      }
      return inventories.flatMap((sources) => entries.get(sources.join('\n'))?.inventory ?? []);
    },

    forget(uris) {
      for (const uri of uris) {
        const readers = [...entries].filter(([, { files }]) => files.has(uri));
        for (const [key] of readers) entries.delete(key);
        if (readers.length > 0) continue;
        // A new file, or a folder: it may be an inventory, or belong to those around and below it.
        known = undefined;
        const places = [`${uri}/`, `${searchRootOf(uri)}/`];
        for (const [key, { files }] of entries)
          if ([...files].some((file) => places.some((place) => file.startsWith(place)))) entries.delete(key);
      }
    },
  };
}
