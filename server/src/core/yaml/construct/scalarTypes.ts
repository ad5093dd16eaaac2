// What PyYAML's SafeLoader, and with it Ansible, makes of the text of a scalar. Read from PyYAML 6.0,
// resolver.py and constructor.py: the expressions below are its expressions.
import type { ScalarType } from '../tree.ts';

/**
 * What PyYAML's resolver and constructor make of a text together: the resolver chooses the type by the text's form,
 * and the constructor may still refuse it, as in `2024-13-45`.
 */
export interface TypedValue {
  readonly type: ScalarType;
  readonly value: string | number | bigint | boolean | null;
  /** Why the loader refuses the text; the value is then the text itself. */
  readonly invalid?: string;
}

const BOOL = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INT =
  /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
/** The integers of which every reader makes the same number, without a loss. */
const DECIMAL = /^[1-9]\d{0,14}$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const TIMESTAMP =
  /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/;
const TIMESTAMP_PARTS =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(Z|([-+])(\d\d?)(?::(\d\d))?))?)?$/;

/** Python refuses to read longer decimal numbers (`sys.int_info.default_max_str_digits`). */
const MAX_DIGITS = 4300;

/** The type of a scalar without a tag and without quotes. */
export function typePlainScalar(text: string): TypedValue {
  const first = text.charCodeAt(0);
  const isLetter = first > 64;
  // Nearly all scalars start with a letter, and of those only a few short words are no text.
  if (isLetter && text.length > 5) return { type: 'str', value: text };
  if (isLetter || text === '') {
    if (NULL.test(text)) return { type: 'null', value: null };
    return BOOL.test(text) ? { type: 'bool', value: toBoolean(text) } : { type: 'str', value: text };
  }
  if (DECIMAL.test(text)) return { type: 'int', value: Number(text) };
  if (INT.test(text)) return toInteger(text);
  if (FLOAT.test(text)) return { type: 'float', value: toFloat(text) };
  if (TIMESTAMP.test(text)) return toTimestamp(text);
  return { type: 'str', value: text };
}

/** The type of a scalar under one of the tags of the core schema (`tag:yaml.org,2002:` + `name`). */
export function typeTaggedScalar(name: string, text: string): TypedValue | undefined {
  switch (name) {
    case 'null':
      return { type: 'null', value: null };
    case 'bool':
      return /^(?:yes|no|true|false|on|off)$/i.test(text)
        ? { type: 'bool', value: toBoolean(text) }
        : refuse(text, 'not a boolean');
    case 'int':
      return toInteger(text);
    case 'float': {
      const value = toFloat(text);
      return Number.isNaN(value) && !/nan/i.test(text)
        ? refuse(text, 'not a number')
        : { type: 'float', value };
    }
    case 'timestamp':
      return TIMESTAMP_PARTS.test(text) ? toTimestamp(text) : refuse(text, 'not a timestamp');
    case 'binary':
      return isBase64(text) ? { type: 'binary', value: text } : refuse(text, 'not base64');
    case 'str':
    case 'python/unicode':
      return { type: 'str', value: text };
    default:
      return undefined;
  }
}

const refuse = (text: string, invalid: string): TypedValue => ({ type: 'str', value: text, invalid });

/**
 * What Python's `binascii.a2b_base64` takes: characters of ASCII that are no base64 are passed over, and nothing counts
 * behind the padding of a group of four.
 */
function isBase64(text: string): boolean {
  if (/[^\0-\x7f]/.test(text)) return false;
  let digits = 0;
  let pads = 0;
  for (const char of text) {
    if (char === '=') {
      if (digits >= 2 && digits + ++pads >= 4) return true;
    } else if (/[A-Za-z0-9+/]/.test(char)) {
      pads = 0;
      digits = (digits + 1) % 4;
    }
  }
  return digits === 0;
}

const toBoolean = (text: string): boolean => /^(?:yes|true|on)$/i.test(text);

