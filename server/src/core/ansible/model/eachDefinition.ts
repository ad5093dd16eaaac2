// What is found in the definitions of a variable, one by one; after an edit, only new definitions are looked at.

import { type Picked, pickedInOrder, pickFrom } from '../../query/picked.ts';
import { fold, query } from '../../query/query.ts';
import type { InventoryModel, VariableDefinition } from './model.ts';

/**
 * A query: what `pick` returns for each definition of a variable, in the order of the definitions, without those for
 * which it returns `undefined`.
 */
export function eachDefinition<T>(
  pick: (definition: VariableDefinition) => T | undefined,
): (model: InventoryModel, name: string) => readonly T[] {
  const byDefinition = fold(
    (before: Picked<VariableDefinition, T> | undefined, model: InventoryModel, name: string) =>
      pickFrom(before, model.definitionsByName.get(name) ?? [], pick),
  );
  return query((model: InventoryModel, name: string) => pickedInOrder(byDefinition(model, name)));
}
