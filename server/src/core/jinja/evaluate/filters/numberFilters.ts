// Filters that make numbers. Read from Jinja2 3.1.2, filters.py, and Python 3.11 for what a text must look like.
import { msg } from '../../../text/message.ts';
import { rounded } from '../decimal.ts';
import { calculate, compareValues, float, isTrue } from '../operators.ts';
import { itemsOf } from '../statements.ts';
import { typeName } from '../text.ts';
import { fatal, isKind, notEvaluated, used, type Value } from '../value.ts';
import type { FilterCall, FilterFunction } from './filterCall.ts';
import { lowered, trimmed } from './textFilters.ts';

/**
 * `int`, as Jinja2 tries it: first as an integer of the base, then as a float that is cut off; the default only when
 * both fail.
 */
function intValue(input: Value, { bind }: FilterCall): Value {
  const [fallback = 0n, base = 10n] = bind('default', 'base');
  const value = used(input);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'bigint') return value;
  if (isKind(value, 'float')) return BigInt(Math.trunc(value.value));
  if (typeof value !== 'string') return fallback;
  const radix = used(base);
  if (typeof radix !== 'bigint') throw notEvaluated('int');
  const text = plainText(value, 'int');
  const integer = integerOf(text, Number(radix));
  if (integer !== undefined) return integer;
  const number = floatOf(text);
  return number === undefined ? fallback : BigInt(Math.trunc(number));
}

/** Refuses texts with digits of other scripts, which Python reads, and texts too long for any number. */
function plainText(text: string, name: string): string {
  const plain = trimmed(text);
  if (/[^\P{N}\d]/u.test(plain) || plain.length > 300) throw notEvaluated(name);
  return plain;
}

const PREFIXES: Readonly<Record<number, RegExp>> = { 2: /^0b_?/i, 8: /^0o_?/i, 16: /^0x_?/i };

/** Python's `int(text, base)`. */
function integerOf(text: string, base: number): bigint | undefined {
  if (base < 2 || base > 36) throw notEvaluated('int');
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const digits = text.slice(sign.length).replace(PREFIXES[base] ?? '', '');
  if (!/^[\da-z]+(?:_[\da-z]+)*$/i.test(digits)) return undefined;
  let value = 0n;
  for (const digit of digits.replaceAll('_', '')) {
    const one = Number.parseInt(digit, 36);
    if (one >= base) return undefined;
    value = value * BigInt(base) + BigInt(one);
  }
  return sign === '-' ? -value : value;
}

/** Python's `float(text)`. Infinite values and NaN are not represented here. */
function floatOf(text: string): number | undefined {
  if (/^[+-]?(?:inf(?:inity)?|nan)$/i.test(text)) throw notEvaluated('float');
  const isNumber = /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i;
  if (!isNumber.test(text)) return undefined;
  return float(Number(text.replaceAll('_', ''))).value;
}

function floatValue(input: Value, { bind }: FilterCall): Value {
  const [fallback = { kind: 'float', value: 0 }] = bind('default');
  const value = used(input);
  if (typeof value === 'boolean') return float(Number(value));
  if (typeof value === 'bigint') return float(Number(value));
  if (isKind(value, 'float')) return value;
  if (typeof value !== 'string') return fallback;
  const number = floatOf(plainText(value, 'float'));
  return number === undefined ? fallback : float(number);
}

/** `round` with Python's rounding, half to even. The other methods are not evaluated; integers stay integers. */
function roundValue(input: Value, { bind }: FilterCall): Value {
  const [precision = 0n, method = 'common'] = bind('precision', 'method');
  const [value, decimals] = [used(input), used(precision)];
  if (method !== 'common' || typeof decimals !== 'bigint' || decimals < -300n || decimals > 300n)
    throw notEvaluated('round');
  if (typeof value === 'boolean') throw notEvaluated('round');
  if (typeof value === 'bigint') {
    if (decimals < 0n) throw notEvaluated('round');
    return value;
  }
  if (!isKind(value, 'float')) throw fatal(msg('{0} is no number', typeName(value)));
  return float(rounded(value.value, Number(decimals)));
}

function absolute(input: Value, { bind }: FilterCall): Value {
  bind();
  const value = used(input);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'bigint') return value < 0n ? -value : value;
  if (isKind(value, 'float')) return float(Math.abs(value.value));
  throw fatal(msg('{0} is no number', typeName(value)));
}

function sum(input: Value, call: FilterCall): Value {
  const [attribute, start = 0n] = call.bind('attribute', 'start');
  if (attribute !== undefined && attribute !== null) throw notEvaluated('sum');
  // Python refuses to sum texts, whatever the start value.
  if (typeof used(start) === 'string') throw fatal(msg('texts cannot be added up'));
  const items = itemsOf(input);
  // Whether a text is marked unsafe, as keys are too, decides what core 2.14 makes of a number and it.
  if (call.frame.scope.dialect !== 'tagged' && items.some((item) => typeof used(item) === 'string'))
    throw notEvaluated('sum');
  return items.reduce((total, item) => calculate('+', total, item), start);
}

/** Ansible's own `min` and `max`, which accept lists only. */
const extreme =
  (sign: 1 | -1): FilterFunction =>
  (input, { bind, node }) => {
    const [caseSensitive = false, attribute] = bind('case_sensitive', 'attribute');
    if (attribute !== undefined) throw notEvaluated(node.name);
    const [first, ...others] = itemsOf(input);
    if (first === undefined) return { kind: 'undefined', span: node.span, reason: msg('the list is empty') };
    const isExact = isTrue(caseSensitive);
    const key = (item: Value): Value => {
      const value = used(item);
      return typeof value === 'string' && !isExact ? lowered(value) : value;
    };
    key(first);
    return others.reduce(
      (best, item) => (sign * compareValues(key(item), key(best)) > 0 ? item : best),
      first,
    );
  };

/** Filters that make numbers, by name. */
export const NUMBER_FILTERS: readonly (readonly [string, FilterFunction])[] = [
  ['int', intValue],
  ['float', floatValue],
  ['round', roundValue],
  ['abs', absolute],
  ['sum', sum],
  ['min', extreme(-1)],
  ['max', extreme(1)],
];
