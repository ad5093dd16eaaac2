// Questions to the model. Pure functions; the model itself stays plain data.
import type { EffectiveVariable, Group, InventoryModel, Owner, Tier, VariableDefinition } from './model.ts';

/** Hosts of a group and of its children, as `groups['name']` lists them. */
export declare function hostsOfGroup(model: InventoryModel, group: string): readonly string[];
/** All groups of a host, parents included, in the order their variables apply (later wins). */
export declare function groupsOfHost(model: InventoryModel, host: string): readonly Group[];
/** The definition that counts for the host; `undefined` when nothing readable defines it. */
export declare function effectiveVariable(model: InventoryModel, host: string, name: string): EffectiveVariable | undefined;
export declare function definitionsOf(model: InventoryModel, name: string): readonly VariableDefinition[];
/** Whether something that cannot be read may define `name` for the host (or for any host). */
export declare function mayBeDefinedElsewhere(model: InventoryModel, host?: string): boolean;
export type { Owner, Tier };
