// Filters of lists. Read from Jinja2 3.1.2, filters.py, and ansible-core 2.14.18, plugins/filter/mathstuff.py.

import { msg } from '../../../text/message.ts';
import type { Expression } from '../../ast.ts';
import { subscriptOf } from '../access.ts';
import { evaluate } from '../frame.ts';
import { compareValues, isEqual, isTrue } from '../operators.ts';
import { itemsOf } from '../statements.ts';
import { testByName } from '../tests.ts';
import { charactersOf, checked, textOf } from '../text.ts';
import { fatal, isKind, isObject, list, notEvaluated, type Undefined, used, type Value } from '../value.ts';
import { distinct } from './dataFilters.ts';
import type { FilterCall, FilterFunction } from './filterCall.ts';
import { lowered } from './textFilters.ts';

const noItem = ({ node }: FilterCall): Undefined => ({
  kind: 'undefined',
  span: node.span,
  reason: msg('the list is empty'),
});

const firstItem: FilterFunction = (input, call) => {
  call.bind();
  return itemAt(itemsOf(input), 0, call);
};

const lastItem: FilterFunction = (input, call) => {
  call.bind();
  return itemAt(itemsOf(input), -1, call);
};

const itemAt = (items: readonly Value[], index: number, call: FilterCall): Value => {
  const item = items.at(index);
  return item === undefined ? noItem(call) : item;
};

const lengthOf: FilterFunction = (input, { bind }) => {
  bind();
  const value = used(input);
  if (typeof value === 'string') return BigInt(charactersOf(value).length);
  if (!isObject(value) || value.kind === 'float') throw fatal(msg('this has no length'));
  return BigInt(itemsOf(value).length);
};

const joined: FilterFunction = (input, { bind, frame, node }) => {
  const [separator = '', attribute = null] = bind('d', 'attribute');
  const part = (item: Value): Value =>
    attribute === null ? item : partOf(frame, item, attribute, node.span);
  return checked(
    itemsOf(input)
      .map((item) => textOf(part(item)))
      .join(textOf(separator)),
  );
};

const asList: FilterFunction = (input, { bind }) => {
  bind();
  return list(itemsOf(input));
};

const reversed: FilterFunction = (input, { bind }) => {
  bind();
  const value = used(input);
  if (typeof value === 'string') return charactersOf(value).toReversed().join('');
  return list(itemsOf(value).toReversed());
};

/** Without regard to case, as Ansible's own does by default. */
const unique: FilterFunction = (input, call) => {
  const [caseSensitive = null, attribute] = call.bind('case_sensitive', 'attribute');
  if (isKind(caseSensitive, 'undefined')) throw notEvaluated('unique');
  const isExact = isTrue(caseSensitive);
  const items = itemsOf(input);
  const keys = items.map((item) => sortKey(call, item, attribute, isExact));
  if (keys.some((key) => isKind(key, 'tuple'))) throw notEvaluated('unique');
  const hasNoHash = keys.some((key) => isKind(key, 'list') || isKind(key, 'dict'));
  if (hasNoHash && (caseSensitive !== null || attribute !== undefined)) throw notEvaluated('unique');
  if (hasNoHash) return list(distinct(items));
  call.frame.run.step(items.length);
  const seen: Value[] = [];
  return list(
    items.filter((_, index) => {
      const key = keys[index] ?? null;
      const isNew = !seen.some((other) => isEqual(other, key));
      if (isNew) seen.push(key);
      return isNew;
    }),
  );
};

const sorted: FilterFunction = (input, call) => {
  const [reverse = false, caseSensitive = false, attribute] = call.bind(
    'reverse',
    'case_sensitive',
    'attribute',
  );
  const isExact = isTrue(caseSensitive);
  // Python's own `sorted` accepts a whole number here, and nothing else.
  const direction = used(reverse);
  if (typeof direction !== 'boolean' && typeof direction !== 'bigint')
    throw fatal(msg('the order is neither true nor false'));
  const sign = isTrue(direction) ? -1 : 1;
  const items = itemsOf(input).map((item) => ({ item, key: sortKey(call, item, attribute, isExact) }));
  // Which comparison of values of several kinds fails first depends on Python's order of comparing, which is not
  // imitated.
  if (items.length > 1) for (const { key } of items) compareValues(key, items[0]?.key ?? null);
  return list(items.toSorted((a, b) => sign * compareValues(a.key, b.key)).map(({ item }) => item));
};

