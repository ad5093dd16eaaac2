// `object.name` and `object[index]`. Read from Jinja2 3.1.2, environment.py, and ansible-core 2.14.18, vars/hostvars.py.
import { msg } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { Slice } from '../ast.ts';
import type { Frame } from './frame.ts';
import { charactersOf, checked, typeName } from './text.ts';
import {
  type EvaluationScope,
  fatal,
  isKind,
  isObject,
  notEvaluated,
  type Undefined,
  used,
  type Value,
} from './value.ts';

const names = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** What Python finds on an object of the type before, or after, its items. */
const MEMBERS = {
  string: names(
    'capitalize casefold center count encode endswith expandtabs find format format_map index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill ansible_pos',
  ),
  number: names(
    'as_integer_ratio bit_count bit_length conjugate denominator from_bytes fromhex hex imag is_integer numerator real to_bytes',
  ),
  list: names('append clear copy count extend index insert pop remove reverse sort ansible_pos'),
  dict: names('clear copy fromkeys get items keys pop popitem setdefault update values ansible_pos'),
  hostvars: names(
    'get items keys values raw_get set_host_facts set_host_variable set_inventory set_nonpersistent_facts set_variable_manager',
  ),
};

function membersOf(value: Value): ReadonlySet<string> | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string') return MEMBERS.string;
  if (!isObject(value)) return MEMBERS.number;
  if (value.kind === 'dict' || value.kind === 'list') return MEMBERS[value.kind];
  if (value.kind === 'vars') return MEMBERS.dict;
  if (value.kind === 'hostvars' || value.kind === 'host') return MEMBERS.hostvars;
  if (value.kind === 'namespace' || value.kind === 'series') return NO_MEMBERS;
  return value.kind === 'tuple' ? MEMBERS.list : MEMBERS.number;
}

/** Attributes that these objects have, apart from those that begin with an underscore. */
const NO_MEMBERS = names('start stop step isdisjoint mapping');

const isMember = (value: Value, name: string): boolean =>
  name.startsWith('_') || membersOf(value)?.has(name) === true;

const undefinedAt = (span: Span, what: string): Undefined => ({
  kind: 'undefined',
  span,
  reason: msg('there is no {0}', what),
});

/** `object.name`: Python's own members come first. */
export function attributeOf(frame: Frame, object: Value, name: string, span: Span): Value {
  if (isKind(object, 'undefined') && !object.lenient) return object;
  if (isKind(object, 'unknown')) return { ...object, isDefined: false, isVaulted: false };
  const known = used(object);
  if (isMember(known, name)) throw notEvaluated(`.${name}`);
  const found = itemOf(frame, known, name, span);
  return found === undefined ? undefinedAt(span, `'${name}'`) : found;
}

/** `object[index]`: members come last. */
export function subscriptOf(frame: Frame, object: Value, index: Value, span: Span): Value {
  if (isKind(object, 'undefined') && !object.lenient) return object;
  if (isKind(object, 'unknown')) return { ...object, isDefined: false, isVaulted: false };
  const [known, key] = [used(object), used(index)];
  const found = itemOf(frame, known, key, span);
  if (found !== undefined) return found;
  // Python cannot look for a list or a dict, and Jinja2 takes what fails so for undefined.
  if (isKind(key, 'list') || isKind(key, 'dict')) return undefinedAt(span, `[${typeName(key)}]`);
  if (isObject(key)) throw notEvaluated('[]');
  if (typeof key === 'string' && isMember(known, key)) throw notEvaluated(`['${key}']`);
  return undefinedAt(span, typeof key === 'string' ? `'${key}'` : `[${key}]`);
}

/**
 * What Jinja2's `getitem` finds; `undefined` for nothing. `at` counts negative indices from the end as Python does.
 * Texts are indexed by characters, which in JavaScript may be two units.
 */
function itemOf(frame: Frame, object: Value, key: Value, span: Span): Value | undefined {
  frame.run.step();
  if (isObject(object) && typeof key === 'string') {
    if (object.kind === 'dict' || object.kind === 'namespace') return object.entries.get(key);
    if (object.kind === 'vars') return variableOf(frame, object.scope, key, span);
    if (object.kind === 'host') return frame.run.evaluator.hostVariable(frame, object.scope, key, span);
    if (object.kind === 'hostvars') {
      const scope = object.scope.hostScope(key);
      return scope && ('kind' in scope ? scope : { kind: 'host', scope });
    }
  }
  const index = typeof key === 'boolean' ? Number(key) : typeof key === 'bigint' ? Number(key) : undefined;
  if (index === undefined) return undefined;
  if (isKind(object, 'list') || isKind(object, 'tuple')) return object.items.at(index);
  if (isKind(object, 'series')) return object.name === 'range' ? object.items.at(index) : undefined;
  if (typeof object === 'string') return charactersOf(object).at(index);
  return undefined;
}

/** As it is written: before 2.19, Ansible templates nothing below `vars`. */
function variableOf(frame: Frame, scope: EvaluationScope, name: string, span: Span): Value | undefined {
  const found = scope.variable(name);
  if (found && scope.dialect === 'tagged')
    return frame.run.evaluator.expression(frame, { kind: 'name', name, span });
  return found && found.kind !== 'unknown' ? found.value : found;
}

/** `object[start:stop:step]` */
export function sliceOf(
  object: Value,
  { start, stop, step }: Readonly<Record<keyof Omit<Slice, 'kind' | 'span'>, Value>>,
): Value {
  if (isKind(object, 'undefined') && !object.lenient) return object;
  const known = used(object);
  const bounds = [boundOf(start), boundOf(stop), boundOf(step)] as const;
  if (typeof known === 'string') return checked(sliced(charactersOf(known), ...bounds).join(''));
  if (isKind(known, 'list') || isKind(known, 'tuple'))
    return { kind: known.kind, items: sliced(known.items, ...bounds) };
  if (!isObject(known) || known.kind === 'dict' || known.kind === 'float')
    throw fatal(msg('{0} has no parts', typeName(known)));
  throw notEvaluated('[:]');
}

function boundOf(value: Value): number | undefined {
  const bound = used(value);
  if (bound === null) return undefined;
  if (typeof bound === 'boolean') return Number(bound);
  if (typeof bound !== 'bigint') throw fatal(msg('the bounds of a part are whole numbers'));
  return Number(bound);
}

/**
 * Python's `items[start:stop:step]`: bounds beyond the ends are moved to them, and with a negative step the defaults
 * change sides.
 */
function sliced<T>(items: readonly T[], start?: number, stop?: number, step = 1): T[] {
  if (step === 0) throw fatal(msg('the step of a part must not be 0'));
  if (step === 1) return items.slice(start, stop);
  const last = items.length - 1;
  const [low, high] = step > 0 ? [0, last + 1] : [-1, last];
  const clamp = (bound: number): number =>
    Math.min(Math.max(bound < 0 ? bound + items.length : bound, low), high);
  const from = start === undefined ? (step > 0 ? low : high) : clamp(start);
  const to = stop === undefined ? (step > 0 ? high : low) : clamp(stop);
  const found: T[] = [];
  for (let at = from; step > 0 ? at < to : at > to; at += step) found.push(items[at] as T);
  return found;
}
