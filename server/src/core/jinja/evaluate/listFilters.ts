// Filters of lists. Read from Jinja2 3.1.2, filters.py, and ansible-core 2.14.18, plugins/filter/mathstuff.py.

import { compareText } from '../../text/compareText.ts';
import { msg } from '../../text/message.ts';
import { subscriptOf } from './access.ts';
import type { FilterCall, FilterFunction } from './filterCall.ts';
import { compareValues, isTrue } from './operators.ts';
import { itemsOf } from './statements.ts';
import { testByName } from './tests.ts';
import { charactersOf, checked, textOf } from './text.ts';
import { lowered, raised, trimmed } from './textFilters.ts';
import { fatal, isKind, isObject, list, notEvaluated, type Undefined, used, type Value } from './value.ts';

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

const joined: FilterFunction = (input, { bind }) => {
  const [separator = '', attribute] = bind('d', 'attribute');
  if (attribute !== undefined && attribute !== null) throw notEvaluated('join');
  return checked(itemsOf(input).map(textOf).join(textOf(separator)));
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
const unique: FilterFunction = (input, { bind }) => {
  bind();
  const items = itemsOf(input).map(used);
  const seen = new Map<Value, Value>();
  for (const item of items) {
    if (isObject(item) || typeof item === 'boolean') throw notEvaluated('unique');
    const key = typeof item === 'string' ? lowered(item) : item;
    if (!seen.has(key)) seen.set(key, item);
  }
  return list([...seen.values()]);
};

const sorted: FilterFunction = (input, { bind }) => {
  const [reverse = false, caseSensitive = false, attribute] = bind('reverse', 'case_sensitive', 'attribute');
  if (attribute !== undefined) throw notEvaluated('sort');
  const exact = isTrue(caseSensitive);
  const items = itemsOf(input).map(used);
  const sign = isTrue(reverse) ? -1 : 1;
  const key = (item: Value): Value => (typeof item === 'string' && !exact ? lowered(item) : item);
  const kinds = new Set(items.map((item) => (isObject(item) ? item.kind : typeof item)));
  if (kinds.size > 1 || items.some((item) => (isObject(item) && item.kind !== 'float') || item === null))
    throw notEvaluated('sort');
  return list(items.toSorted((a, b) => sign * order(key(a), key(b))));
};

const order = (a: Value, b: Value): number =>
  typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : compareValues(a, b);

const MAPPABLE: ReadonlyMap<string, (item: Value) => Value> = new Map([
  ['trim', (item: Value) => trimmed(textOf(item))],
  ['lower', (item: Value) => lowered(textOf(item))],
  ['upper', (item: Value) => raised(textOf(item))],
]);

/** Whatever counts as false, `none` and 0 included, is as good as an empty list to these. */
const itemsOrNone = (input: Value): readonly Value[] => (isTrue(input) ? itemsOf(input) : []);

const mapped: FilterFunction = (input, { bind, frame, node }) => {
  const items = itemsOrNone(input);
  const [keyword] = node.keywords;
  if (keyword?.name === 'attribute') {
    const [, attribute, fallback] = bind('name', 'attribute', 'default');
    if (node.args.length > 0 || attribute === undefined) throw notEvaluated('map');
    return list(
      items.map((item) => {
        const found = partOf(frame, item, attribute, node.span);
        return fallback !== undefined && isKind(found, 'undefined') ? fallback : found;
      }),
    );
  }
  const [name] = bind('name');
  const change = MAPPABLE.get(String(name));
  if (!change) throw notEvaluated('map');
  return list(items.map(change));
};

/** Jinja's `make_attrgetter`: dots lead inwards, digits are indexes. */
function partOf(frame: FilterCall['frame'], item: Value, attribute: Value, span: Undefined['span']): Value {
  const path = used(attribute);
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
      const value = ofAttribute ? partOf(frame, item, attribute ?? '', node.span) : item;
      if (name === undefined) return isTrue(value);
      if (typeof name !== 'string') throw notEvaluated(node.name);
      return testByName(name, value, args);
    };
    return list(itemsOrNone(input).filter((item) => isGood(item) === keep));
  };

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
