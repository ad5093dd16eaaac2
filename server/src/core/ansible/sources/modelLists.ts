// What a model is made of, in the hands of those who bring it up to date after an edit.
import type { Group, HostEntry, UnknownSource, VariableDefinition } from '../model/model.ts';

/**
 * The lists of definitions that a model is made of, to be changed by `updateModel` alone. Those by name and owner are
 * exchanged as a whole, so that one can be compared with what it was before.
 */
export interface DefinitionLists {
  readonly definitions: VariableDefinition[];
  readonly definitionsByName: Map<string, readonly VariableDefinition[]>;
  readonly definitionsOfGroups: Map<string, readonly VariableDefinition[]>;
  readonly definitionsOfHosts: Map<string, readonly VariableDefinition[]>;
  readonly unknowns: UnknownSource[];
}

/** The groups and hosts that a model is made of, to be changed by `exchangeHosts` alone. */
export interface HostLists {
  readonly groups: Map<string, Group>;
  readonly hosts: Map<string, HostEntry>;
}
