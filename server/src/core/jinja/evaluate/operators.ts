// Python's truth, equality, order and arithmetic, as far as templates need them.

import { compareText } from '../../text/compareText.ts';
import { msg } from '../../text/message.ts';
import type { BinaryOperator, CompareOperator } from '../ast.ts';
import { formatted } from './format.ts';
import { checked, MAX_DEPTH, textOf, tooLarge, typeName } from './text.ts';
import {
  type Float,
  fatal,
  hasItems,
  isKind,
  isObject,
  isVaulted,
  type List,
  list,
  notEvaluated,
  type Sequence,
  type Tuple,
  used,
  type Value,
} from './value.ts';

/**
 * Python's truth: empty texts, lists and dicts are false, and so is zero. An encrypted text counts as true without
 * being decrypted.
 */
export function isTrue(value: Value): boolean {
  if (isKind(value, 'undefined') && value.lenient) return false;
  if (isVaulted(value)) return true;
  const known = used(value);
  if (!isObject(known)) return Boolean(known);
  switch (known.kind) {
    case 'float':
      return known.value !== 0;
    case 'list':
    case 'tuple':
    case 'series':
      return known.items.length > 0;
    case 'dict':
      return known.entries.size > 0;
    default:
      return true;
  }
}

type Number = bigint | Float;

function numberOf(value: Value): Number | undefined {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'bigint' || isKind(value, 'float')) return value;
  return undefined;
}

const plain = (number: Number): bigint | number => (typeof number === 'bigint' ? number : number.value);

/** A limit for the items that are compared one by one. */
const MAX_WORK = 100_000;

/**
 * Python's `==`. Integers and floats are compared by value, booleans are integers (`True == 1`). `work` limits the
 * comparisons of nested lists, which can share items so often that no walk through them ends.
 */
export function isEqual(left: Value, right: Value, depth = 0, work = { left: MAX_WORK }): boolean {
  if (depth > MAX_DEPTH || --work.left < 0) throw tooLarge();
  // Python takes the same item for equal before it looks at it, and two of a kind may be the same.
  if (depth > 0 && isKind(left, 'undefined') && isKind(right, 'undefined')) throw notEvaluated('==');
  if (isVaulted(left) !== isVaulted(right) && (isTextless(left) || isTextless(right))) return false;
  const [a, b] = [used(left), used(right)];
  const [x, y] = [numberOf(a), numberOf(b)];
  // biome-ignore lint/suspicious/noDoubleEquals: compares big and floating numbers by their exact value
  if (x !== undefined && y !== undefined) return plain(x) == plain(y);
  if (!isObject(a) || !isObject(b)) return a === b;
  if ((a.kind === 'list' && b.kind === 'list') || (a.kind === 'tuple' && b.kind === 'tuple'))
    return (
      a.items.length === b.items.length &&
      a.items.every((item, index) => isEqual(item, b.items[index] ?? null, depth + 1, work))
    );
  if (a.kind === 'dict' && b.kind === 'dict') {
    if (a.entries.size !== b.entries.size) return false;
    return [...a.entries].every(([key, item]) => {
      const other = b.entries.get(key);
      return other !== undefined && isEqual(item, other, depth + 1, work);
    });
  }
  if (isOpaque(a) || isOpaque(b)) throw notEvaluated('==');
  return false;
}

/** A value that no encrypted text equals. */
const isTextless = (value: Value): boolean => value === '' || value === null || numberOf(value) !== undefined;

/** Values with comparisons and arithmetic of their own. */
const isOpaque = (value: Value): boolean =>
  isObject(value) && !['float', 'list', 'tuple', 'dict'].includes(value.kind);

/** Negative, zero or positive; throws Ansible's error for values that have no order. */
export function compareValues(left: Value, right: Value, depth = 0): number {
  if (depth > MAX_DEPTH) throw tooLarge();
  const [a, b] = [used(left), used(right)];
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) {
    const [p, q] = [plain(x), plain(y)];
    return p < q ? -1 : p > q ? 1 : 0;
  }
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (isObject(a) && isObject(b)) return compareItems(a, b, depth);
  throw fatal(msg('{0} and {1} have no order', typeName(a), typeName(b)));
}

/** Lists, as Python compares them: the first items that differ decide. */
function compareItems(a: Value, b: Value, depth: number): number {
  const isSameKind = (isKind(a, 'list') && isKind(b, 'list')) || (isKind(a, 'tuple') && isKind(b, 'tuple'));
  if (!isSameKind) throw notEvaluated('<');
  for (const [index, item] of a.items.entries()) {
    const other = b.items[index];
    if (other === undefined) return 1;
    if (!isEqual(item, other, depth + 1)) return compareValues(item, other, depth + 1);
  }
  return a.items.length - b.items.length;
}

/**
 * `left operator right` as Python compares. Throws where Python raises a TypeError, and where the order is not worked
 * out.
 */
export function compare(operator: CompareOperator, left: Value, right: Value): boolean {
  switch (operator) {
    case '==':
      // Equality never fails in Python, whatever the types; ordering can, so it is computed apart.
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case 'in':
      return contains(right, left);
    case 'not in':
      return !contains(right, left);
    default: {
      const order = compareValues(left, right);
      if (operator === '<') return order < 0;
      if (operator === '<=') return order <= 0;
      return operator === '>' ? order > 0 : order >= 0;
    }
  }
}

