// Which inventories a document belongs to, and everything Ansible would read with them. All I/O of the core is here
// and behind it; the rest of the core works on what this returns.
import { loadAirgapFacts } from '../airgap/airgapFacts.ts';
import { buildInventoryModel } from '../inventory/buildInventoryModel.ts';
import type { RuleContext } from '../rules/rule.ts';
import { loadVariableSchema, type VariableSchema } from '../schema/variableSchema.ts';
import { createDocumentCache, type ReadDocument } from './documents.ts';
import type { Host } from './host.ts';
import { loadInventory } from './inventorySources.ts';
import { findPlaybookVarsFolders } from './playbookVars.ts';
import { type Recognition, recognise } from './recognition.ts';
import { sourcesFor } from './sourcesFor.ts';
import { parentUri } from './uri.ts';

/** One inventory, read and recognised. */
export interface Analysis {
  readonly recognition: Recognition;
  readonly context: RuleContext;
}

export interface Workspace {
  /** The inventories the document is a part of; a document that is none gives one analysis that says `other`. */
  analyze(uri: string): Promise<readonly Analysis[]>;
}

export function createWorkspace(host: Host): Workspace {
  const read = createDocumentCache(host);
  const schema = loadVariableSchema();
  return {
    async analyze(uri) {
      const inventories = await sourcesFor(host, uri);
      return Promise.all(inventories.map((sources) => analyzeSources(host, read, schema, sources)));
    },
  };
}

async function analyzeSources(
  host: Host,
  read: ReadDocument,
  schema: VariableSchema,
  sources: readonly string[],
): Promise<Analysis> {
  const folder = parentUri(sources[0] ?? '');
  const playbookFolders = await findPlaybookVarsFolders(host, folder);
  const loaded = await loadInventory(host, read, { sources, playbookFolders });
  const model = buildInventoryModel(loaded.input);
  const files = new Map(loaded.files.map((file) => [file.source.uri, file]));
  const recognition = recognise(model, files, schema);
  const airgap = recognition.kind === 'k3s-ansible' ? await loadAirgapFacts(host, model) : { places: new Map() };
  return { recognition, context: { model, schema, files, airgap } };
}
