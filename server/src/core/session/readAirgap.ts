// Reads the airgap folders of an inventory, and finds out whether an edit requires to read them again.
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import type { InventoryModel } from '../ansible/model/model.ts';
import type { ModelUpdate } from '../ansible/update/modelUpdate.ts';
import { type AirgapFacts, loadAirgapFacts } from '../k3s/airgap/airgapFacts.ts';
import type { Plays } from '../k3s/plays/plays.ts';
import type { Dependency } from '../query/engine.ts';
import { viewModel } from './modelView.ts';

/** What the airgap folders hold, with what of the model decided where to look. */
export interface ReadAirgap {
  readonly facts: AirgapFacts;
  /** Whether the facts depend on something that the update has changed. */
  isOutdated(update: ModelUpdate): boolean;
}

/** Lists the folders now, before any rule runs: rules are synchronous. */
export async function readAirgap(
  fileSystem: FileSystem,
  model: InventoryModel,
  plays: Plays,
): Promise<ReadAirgap> {
  const read = new Set<Dependency>();
  const { view, note } = viewModel(model, (part) => void read.add(part));
  return {
    facts: await loadAirgapFacts(fileSystem, view, plays),
    isOutdated(update) {
      note(update, 1);
      return [...read].some(({ changedAt }) => changedAt > 0);
    },
  };
}
