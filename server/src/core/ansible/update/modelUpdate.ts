// What distinguishes a model from the one before an edit, so that whoever remembers answers knows which are outdated.
import type { InventoryModel, VariableDefinition } from '../model/model.ts';

/** The next model, with the keys whose definitions are others, or in another order; not those that only moved. */
export interface ModelUpdate {
  /** What it shares with the model before has not changed. */
  readonly model: InventoryModel;
  /** Of `definitionsByName`. */
  readonly variables: MapChanges;
  /** Of `definitionsOfGroups`. */
  readonly groups: MapChanges;
  /** Of `definitionsOfHosts`. */
  readonly hosts: MapChanges;
}

/** How a map differs from the one before. */
export interface MapChanges {
  /** The keys that have other values, those that came and went included. */
  readonly changed: ReadonlySet<string>;
  /** Whether there are other keys, or the same in another order. */
  readonly hasOtherKeys: boolean;
}

/** A list of definitions in the order in which Ansible reads them. */
export type Definitions = readonly VariableDefinition[];
