// The update to a model with other definitions: their lists by variable, group and host are copied where the edit changes
// them, and shared everywhere else.
import { findDifference } from '../../text/findDifference.ts';
import { groupBy } from '../../text/groupBy.ts';
import { hasSameItems } from '../../text/hasSameItems.ts';
import { spliced } from '../../text/spliced.ts';
import { MapDraft } from '../model/editedMap.ts';
import type { InventoryModel, Owner, VariableDefinition } from '../model/model.ts';
import type { Definitions, MapChanges, ModelUpdate } from './modelUpdate.ts';

/**
 * The update to a model with other definitions, and with whatever else is given of it. Takes as long as the part of the
 * definitions is that differs, from the first to the last.
 */
export function exchangeDefinitions(
  before: InventoryModel,
  next: Pick<InventoryModel, 'definitions'> & Partial<InventoryModel>,
): ModelUpdate {
  const { definitions } = next;
  const exchange: Exchange = {
    before: before.definitions,
    definitions,
    ...findDifference(before.definitions, definitions),
  };
  const isSame = exchange.removed.length === 0 && exchange.added.length === 0;
  const variables = exchangeIn(before.definitionsByName, exchange, ({ name }) => name);
  const groups = exchangeIn(before.definitionsOfGroups, exchange, ownerOf('group'));
  const hosts = exchangeIn(before.definitionsOfHosts, exchange, ownerOf('host'));
  const model = Object.freeze({
    ...before,
    ...next,
    // A query that has read nothing but this list is not asked again where it is the same.
    definitions: isSame ? before.definitions : definitions,
    definitionsByName: variables.map,
    definitionsOfGroups: groups.map,
    definitionsOfHosts: hosts.map,
  });
  return { model, variables, groups, hosts };
}

interface Exchange {
  readonly before: Definitions;
  readonly definitions: Definitions;
  /** Where `added` stands in one instead of `removed` in the other. */
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

function exchangeIn(
  map: ReadonlyMap<string, Definitions>,
  exchange: Exchange,
  keyOf: KeyOf,
): MapChanges & { readonly map: ReadonlyMap<string, Definitions> } {
  const [left, joined] = [groupBy(exchange.removed, keyOf), groupBy(exchange.added, keyOf)];
  const draft = new MapDraft(map);
  const changed = new Set<string>();
  let hasOtherKeys = false;
  for (const key of new Set([...left.keys(), ...joined.keys()])) {
    const [old, now] = [left.get(key) ?? [], joined.get(key) ?? []];
    if (key === undefined || hasSameItems(old, now)) continue;
    const list = map.get(key) ?? [];
    const isListed: IsListed = (definition) => keyOf(definition) === key;
    const index = placeIn(list, old, exchange, isListed);
    const next =
      index === undefined ? exchange.definitions.filter(isListed) : spliced(list, index, old.length, now);
    draft.set(key, next.length > 0 ? next : undefined);
    changed.add(key);
    hasOtherKeys ||= list.length === 0 || next.length === 0;
  }
  return { map: draft.finish(), changed, hasOtherKeys };
}

type IsListed = (definition: VariableDefinition) => boolean;

/**
 * Where the removed definitions stand in a list, without others between them, as in the model; where there are none, the
 * place behind the one that Ansible reads last before. `undefined` where that is not sure.
 */
function placeIn(
  list: Definitions,
  [first]: Definitions,
  { before, at }: Exchange,
  isListed: IsListed,
): number | undefined {
  if (first) return onlyPlaceOf(first, list);
  const last = list.at(-1);
  // Usually at the end, or among many.
  if (!last || before.lastIndexOf(last) < at) return list.length;
  for (let previous = at - 1; previous >= 0; previous--) {
    const definition = before[previous];
    if (!definition || !isListed(definition)) continue;
    const place = onlyPlaceOf(definition, list);
    return place === undefined ? undefined : place + 1;
  }
  return 0;
}

/** A host that is listed twice with the same anchor has each of its definitions in two places. */
function onlyPlaceOf(definition: VariableDefinition, list: Definitions): number | undefined {
  const place = list.indexOf(definition);
  return list.lastIndexOf(definition) === place ? place : undefined;
}
