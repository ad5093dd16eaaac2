// The next state of a model while an edit is applied to it: copies what changes, and shares everything else.

import { MapDraft } from '../model/editedMap.ts';
import type { InventoryModel, VariableDefinition } from '../model/model.ts';

type Definitions = MapDraft<readonly VariableDefinition[]>;

/** Lists by name and owner are replaced as a whole: the previous model uses them, too. */
export interface ModelDraft {
  readonly definitions: VariableDefinition[];
  readonly definitionsByName: Definitions;
  readonly definitionsOfGroups: Definitions;
  readonly definitionsOfHosts: Definitions;
}

/** A draft of the next model, which leaves the maps of this one as they are. */
export const createDraft = (model: InventoryModel): ModelDraft => ({
  definitions: [...model.definitions],
  definitionsByName: new MapDraft(model.definitionsByName),
  definitionsOfGroups: new MapDraft(model.definitionsOfGroups),
  definitionsOfHosts: new MapDraft(model.definitionsOfHosts),
});

/**
 * The next model. Where no definition was added, removed or moved, it keeps the previous list of definitions itself,
 * so that queries which have read only that list are not asked again.
 */
export const finishDraft = (
  model: InventoryModel,
  draft: ModelDraft,
  hasOtherDefinitions: boolean,
): InventoryModel =>
  Object.freeze({
    ...model,
    ...(hasOtherDefinitions && { definitions: draft.definitions }),
    definitionsByName: draft.definitionsByName.finish(),
    definitionsOfGroups: draft.definitionsOfGroups.finish(),
    definitionsOfHosts: draft.definitionsOfHosts.finish(),
  });