function toInteger(text: string): TypedValue {
  const bare = text.replaceAll('_', '');
  const negative = bare.startsWith('-');
  const digits = /^[-+]/.test(bare) ? bare.slice(1) : bare;
  const magnitude = parseMagnitude(digits);
  if (magnitude === undefined) return refuse(text, 'not an integer');
  const value = negative ? -magnitude : magnitude;
  const small = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
  return { type: 'int', value: small ? Number(value) : value };
}

/** Python's `int` takes blanks around a number, and behind one zeros in front of it. */
function parseMagnitude(written: string): bigint | undefined {
  const digits = written.trimEnd();
  if (/^\s+\d+$/.test(digits)) return digits.length > MAX_DIGITS ? undefined : BigInt(digits.trim());
  if (/^0b[01]+$/.test(digits) || /^0x[0-9a-fA-F]+$/.test(digits)) return BigInt(digits);
  if (digits.startsWith('0')) {
    return /^0(?:[oO][0-7])?[0-7]*$/.test(digits) ? BigInt(digits.replace(/^0[oO]?/, '0o0')) : undefined;
  }
  if (digits.length > MAX_DIGITS) return undefined;
  if (/^[1-9]\d*$/.test(digits)) return BigInt(digits);
  if (!/^\d+(?::\d+)+$/.test(digits)) return undefined;
  return digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n);
}

/** A float as PyYAML makes it, with numbers to the base of 60, `1:30.5` being 90.5. */
function toFloat(text: string): number {
  const bare = text.replaceAll('_', '').toLowerCase();
  const sign = bare.startsWith('-') ? -1 : 1;
  const digits = /^[-+]/.test(bare) ? bare.slice(1) : bare;
  if (digits === '.inf') return sign * Number.POSITIVE_INFINITY;
  if (digits === '.nan') return Number.NaN;
  let value = 0;
  let base = 1;
  for (const part of digits.split(':').reverse()) {
    value += pythonFloat(part) * base;
    base *= 60;
  }
  return sign * value;
}

/** What Python's `float` makes of a text without sign; NaN also for what it refuses. */
function pythonFloat(text: string): number {
  const word = text.trim();
  if (word === 'inf' || word === 'infinity') return Number.POSITIVE_INFINITY;
  return /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/.test(word) ? Number(word) : Number.NaN;
}

/** As `isoformat()` of the date or datetime prints it, which is what Ansible's JSON output shows. */
function toTimestamp(text: string): TypedValue {
  const parts = TIMESTAMP_PARTS.exec(text);
  if (!parts) return refuse(text, 'not a timestamp');
  const [
    ,
    year = '',
    month = '',
    day = '',
    hour,
    minute = '',
    second = '',
    fraction,
    zone,
    sign,
    zh = '',
    zm,
  ] = parts;
  const two = (digits: string): string => digits.padStart(2, '0');
  if (!isDate(Number(year), Number(month), Number(day))) return refuse(text, 'no such day');
  const date = `${year}-${two(month)}-${two(day)}`;
  if (hour === undefined) return { type: 'timestamp', value: date };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return refuse(text, 'no such time');
  const micros = (fraction ?? '').slice(0, 6).padEnd(6, '0');
  const clock = `${two(hour)}:${minute}:${second}${Number(micros) === 0 ? '' : `.${micros}`}`;
  const offset = zoneOffset(zone, sign, Number(zh), Number(zm ?? 0));
  if (offset === undefined) return refuse(text, 'no such time zone');
  return { type: 'timestamp', value: `${date}T${clock}${offset}` };
}

/** The zone of a timestamp as Python's `isoformat` prints it; `undefined` from 24 hours on, which Python refuses. */
function zoneOffset(
  zone: string | undefined,
  sign: string | undefined,
  hours: number,
  minutes: number,
): string | undefined {
  if (zone === undefined) return '';
  if (sign === undefined) return '+00:00';
  const total = hours * 60 + minutes;
  if (total >= 24 * 60) return undefined;
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${total === 0 ? '+' : sign}${two(Math.floor(total / 60))}:${two(total % 60)}`;
}

function isDate(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}
