// Which inventories a document belongs to, and everything Ansible would read with them. All I/O of the core is here and
// below; the rest of the core works on the result.

import type { TreeSearch } from '../ansible/discovery/candidates.ts';
import { findInventories } from '../ansible/discovery/findInventories.ts';
import { hasInventoryShape } from '../ansible/discovery/inventoryShape.ts';
import {
  type InventoryRequest,
  type LoadedInventory,
  loadInventory,
} from '../ansible/discovery/inventorySources.ts';
import { type InventorySources, sourcesFor } from '../ansible/discovery/sourcesFor.ts';
import { createDocumentCache, type ReadDocument } from '../ansible/files/documents.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import { createSnapshot } from '../ansible/files/snapshot.ts';
import { fileOf, type InventoryContext } from '../k3s/context.ts';
import { findProject } from '../k3s/project/projectFile.ts';
import { loadVariableSchemas } from '../k3s/schema/variableSchema.ts';
import { type Analysis, type OpenInventory, openInventory } from './openInventory.ts';
import { createOpenInventoryCache } from './openInventoryCache.ts';
import { openOther } from './openOther.ts';
import { inventoryTarget } from './projectTarget.ts';

export type { Analysis };

/** The inventories around documents. One for each server or command; it keeps what is open. */
export interface Workspace {
  /** One file, parsed like those of inventories. */
  readonly read: ReadDocument;
  /**
   * A document: the inventories it is a part of, those of k3s-ansible first; a document that belongs to none gives one
   * analysis with `other`. Or one inventory; folders of playbooks are looked for where none are given.
   */
  analyze(target: string | InventoryRequest): Promise<readonly Analysis[]>;
  /** What Ansible reads for the inventory. */
  load(request: InventoryRequest): Promise<LoadedInventory>;
  /** The inventories below the folders. */
  findInventories(folders: readonly string[], search?: TreeSearch): Promise<readonly InventorySources[]>;
}

/** A workspace over a file system, which may show unsaved texts in place of those on the disk. */
export function createWorkspace(fileSystem: FileSystem): Workspace {
  const read = createDocumentCache(fileSystem);
  const schemaOf = loadVariableSchemas();
  const open = async (request: InventoryRequest, snapshot: FileSystem) =>
    openInventory(await inventoryTarget(snapshot, read, request), read, schemaOf);

  /** Stays open for as long as its files keep looking like an inventory, or like none. */
  async function openShaped(sources: InventorySources, snapshot: FileSystem): Promise<OpenInventory> {
    const shapes = () => Promise.all(sources.map((uri) => hasInventoryShape(read, uri)));
    const [live, before] = [await open({ sources, isGuess: true }, snapshot), await shapes()];
    const isAsBefore = async () => (await shapes()).every((shape, index) => shape === before[index]);
    return {
      get analysis() {
        return live.analysis;
      },
      update: async (now) => (await isAsBefore()) && live.update(now),
    };
  }

  async function openDocument(uri: string): Promise<readonly OpenInventory[]> {
    const snapshot = createSnapshot(fileSystem);
    const inventories = await sourcesFor(snapshot, read, uri);
    if (inventories.length === 0) return [await openOther(read, schemaOf(), uri)];
    const opened = await Promise.all(inventories.map((sources) => openShaped(sources, snapshot)));
    return opened
      .filter(({ analysis: { context } }) => isReadWith(context, uri))
      .sort((a, b) => rankOf(a.analysis) - rankOf(b.analysis));
  }

  /** Each folder as its project says, unless the user says it now. */
  async function searchFolders(
    snapshot: FileSystem,
    folders: readonly string[],
    search: TreeSearch = {},
  ): Promise<readonly InventorySources[]> {
    const found: InventorySources[] = [];
    for (const folder of folders) {
      const exclude = search.exclude ?? (await findProject(snapshot, read, folder))?.settings.exclude;
      found.push(
        ...(await findInventories(snapshot, read, [folder], { ...search, ...(exclude && { exclude }) })),
      );
    }
    return [...new Map(found.map((sources) => [sources.join('\n'), sources])).values()];
  }

  const followed = createOpenInventoryCache(fileSystem, openDocument);
  return {
    read,
    async analyze(target) {
      if (typeof target !== 'string') return [(await open(target, createSnapshot(fileSystem))).analysis];
      return (await followed(target)).map(({ analysis }) => analysis);
    },
    load: (request) => loadInventory(createSnapshot(fileSystem), read, request),
    findInventories: (folders, search) => searchFolders(createSnapshot(fileSystem), folders, search),
  };
}

const rankOf = ({ recognition }: Analysis): number => (recognition.kind === 'k3s-ansible' ? 0 : 1);

const isReadWith = (context: InventoryContext, uri: string): boolean =>
  fileOf(context, uri) !== undefined || context.model.unknowns.some((unknown) => unknown.uri === uri);
