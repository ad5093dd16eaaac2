// The definitions of a variable that are for a single host, by host; after an edit, only new definitions are sorted in.

import { fold } from '../../query/query.ts';
import { findDifference } from '../../text/findDifference.ts';
import type { InventoryModel, VariableDefinition } from './model.ts';

/**
 * The state of the fold {@link ownDefinitions}: the list it has seen, to compare with the next one, and the result.
 */
export interface OwnDefinitions {
  readonly definitions: readonly VariableDefinition[];
  /** For each host, in the order of the model's definitions. */
  readonly byHost: Map<string, VariableDefinition[]>;
}

/**
 * A fold, because the list holds one definition a host: sorting all of it again after each edit would make typing
 * slower with every host.
 */
export const ownDefinitions = fold(
  (before: OwnDefinitions | undefined, model: InventoryModel, name: string): OwnDefinitions => {
    const definitions = model.definitionsByName.get(name) ?? [];
    const byHost: OwnDefinitions['byHost'] = before?.byHost ?? new Map();
    const { removed, added } = findDifference(before?.definitions ?? [], definitions);
    for (const definition of removed) {
      const others = byHost.get(definition.owner.name)?.filter((other) => other !== definition) ?? [];
      if (others.length > 0) byHost.set(definition.owner.name, others);
      else byHost.delete(definition.owner.name);
    }
    // A new definition may stand before another one of its host: sort those hosts again.
    const mixed = new Set(added.map(({ owner }) => owner.name).filter((host) => byHost.has(host)));
    for (const host of mixed) byHost.delete(host);
    const isMixed = ({ owner }: VariableDefinition): boolean => mixed.has(owner.name);
    const toIndex =
      mixed.size === 0 ? added : [...added.filter((one) => !isMixed(one)), ...definitions.filter(isMixed)];
    for (const definition of toIndex) {
      const { kind, name: host } = definition.owner;
      if (kind !== 'host') continue;
      const others = byHost.get(host);
      if (others) others.push(definition);
      else byHost.set(host, [definition]);
    }
    return { definitions, byHost };
  },
);
