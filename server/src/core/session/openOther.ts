// A document that is no part of any inventory, as one that is asked like those of inventories.
import { isParsed, type ReadDocument } from '../ansible/files/documents.ts';
import type { ModelFile } from '../ansible/model/model.ts';
import { buildInventoryModel } from '../ansible/sources/buildInventoryModel.ts';
import { type InventoryContext, NO_UNUSED_VARS_FILES } from '../k3s/context.ts';
import { NO_PLAYS } from '../k3s/plays/plays.ts';
import type { VariableSchema } from '../k3s/schema/variableSchema.ts';
import { rememberAnswers } from './contextView.ts';
import type { OpenInventory } from './openInventory.ts';

/** Its text is known, and nothing is checked. */
export async function openOther(
  read: ReadDocument,
  schema: VariableSchema,
  uri: string,
): Promise<OpenInventory> {
  const model = buildInventoryModel({ sources: [] });
  const file = await read(uri);
  const files: ReadonlyMap<string, ModelFile> = new Map(
    isParsed(file) ? [[uri, { source: file.source, document: file.document, role: 'inventory' }]] : [],
  );
  const context: InventoryContext = {
    model,
    schema,
    files,
    vaulted: new Map(),
    varsEntries: [],
    airgap: { places: new Map(), manifests: new Map() },
    upstream: {},
    unusedVarsFiles: NO_UNUSED_VARS_FILES,
    plays: NO_PLAYS,
  };
  rememberAnswers(context);
  const analysis = { recognition: { kind: 'other' as const }, collections: new Set<string>(), context };
  return { analysis, update: async () => false };
}
