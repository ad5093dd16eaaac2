// Definitions that take the place of others, in the lists that a model keeps of them.
import { findDifference } from '../../text/findDifference.ts';
import { groupBy } from '../../text/groupBy.ts';
import { hasSameItems } from '../../text/hasSameItems.ts';
import { spliced } from '../../text/spliced.ts';
import { MapDraft } from '../model/editedMap.ts';
import type { InventoryModel, VariableDefinition } from '../model/model.ts';
import type { Shared } from './sharing.ts';

/** The definitions by name when the model's list of all has become another one. */
export function exchangeDefinitions(
  model: InventoryModel,
  definitions: readonly VariableDefinition[],
): Shared<readonly VariableDefinition[]> {
  const { at, removed, added } = findDifference(model.definitions, definitions);
  const draft = new MapDraft(model.definitionsByName);
  exchangeIn(model, draft, at, removed, added, ({ name }) => name);
  const names = new Set([...removed, ...added].map(({ name }) => name));
  const changed = new Set([...names].filter((name) => draft.get(name) !== model.definitionsByName.get(name)));
  const hasOtherKeys = [...changed].some((name) => draft.has(name) !== model.definitionsByName.has(name));
  return { map: draft.finish(), changed, hasOtherKeys };
}

/** Definitions that are adjacent in the model are adjacent in every list that has some of them. */
export function exchangeIn(
  { definitions }: Pick<InventoryModel, 'definitions'>,
  map: MapDraft<readonly VariableDefinition[]>,
  at: number,
  before: readonly VariableDefinition[],
  after: readonly VariableDefinition[],
  keyOf: (definition: VariableDefinition) => string,
): void {
  const [left, added] = [groupBy(before, keyOf), groupBy(after, keyOf)];
  for (const key of new Set([...left.keys(), ...added.keys()])) {
    const [old, now] = [left.get(key) ?? [], added.get(key) ?? []];
    if (hasSameItems(old, now)) continue;
    const list = map.get(key) ?? [];
    const [first] = old;
    const isListed = (definition: VariableDefinition): boolean =>
      keyOf(definition) === key && list.includes(definition);
    const index = first ? list.indexOf(first) : behindOthers(definitions, at, list, isListed);
    const changed = spliced(list, index, old.length, now);
    map.set(key, changed.length > 0 ? changed : undefined);
  }
}

/**
 * Where the new definitions go in a list that had none: behind the one of the list that Ansible reads last before the
 * place.
 */
function behindOthers(
  definitions: readonly VariableDefinition[],
  at: number,
  list: readonly VariableDefinition[],
  isListed: (definition: VariableDefinition) => boolean,
): number {
  const last = list.at(-1);
  // Usually at the end, or among many.
  if (!last || definitions.indexOf(last) < at) return list.length;
  for (let previous = at - 1; previous >= 0; previous--) {
    const before = definitions[previous];
    if (before && isListed(before)) return list.indexOf(before) + 1;
  }
  return 0;
}
