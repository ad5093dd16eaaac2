// Filters of dicts, and of lists as sets. Read from ansible-core 2.14.18, plugins/filter/core.py and mathstuff.py,
// and utils/vars.py.
import { msg } from '../../../text/message.ts';
import type { Filter } from '../../ast.ts';
import { subscriptOf } from '../access.ts';
import { positionalArguments } from '../arguments.ts';
import type { EvaluationState } from '../frame.ts';
import { bareName } from '../knownNames.ts';
import { compareValues, isEqual, isTrue } from '../operators.ts';
import { itemsOf } from '../statements.ts';
import { MAX_DEPTH, tooLarge, typeName } from '../text.ts';
import {
  type Dict,
  fatal,
  hasItems,
  isKind,
  isObject,
  isVaulted,
  list,
  notEvaluated,
  unknown,
  used,
  type Value,
} from '../value.ts';
import type { FilterCall, FilterFunction } from './filterCall.ts';
import { lowered } from './textFilters.ts';

const dict = (entries: Iterable<readonly [string, Value]>): Dict => ({
  kind: 'dict',
  entries: new Map(entries),
});

function dictOnly(value: Value): Dict {
  const known = used(value);
  if (isKind(known, 'dict')) return known;
  if (isObject(known) && !hasItems(known) && known.kind !== 'float') throw notEvaluated(known.kind);
  throw fatal(msg('{0} is no dict', typeName(known)));
}

const names = (bound: readonly (Value | undefined)[]): readonly [string, string] => {
  const [key = 'key', value = 'value'] = bound;
  if (typeof key !== 'string' || typeof value !== 'string') throw notEvaluated('dict2items');
  return [key, value];
};

function dictToItems(input: Value, { bind }: FilterCall): Value {
  const [keyName, valueName] = names(bind('key_name', 'value_name'));
  const pairs = [...dictOnly(input).entries];
  return list(
    pairs.map(([key, value]) =>
      dict([
        [keyName, key],
        [valueName, value],
      ]),
    ),
  );
}

/** `items2dict`. Keys that are no texts are possible in Python and not evaluated: our dicts have none. */
function itemsToDict(input: Value, { bind }: FilterCall): Value {
  const [keyName, valueName] = names(bind('key_name', 'value_name'));
  const items = used(input);
  if (!isKind(items, 'list')) throw notEvaluated('items2dict');
  return dict(
    items.items.map((item) => {
      const { entries } = dictOnly(item);
      const [key, value] = [entries.get(keyName), entries.get(valueName)];
      if (key === undefined || value === undefined) throw fatal(msg('a key or a value is missing'));
      const name = used(key);
      if (typeof name !== 'string') throw notEvaluated('items2dict');
      return [name, value] as const;
    }),
  );
}

/** Of several dicts, the last one wins. */
function combined(input: Value, { frame, node, bind }: FilterCall): Value {
  const isRecursive = node.keywords.some(({ name }) => name === 'recursive');
  if (node.keywords.some(({ name }) => name !== 'recursive')) throw notEvaluated('combine');
  const recursive = isRecursive && isTrue(bindKeyword(bind));
  const others = positionalArguments(frame, { ...node, keywords: [] });
  // A single dict is returned as it is, whatever it is; null values are skipped.
  const [lowest, ...higher] = flat(frame.run, [input, ...others], 1);
  if (lowest === undefined) return dict([]);
  if (higher.length === 0) return lowest;
  return [lowest, ...higher]
    .map(dictOnly)
    .reduceRight((high, low) => merged(frame.run, low, high, recursive));
}

const bindKeyword = (bind: FilterCall['bind']): Value =>
  bind('', '', '', '', '', '', 'recursive').at(-1) ?? false;

function merged(run: EvaluationState, low: Dict, high: Dict, recursive: boolean, depth = 0): Dict {
  if (depth > MAX_DEPTH) throw tooLarge();
  run.step(low.entries.size + high.entries.size);
  // Where one cannot be read, both ways lead to the same.
  const isKnown = ![low, high].some(({ entries }) =>
    [...entries.values()].some((value) => isKind(value, 'unknown')),
  );
  if (isKnown && isEqual(low, high)) return high;
  const entries = new Map(low.entries);
  for (const [key, value] of high.entries) {
    const old = entries.get(key);
    const isNested = recursive && old !== undefined && isKind(old, 'dict') && isKind(value, 'dict');
    entries.set(key, isNested ? merged(run, old, value, recursive, depth + 1) : value);
  }
  return { kind: 'dict', entries };
}

/** The items of nested lists, without nulls and what is written like null. */
function flattened(input: Value, { bind, frame }: FilterCall): Value {
  const [levels, skipNulls] = bind('levels', 'skip_nulls');
  if (levels !== undefined && isKind(levels, 'undefined')) throw notEvaluated('flatten');
  const limit = levels === undefined ? null : used(levels);
  if (skipNulls !== undefined || (limit !== null && typeof limit !== 'bigint')) throw notEvaluated('flatten');
  return list(flat(frame.run, itemsOf(input), limit === null ? MAX_DEPTH : Number(limit)));
}

