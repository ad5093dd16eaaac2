// Which inventories a document belongs to, and everything Ansible would read with them. All I/O of the core is here
// and behind it; the rest of the core works on what this returns.
import { loadAirgapFacts } from '../airgap/airgapFacts.ts';
import { buildInventoryModel } from '../inventory/buildInventoryModel.ts';
import { loadVariableSchema, type VariableSchema } from '../schema/variableSchema.ts';
import { findUpstream } from '../upstream/upstream.ts';
import type { TreeSearch } from './candidates.ts';
import { fileOf, type InventoryContext, NO_STRAY_VARS } from './context.ts';
import { createDocumentCache, type ReadDocument } from './documents.ts';
import { findInventories } from './findInventories.ts';
import type { Host } from './host.ts';
import { type InventoryRequest, type LoadedInventory, loadInventory } from './inventorySources.ts';
import { findOwnPlugins } from './ownPlugins.ts';
import { findPlaybookVarsFolders } from './playbookVars.ts';
import { type Recognition, recognise } from './recognition.ts';
import { createSnapshot } from './snapshot.ts';
import { inventoryFolderOf } from './sourceFiles.ts';
import { type InventorySources, sourcesFor, varsBaseOf } from './sourcesFor.ts';
import { loadStrayVars } from './strayVars.ts';

/** One inventory, read and recognised. */
export interface Analysis {
  readonly recognition: Recognition;
  readonly context: InventoryContext;
}

export interface Workspace {
  /**
   * A document: the inventories it is a part of, those of k3s-ansible first; a document that is none gives one
   * analysis that says `other`. Or one inventory; folders of playbooks are found where none are given.
   */
  analyze(target: string | InventoryRequest): Promise<readonly Analysis[]>;
  /** What Ansible reads for the inventory. */
  load(request: InventoryRequest): Promise<LoadedInventory>;
  /** The inventories the document may be a part of, without reading them. */
  sourcesFor(uri: string): Promise<readonly InventorySources[]>;
  /** The inventories below the folders. */
  findInventories(folders: readonly string[], search?: TreeSearch): Promise<readonly InventorySources[]>;
}

export function createWorkspace(host: Host): Workspace {
  const read = createDocumentCache(host);
  const schema = loadVariableSchema();
  return {
    async analyze(target) {
      const world = createSnapshot(host);
      const analyzeOne = (request: InventoryRequest) => analyzeInventory(world, read, schema, request);
      if (typeof target !== 'string') return [await analyzeOne(target)];
      const inventories = await sourcesFor(world, read, target);
      const analyses = await Promise.all(inventories.map((sources) => analyzeOne({ sources })));
      const isVarsFile = varsBaseOf(target) !== undefined;
      return analyses
        .filter(({ context }) => !isVarsFile || isReadWith(context, target))
        .sort((a, b) => rankOf(a) - rankOf(b));
    },
    load: (request) => loadInventory(createSnapshot(host), read, request),
    sourcesFor: (uri) => sourcesFor(createSnapshot(host), read, uri),
    findInventories: (folders, search) => findInventories(createSnapshot(host), read, folders, search),
  };
}

const rankOf = ({ recognition }: Analysis): number => (recognition.kind === 'k3s-ansible' ? 0 : 1);

const isReadWith = (context: InventoryContext, uri: string): boolean =>
  fileOf(context, uri) !== undefined || context.model.unknowns.some((unknown) => unknown.uri === uri);

async function analyzeInventory(
  host: Host,
  read: ReadDocument,
  schema: VariableSchema,
  { sources, playbookFolders }: InventoryRequest,
): Promise<Analysis> {
  const folder = await inventoryFolderOf(host, sources[0] ?? '');
  const found = playbookFolders ?? (await findPlaybookVarsFolders(host, folder));
  const loaded = await loadInventory(host, read, { sources, playbookFolders: found });
  const model = buildInventoryModel(loaded.input);
  const files = new Map(loaded.files.map((file) => [file.source.uri, file]));
  const recognition = recognise(model, files, schema);
  const vaulted = new Map(loaded.vaulted.map((file) => [file.source.uri, file]));
  const plain = {
    model,
    schema,
    files,
    vaulted,
    airgap: { places: new Map() },
    upstream: {},
    strayVars: NO_STRAY_VARS,
  };
  if (recognition.kind !== 'k3s-ansible') return { recognition, context: plain };
  const [airgap, upstream, strayVars, ownPlugins] = await Promise.all([
    loadAirgapFacts(host, model),
    findUpstream(host, folder, schema.releases),
    loadStrayVars(host, read, { model, files, folders: [folder, ...found] }),
    findOwnPlugins(host, folder),
  ]);
  return { recognition, context: { ...plain, airgap, upstream, strayVars, ownPlugins } };
}
