// Everything known of one inventory: what rules and features work on. Plain data.
import type { AirgapFacts } from '../airgap/airgapFacts.ts';
import type { InventoryModel } from '../inventory/model.ts';
import type { VariableSchema } from '../schema/variableSchema.ts';
import type { SourceText } from '../text/sourceText.ts';
import type { YamlDocument } from '../yaml/tree.ts';

/** A file the model was built from, parsed. INI sources have no document. */
export interface ModelFile {
  readonly source: SourceText;
  readonly document?: YamlDocument;
  readonly role: 'inventory' | 'group_vars' | 'host_vars';
}

export interface InventoryContext {
  readonly model: InventoryModel;
  readonly schema: VariableSchema;
  readonly files: ReadonlyMap<string, ModelFile>;
  /** The airgap folders that could be meant, listed beforehand; see `airgap/`. */
  readonly airgap: AirgapFacts;
}