/** `item in container` */
export function contains(container: Value, item: Value): boolean {
  const inside = used(container);
  const hashed = isKind(inside, 'series') ? hashedIn(inside, used(item)) : undefined;
  if (hashed !== undefined && isObject(used(hashed))) throw notEvaluated('in');
  if (hasItems(inside)) return inside.items.some((other) => isEqual(other, item));
  const key = used(item);
  if (typeof inside === 'string') {
    if (typeof key === 'string') return inside.includes(key);
    throw fatal(msg('{0} cannot be in a text', typeName(key)));
  }
  if (!isObject(inside)) throw fatal(msg('nothing can be in {0}', typeName(inside)));
  if (inside.kind === 'dict' && !isObject(key)) return typeof key === 'string' && inside.entries.has(key);
  if (
    (inside.kind === 'host' || inside.kind === 'hostvars' || inside.kind === 'vars') &&
    typeof key === 'string'
  ) {
    const found = inside.kind === 'hostvars' ? inside.scope.hostScope(key) : inside.scope.variable(key);
    if (found && 'kind' in found && found.kind === 'unknown' && !found.isDefined) used(found);
    return found !== undefined;
  }
  throw notEvaluated('in');
}

/** Python looks keys up by a hash, which lists and dicts do not have. */
function hashedIn({ name }: Sequence, item: Value): Value | undefined {
  if (name === 'keys') return item;
  return name === 'items' && isKind(item, 'tuple') ? item.items[0] : undefined;
}

/** All operators but `and` and `or`, which do not evaluate both sides. */
export function calculate(operator: BinaryOperator, left: Value, right: Value): Value {
  if (operator === '~') return checked(textOf(left) + textOf(right));
  const a = used(left);
  if (operator === '%' && typeof a === 'string') return formatted(a, right);
  const b = used(right);
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return calculateNumbers(operator, x, y);
  if (operator === '+') {
    if (typeof a === 'string' && typeof b === 'string') return checked(a + b);
    if (isKind(a, 'list') && isKind(b, 'list')) return list(bounded([...a.items, ...b.items]));
    if (isKind(a, 'tuple') && isKind(b, 'tuple'))
      return { kind: 'tuple', items: bounded([...a.items, ...b.items]) };
  }
  if (operator === '*') {
    if (isSequence(a) && typeof y === 'bigint') return repeated(a, y);
    if (isSequence(b) && typeof x === 'bigint') return repeated(b, x);
  }
  if (isOpaque(a) || isOpaque(b)) throw notEvaluated(operator);
  // A text that is marked unsafe answers a number in its own way: core 2.14 makes the word NotImplemented of it.
  if (x !== undefined && isKind(right, 'native') && right.isUnsafe && /[+%]/.test(operator))
    throw notEvaluated(operator);
  throw fatal(msg("'{0}' does not work with {1} and {2}", operator, typeName(a), typeName(b)));
}

/** The longest list that is made by joining. */
const MAX_ITEMS = 2000;

const isSequence = (value: Value): value is string | List | Tuple =>
  typeof value === 'string' || isKind(value, 'list') || isKind(value, 'tuple');

function repeated(value: string | List | Tuple, count: bigint): Value {
  const size = typeof value === 'string' ? value.length : value.items.length;
  if (count > 0n && BigInt(size) * count > 65_536n) throw tooLarge();
  const times = Math.max(0, Number(count > 0n ? count : 0n));
  if (typeof value === 'string') return size === 0 ? '' : value.repeat(times);
  const items = size === 0 ? [] : Array.from({ length: times }, () => value.items).flat();
  return { kind: value.kind, items: bounded(items) };
}

function bounded(items: readonly Value[]): readonly Value[] {
  if (items.length > MAX_ITEMS) throw tooLarge();
  return items;
}

/** Python's integers have no limit; ours is far beyond what people write. */
const LIMIT = 2n ** 1024n;
/** Up to this, floating numbers represent every integer. */
const EXACT = 2n ** 53n;

function withinLimit(value: bigint): bigint {
  if (value > LIMIT || value < -LIMIT) throw notEvaluated('int');
  return value;
}

function calculateNumbers(operator: BinaryOperator, left: Number, right: Number): Value {
  if (['/', '//', '%'].includes(operator) && Number(plain(right)) === 0) throw fatal(msg('division by zero'));
  if (typeof left === 'bigint' && typeof right === 'bigint') {
    const [a, b] = [withinLimit(left), withinLimit(right)];
    if (operator === '+') return withinLimit(a + b);
    if (operator === '-') return withinLimit(a - b);
    if (operator === '*') return withinLimit(a * b);
    const remainder = b === 0n ? 0n : ((a % b) + b) % b;
    if (operator === '//') return (a - remainder) / b;
    if (operator === '%') return remainder;
    // Jinja2 writes a constant -1 into its code without parentheses, where ** binds tighter than the minus.
    if (
      operator === '**' &&
      a >= 0n &&
      b >= 0n &&
      b <= 1024n &&
      (a < 2n || b * BigInt(a.toString(2).length) <= 1100n)
    )
      return withinLimit(a ** b);
    if (operator === '/' && (a > EXACT || a < -EXACT || b > EXACT || b < -EXACT)) throw notEvaluated('/');
  }
  const [a, b] = [Number(plain(left)), Number(plain(right))];
  if (operator === '+') return float(a + b);
  if (operator === '-') return float(a - b);
  if (operator === '*') return float(a * b);
  if (operator === '/') return float(a / b);
  throw notEvaluated(operator);
}

/** A float of Python. Infinity and NaN are not evaluated: printing and comparing them follow rules of their own. */
export function float(value: number): Float {
  if (!Number.isFinite(value)) throw notEvaluated('float');
  return { kind: 'float', value };
}
