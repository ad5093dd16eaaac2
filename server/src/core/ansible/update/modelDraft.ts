// The next state of a model while an edit is brought into it: copies what is changed, and shares all else.
import type { Group, HostEntry, InventoryModel, UnknownSource, VariableDefinition } from '../model/model.ts';
import { MapDraft } from './editedMap.ts';

type Definitions = MapDraft<readonly VariableDefinition[]>;

/** Lists by name and owner are exchanged as a whole: they belong to the model before, too. */
export interface ModelDraft {
  readonly definitions: VariableDefinition[];
  readonly definitionsByName: Definitions;
  readonly definitionsOfGroups: Definitions;
  readonly definitionsOfHosts: Definitions;
  readonly groups: MapDraft<Group>;
  /** Exchanged as a whole, because a host may come between others. */
  hosts: ReadonlyMap<string, HostEntry>;
  readonly unknowns: UnknownSource[];
}

export const createDraft = (model: InventoryModel): ModelDraft => ({
  definitions: [...model.definitions],
  definitionsByName: new MapDraft(model.definitionsByName),
  definitionsOfGroups: new MapDraft(model.definitionsOfGroups),
  definitionsOfHosts: new MapDraft(model.definitionsOfHosts),
  groups: new MapDraft(model.groups),
  hosts: model.hosts,
  unknowns: [...model.unknowns],
});

export const finishDraft = (model: InventoryModel, draft: ModelDraft): InventoryModel =>
  Object.freeze({
    ...model,
    definitions: draft.definitions,
    definitionsByName: draft.definitionsByName.finish(),
    definitionsOfGroups: draft.definitionsOfGroups.finish(),
    definitionsOfHosts: draft.definitionsOfHosts.finish(),
    groups: draft.groups.finish(),
    hosts: draft.hosts,
    unknowns: draft.unknowns,
  });
