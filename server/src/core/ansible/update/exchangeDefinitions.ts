// The update to a model with other definitions: their lists by variable, group and host are copied where the edit changes
// them, and shared everywhere else.
import { findDifference } from '../../text/findDifference.ts';
import { groupBy } from '../../text/groupBy.ts';
import { hasSameItems } from '../../text/hasSameItems.ts';
import { spliced } from '../../text/spliced.ts';
import { MapDraft } from '../model/editedMap.ts';
import type { InventoryModel, Owner, VariableDefinition } from '../model/model.ts';
import type { Definitions, ModelUpdate, SharedMap } from './modelUpdate.ts';

/**
 * The model with these definitions, in the order in which Ansible reads them; `others` is what else the edit has changed.
 * Takes as long as the part is that differs, from its first definition to its last.
 */
export function exchangeDefinitions(
  before: InventoryModel,
  definitions: Definitions,
  others: Partial<InventoryModel> = {},
): ModelUpdate {
  const exchange: Exchange = { all: before.definitions, ...findDifference(before.definitions, definitions) };
  const isSame = exchange.removed.length === 0 && exchange.added.length === 0;
  const variables = exchangeIn(before.definitionsByName, exchange, ({ name }) => name);
  const groups = exchangeIn(before.definitionsOfGroups, exchange, ownerOf('group'));
  const hosts = exchangeIn(before.definitionsOfHosts, exchange, ownerOf('host'));
  const model = Object.freeze({
    ...before,
    ...others,
    // A query that has read nothing but this list is not asked again where it is the same.
    definitions: isSame ? before.definitions : definitions,
    definitionsByName: variables.map,
    definitionsOfGroups: groups.map,
    definitionsOfHosts: hosts.map,
  });
  return { model, variables, groups, hosts };
}

interface Exchange {
  /** Those of the model before. */
  readonly all: Definitions;
  /** The place in `all` where `added` stands instead of `removed`. */
  readonly at: number;
  readonly removed: Definitions;
  readonly added: Definitions;
}

/** The key of a list; none for a definition that is in none of these lists. */
type KeyOf = (definition: VariableDefinition) => string | undefined;

const ownerOf =
  (kind: Owner['kind']): KeyOf =>
  ({ owner }) =>
    owner.kind === kind ? owner.name : undefined;

/** Definitions that are adjacent in the model are adjacent in every list that has some of them. */
function exchangeIn(
  map: ReadonlyMap<string, Definitions>,
  exchange: Exchange,
  keyOf: KeyOf,
): SharedMap<Definitions> {
  const [left, joined] = [groupBy(exchange.removed, keyOf), groupBy(exchange.added, keyOf)];
  const draft = new MapDraft(map);
  const changed = new Set<string>();
  let hasOtherKeys = false;
  for (const key of new Set([...left.keys(), ...joined.keys()])) {
    const [old, now] = [left.get(key) ?? [], joined.get(key) ?? []];
    if (key === undefined || hasSameItems(old, now)) continue;
    const list = map.get(key) ?? [];
    const [first] = old;
    const index = first ? list.indexOf(first) : behindOthers(exchange, list, (other) => keyOf(other) === key);
    const next = spliced(list, index, old.length, now);
    draft.set(key, next.length > 0 ? next : undefined);
    changed.add(key);
    hasOtherKeys ||= list.length === 0 || next.length === 0;
  }
  return { map: draft.finish(), changed, hasOtherKeys };
}

/**
 * Where the new definitions go in a list that had none there: behind the one of the list that Ansible reads last before
 * the place.
 */
function behindOthers(
  { all, at }: Exchange,
  list: Definitions,
  isListed: (definition: VariableDefinition) => boolean,
): number {
  const last = list.at(-1);
  // Usually at the end, or among many.
  if (!last || all.indexOf(last) < at) return list.length;
  for (let previous = at - 1; previous >= 0; previous--) {
    const before = all[previous];
    if (before && isListed(before)) return list.indexOf(before) + 1;
  }
  return 0;
}