/** What an item is compared by: itself or a part of it, without regard to case. */
function sortKey(
  { frame, node }: FilterCall,
  item: Value,
  attribute: Value | undefined,
  isExact: boolean,
): Value {
  if (attribute !== undefined && isKind(attribute, 'undefined')) throw notEvaluated(node.name);
  const path = attribute === undefined ? null : used(attribute);
  if (typeof path === 'string' && path.includes(',')) throw notEvaluated(node.name);
  const key = used(path === null ? item : partOf(frame, item, path, node.span));
  return typeof key === 'string' && !isExact ? lowered(key) : key;
}

/** These filters treat every false value, `none` and 0 included, as an empty list. */
const itemsOrNone = (input: Value): readonly Value[] => (isTrue(input) ? itemsOf(input) : []);

const mapped: FilterFunction = (input, { bind, frame, node }) => {
  const items = itemsOrNone(input);
  const [first, ...args] = node.args;
  if (!first) {
    const [attribute, fallback] = bind('attribute', 'default');
    if (attribute === undefined) throw notEvaluated('map');
    return list(
      items.map((item) => {
        const found = partOf(frame, item, attribute, node.span);
        return fallback !== undefined && isKind(found, 'undefined') ? fallback : found;
      }),
    );
  }
  const name = used(evaluate(frame, first));
  if (typeof name !== 'string' || node.starArgs || node.starKeywords) throw notEvaluated('map');
  // Python evaluates the arguments even where there is nothing to map.
  if (items.length === 0) for (const argument of argumentsIn(node)) evaluate(frame, argument);
  const filter = { ...node, name, args };
  return list(
    items.map((item) => {
      frame.run.step();
      return frame.run.evaluator.filter(frame, item, filter);
    }),
  );
};

const argumentsIn = ({ args, keywords }: FilterCall['node']): readonly Expression[] => [
  ...args,
  ...keywords.map(({ value }) => value),
];

/** Jinja's `make_attrgetter`: dots lead inwards, digits are indexes. */
function partOf(frame: FilterCall['frame'], item: Value, attribute: Value, span: Undefined['span']): Value {
  if (isKind(attribute, 'undefined')) throw notEvaluated('attribute');
  const path = used(attribute);
  if (path === null) return item;
  if (typeof path === 'bigint') return subscriptOf(frame, item, path, span);
  if (typeof path !== 'string') throw notEvaluated('map');
  const parts = path.split('.').map((part) => (/^\d+$/.test(part) ? BigInt(part) : part));
  return parts.reduce((at: Value, part) => subscriptOf(frame, at, part, span), item);
}

/** `select`, `reject`, and with an attribute in front `selectattr` and `rejectattr`. */
const chosen =
  (keep: boolean, ofAttribute: boolean): FilterFunction =>
  (input, { frame, node, bind }) => {
    if (node.keywords.length > 0) throw notEvaluated(node.name);
    const bound = bind('a', 'b', 'c').filter((argument) => argument !== undefined);
    const [attribute, name, ...args] = ofAttribute ? bound : ['', ...bound];
    const isGood = (item: Value): boolean => {
      const value = ofAttribute
        ? partOf(frame, item, attribute === undefined ? '' : attribute, node.span)
        : item;
      if (name === undefined) return isTrue(value);
      if (typeof name !== 'string') throw notEvaluated(node.name);
      return testByName(frame.run, name, value, args);
    };
    return list(itemsOrNone(input).filter((item) => isGood(item) === keep));
  };

/** Filters of lists, by name. */
export const LIST_FILTERS: readonly (readonly [string, FilterFunction])[] = [
  ['first', firstItem],
  ['last', lastItem],
  ['length', lengthOf],
  ['count', lengthOf],
  ['join', joined],
  ['list', asList],
  ['reverse', reversed],
  ['unique', unique],
  ['sort', sorted],
  ['map', mapped],
  ['select', chosen(true, false)],
  ['reject', chosen(false, false)],
  ['selectattr', chosen(true, true)],
  ['rejectattr', chosen(false, true)],
];