const flat = (run: EvaluationState, items: readonly Value[], levels: number): readonly Value[] =>
  items.flatMap((item): readonly Value[] => {
    run.step();
    if (isVaulted(item)) return [item];
    const value = used(item);
    if (value === null || value === 'None' || value === 'null') return [];
    const isList = isKind(value, 'list') || isKind(value, 'tuple');
    return isList && levels >= 1 ? flat(run, value.items, levels - 1) : [item];
  });

const holds = (items: readonly Value[], value: Value): boolean => items.some((item) => isEqual(item, value));

/** Each value once, as far as Python considers them equal. */
export function distinct(items: readonly Value[]): readonly Value[] {
  const found: Value[] = [];
  for (const item of items) if (!holds(found, item)) found.push(item);
  return found;
}

/** Since ansible-core 2.16 these are sets of Python where possible: their order is unknown. */
const ofSets =
  (choose: (a: readonly Value[], b: readonly Value[]) => readonly Value[]): FilterFunction =>
  (input, { bind, node, frame }) => {
    const [left, right] = [used(input), used(bind('b')[0] ?? null)];
    if (!isKind(left, 'list') || !isKind(right, 'list')) throw notEvaluated(node.name);
    frame.run.step((left.items.length + right.items.length) ** 2 / 50);
    const items = distinct(choose(left.items, right.items));
    const isSet = ![...left.items, ...right.items].some(
      (item) => isKind(item, 'list') || isKind(item, 'dict'),
    );
    const keepsOrder = !isSet && orderlessBelow(node).length === 0;
    if (!keepsOrder && items.length > 1 && !(frame.run.orderless.has(node) && canBeSorted(items)))
      throw unknown(msg("the order of what '{0}' gives depends on the version of Ansible", node.name));
    return list(items);
  };

/** Whether sorting the values always gives the same order. */
function canBeSorted(items: readonly Value[]): boolean {
  const keys = items.map((item) => (typeof item === 'string' ? lowered(item) : item));
  return distinct(keys).length === items.length;
}

const SET_FILTERS: ReadonlySet<string> = new Set([
  'union',
  'difference',
  'intersect',
  'symmetric_difference',
]);
/** Filters whose result does not depend on the order of their input. */
const ORDERLESS: ReadonlySet<string> = new Set([
  ...SET_FILTERS,
  'sort',
  'length',
  'count',
  'min',
  'max',
  'sum',
]);

/** The set operations below a filter to which their order does not matter. */
export function orderlessBelow(node: Filter): readonly Filter[] {
  const isSet = SET_FILTERS.has(bareName(node.name));
  if (!ORDERLESS.has(bareName(node.name))) return [];
  return [node.input, ...(isSet ? node.args : [])].filter(
    (part): part is Filter => part?.kind === 'filter' && SET_FILTERS.has(bareName(part.name)),
  );
}

const without = (items: readonly Value[], others: readonly Value[]): readonly Value[] =>
  items.filter((item) => !holds(others, item));

function zipped(input: Value, { frame, node }: FilterCall): Value {
  const lists = [input, ...positionalArguments(frame, node)].map(itemsOf);
  const length = Math.min(...lists.map((items) => items.length));
  return list(
    Array.from({ length }, (_, index) => ({
      kind: 'tuple',
      items: lists.map((items) => items[index] ?? null),
    })),
  );
}

function extracted(input: Value, { frame, node, bind }: FilterCall): Value {
  const [container, more] = bind('container', 'morekeys');
  if (container === undefined) throw notEvaluated('extract');
  const keys = more === undefined || more === null ? [] : isKind(more, 'list') ? more.items : [more];
  return [input, ...keys].reduce((at: Value, key) => subscriptOf(frame, at, key, node.span), container);
}

function sortedPairs(input: Value, { bind }: FilterCall): Value {
  const [caseSensitive = false, by = 'key', reverse = false] = bind('case_sensitive', 'by', 'reverse');
  if (by !== 'key') throw notEvaluated('dictsort');
  const isExact = isTrue(caseSensitive);
  const sign = isTrue(reverse) ? -1 : 1;
  const key = (name: string): string => (isExact ? name : lowered(name));
  const pairs = [...dictOnly(input).entries].toSorted(([a], [b]) => sign * compareValues(key(a), key(b)));
  return list(pairs.map((items) => ({ kind: 'tuple', items })));
}

function pairsOf(input: Value, { bind }: FilterCall): Value {
  bind();
  if (isKind(input, 'undefined')) return list([]);
  return list([...dictOnly(input).entries].map((items) => ({ kind: 'tuple', items })));
}

/** Filters of dicts, and of lists as sets, by name. */
export const DATA_FILTERS: readonly (readonly [string, FilterFunction])[] = [
  ['dict2items', dictToItems],
  ['items2dict', itemsToDict],
  ['combine', combined],
  ['flatten', flattened],
  ['union', ofSets((a, b) => [...a, ...b])],
  ['difference', ofSets(without)],
  ['intersect', ofSets((a, b) => a.filter((item) => holds(b, item)))],
  [
    'symmetric_difference',
    ofSets((a, b) =>
      without(
        [...a, ...b],
        a.filter((item) => holds(b, item)),
      ),
    ),
  ],
  ['zip', zipped],
  ['extract', extracted],
  ['dictsort', sortedPairs],
  ['items', pairsOf],
];
