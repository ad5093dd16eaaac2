// What is found in the definitions of a variable, one by one: after an edit, only in those that are new.

import { findDifference } from '../../text/findDifference.ts';
import { derived, followed } from './derived.ts';
import type { InventoryModel, VariableDefinition } from './model.ts';

interface Picked<T> {
  readonly definitions: readonly VariableDefinition[];
  readonly found: Map<VariableDefinition, T>;
}

/**
 * What `pick` makes of each definition of the variable, without those of which it makes nothing, in the order of the
 * definitions. It may look at the definition alone; `key` says what it is.
 */
export const pickedFrom = <T>(
  model: InventoryModel,
  key: string,
  name: string,
  pick: (definition: VariableDefinition) => T | undefined,
): readonly T[] =>
  derived(model, `${key} in ${name}`, () => {
    const { definitions, found } = followed<Picked<T>>(
      model,
      `${key} by definition of ${name}`,
      (_, before) => update(before, model.definitionsByName.get(name) ?? [], pick),
    );
    const picked: T[] = [];
    if (found.size === 0) return picked;
    for (const definition of definitions) {
      const one = found.get(definition);
      if (one !== undefined) picked.push(one);
    }
    return picked;
  });

function update<T>(
  before: Picked<T> | undefined,
  definitions: readonly VariableDefinition[],
  pick: (definition: VariableDefinition) => T | undefined,
): Picked<T> {
  const found = before?.found ?? new Map<VariableDefinition, T>();
  const { gone, come } = findDifference(before?.definitions ?? [], definitions);
  for (const definition of gone) found.delete(definition);
  for (const definition of come) {
    const picked = pick(definition);
    if (picked !== undefined) found.set(definition, picked);
  }
  return { definitions, found };
}
