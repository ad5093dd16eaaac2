// What is found in the definitions of a variable, one by one; after an edit, only new definitions are looked at.

import { fold, query } from '../../query/query.ts';
import { findDifference } from '../../text/findDifference.ts';
import type { InventoryModel, VariableDefinition } from './model.ts';

interface Picked<T> {
  readonly definitions: readonly VariableDefinition[];
  readonly found: Map<VariableDefinition, T>;
}

/**
 * A query: what `pick` returns for each definition of a variable, in the order of the definitions, without those for
 * which it returns `undefined`.
 */
export function eachDefinition<T>(
  pick: (definition: VariableDefinition) => T | undefined,
): (model: InventoryModel, name: string) => readonly T[] {
  const byDefinition = fold((before: Picked<T> | undefined, model: InventoryModel, name: string) =>
    update(before, model.definitionsByName.get(name) ?? [], pick),
  );
  return query((model: InventoryModel, name: string) => {
    const { definitions, found } = byDefinition(model, name);
    const picked: T[] = [];
    if (found.size === 0) return picked;
    for (const definition of definitions) {
      const one = found.get(definition);
      if (one !== undefined) picked.push(one);
    }
    return picked;
  });
}

function update<T>(
  before: Picked<T> | undefined,
  definitions: readonly VariableDefinition[],
  pick: (definition: VariableDefinition) => T | undefined,
): Picked<T> {
  const found = before?.found ?? new Map<VariableDefinition, T>();
  const { removed, added } = findDifference(before?.definitions ?? [], definitions);
  for (const definition of removed) found.delete(definition);
  for (const definition of added) {
    const picked = pick(definition);
    if (picked !== undefined) found.set(definition, picked);
  }
  return { definitions, found };
}
