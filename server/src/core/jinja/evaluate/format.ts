// Python's `'…%s…' % values`. Read from Python 3.11, the documentation of printf-style formatting.

import { msg } from '../../text/message.ts';
import { ownValue } from '../../text/ownValue.ts';
import { decimal } from './decimal.ts';
import { charactersOf, checked, representation, textOf, typeName } from './text.ts';
import { fatal, isKind, isObject, notEvaluated, used, type Value } from './value.ts';

const PLACEHOLDER = /%(?:\(([^()]*)\))?([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?([\s\S])?/g;

interface Placeholder {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly type: string;
}

/** `pattern % right`: a tuple gives several values, a dict values by name, everything else is the only one. */
export function formatted(pattern: string, right: Value): string {
  if (!pattern.includes('%')) return withoutPlaceholders(pattern, right);
  const dict = isKind(right, 'dict') ? right : undefined;
  const values = isKind(right, 'tuple') ? [...right.items] : [right];
  let byName = false;
  const text = pattern.replace(
    PLACEHOLDER,
    (_, name?: string, flags = '', width?: string, precision?: string, type?: string) => {
      if (type === undefined) throw fatal(msg('the format is not complete'));
      if (type === '%' && name === undefined) {
        if (flags || width || precision !== undefined) throw notEvaluated('%');
        return '%';
      }
      if (width === '*' || precision === '*') throw notEvaluated('%');
      if (name !== undefined) {
        byName = true;
        if (!dict) throw fatal(msg('the format needs values by name'));
      }
      const value = name === undefined ? values.shift() : dict?.entries.get(name);
      if (value === undefined) throw fatal(msg('the format needs more values'));
      return placed(value, {
        flags,
        width: Number(width ?? 0),
        precision: precision === undefined ? undefined : Number(precision),
        type,
      });
    },
  );
  const isLeft = values.length > 0 && !byName && !mayBeLeft(right);
  if (isLeft) throw fatal(msg('the format does not use all values'));
  return checked(text);
}

/** A format without placeholders accepts a list or dict at its right. */
const mayBeLeft = (right: Value): boolean =>
  isKind(right, 'dict') || isKind(right, 'list') || isKind(right, 'vars') || isRange(right);

const isRange = (value: Value): boolean => isKind(value, 'series') && value.name === 'range';

function withoutPlaceholders(pattern: string, right: Value): string {
  if (isKind(right, 'undefined') || isKind(right, 'unknown')) throw notEvaluated('%');
  const isEmpty = isKind(right, 'tuple') && right.items.length === 0;
  if (isEmpty || mayBeLeft(right)) return pattern;
  if (isObject(right) && !['float', 'tuple', 'native'].includes(right.kind)) throw notEvaluated('%');
  throw fatal(msg('the format does not use all values'));
}

function placed(value: Value, placeholder: Placeholder): string {
  const { flags, width, precision } = placeholder;
  if (width > 1000 || (precision ?? 0) > 100) throw notEvaluated('%');
  const [sign, text] = written(value, placeholder);
  const gap = width - charactersOf(sign + text).length;
  if (gap <= 0) return sign + text;
  if (flags.includes('-')) return sign + text + ' '.repeat(gap);
  const isNumber = !/[sra]/.test(placeholder.type);
  if (flags.includes('0') && isNumber) return sign + '0'.repeat(gap) + text;
  return ' '.repeat(gap) + sign + text;
}

/** The sign, and what follows it. */
function written(value: Value, { flags, precision, type }: Placeholder): readonly [string, string] {
  if (type === 's' || type === 'r') {
    const text = type === 's' ? textOf(value) : representation(used(value));
    return ['', precision === undefined ? text : charactersOf(text).slice(0, precision).join('')];
  }
  if (!/[dixXoufF]/.test(type)) throw notEvaluated('%');
  if (flags.includes('#')) throw notEvaluated('%');
  const number = numberOf(value, type);
  const isNegative = number < 0 || Object.is(number, -0);
  const sign = isNegative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  if (typeof number === 'number') return [sign, decimal(Math.abs(number), precision ?? 6)];
  const digits = (isNegative ? -number : number).toString(ownValue(BASES, type.toLowerCase()) ?? 10);
  return [sign, (type === 'X' ? digits.toUpperCase() : digits).padStart(precision ?? 0, '0')];
}

const BASES: Readonly<Record<string, number>> = { x: 16, o: 8 };

function numberOf(value: Value, type: string): bigint | number {
  const known = used(value);
  const isFloating = type === 'f' || type === 'F';
  if (typeof known === 'boolean') return isFloating ? Number(known) : BigInt(known);
  if (typeof known === 'bigint') return isFloating ? exact(known) : known;
  if (!isKind(known, 'float')) throw fatal(msg('%{0} does not work with {1}', type, typeName(known)));
  if (isFloating) return known.value;
  if (/[xXo]/.test(type)) throw fatal(msg('%{0} does not work with {1}', type, typeName(known)));
  return BigInt(Math.trunc(known.value));
}

function exact(value: bigint): number {
  if (value > 2n ** 53n || value < -(2n ** 53n)) throw notEvaluated('%');
  return Number(value);
}
