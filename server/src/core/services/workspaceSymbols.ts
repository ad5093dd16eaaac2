// Names in every inventory of a workspace, whether its files are open or not.

import type { FileSystem } from '../ansible/files/fileSystem.ts';
import { findSymbols } from '../features/names/symbols.ts';
import { createInventoryIndex, type IndexWatcher } from '../session/inventoryIndex.ts';
import type { FoundSymbol } from './navigation.ts';
import { toRange } from './ranges.ts';

/** The search for names over a whole workspace. */
export interface WorkspaceSymbols {
  /** The first call reads every inventory below the folders; later ones, what has changed. */
  findSymbolsBelow(
    folders: readonly string[],
    query: string,
    watcher?: IndexWatcher,
  ): Promise<readonly FoundSymbol[]>;
  /** Files or folders that were added, changed or removed, on the disk or in an editor. */
  filesChanged(uris: readonly string[]): void;
}

/** Has an index of its own: what is open must not wait for it, nor grow by it. */
export function createWorkspaceSymbols(fileSystem: FileSystem): WorkspaceSymbols {
  const index = createInventoryIndex(fileSystem);
  return {
    async findSymbolsBelow(folders, query, watcher) {
      const inventories = await index.read(folders, watcher);
      const sources = new Map(inventories.flatMap(({ sourceTexts }) => [...sourceTexts]));
      return findSymbols(inventories, query).flatMap(({ span, ...symbol }) => {
        const source = sources.get(symbol.uri);
        return source ? [{ ...symbol, ...toRange(source, span) }] : [];
      });
    },
    filesChanged: (uris) => index.forget(uris),
  };
}
