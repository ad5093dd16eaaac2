// The methods of texts. Read from Python 3.11.
import { msg } from '../../text/message.ts';
import type { Call } from '../ast.ts';
import {
  ANY_SPACE,
  capitalized,
  lowered,
  raised,
  replaced,
  splitText,
  trimmed,
} from './filters/textFilters.ts';
import { itemsOf } from './statements.ts';
import { charactersOf, checked, tooLarge } from './text.ts';
import { fatal, isKind, list, notEvaluated, used, type Value } from './value.ts';

type Method = (text: string, args: readonly Value[], name: string) => Value;

/** `undefined` where texts have no such method, or where it is not evaluated here. */
export function callTextMethod(
  text: string,
  name: string,
  args: () => readonly Value[],
  call: Call,
): Value | undefined {
  const method = METHODS.get(name);
  // Only `split` takes its values by name, too.
  if (!method || call.keywords.length > 0) return undefined;
  const values = args();
  const most = COUNTS.get(name) ?? 0;
  // A start and an end.
  if (values.length > most && values.length <= most + (WITH_PLACES.has(name) ? 2 : 0))
    throw notEvaluated(`${name}()`);
  if (values.length > most) throw fatal(msg('{0}() takes other values', name));
  return method(text, values, name);
}

const ofText =
  (change: (text: string) => Value): Method =>
  (text) =>
    change(text);

const stripped =
  (side: 'left' | 'right' | 'both'): Method =>
  (text, [characters]) =>
    trimmed(text, characters, side);

function given(value: Value | undefined, name: string): string {
  const text = value === undefined ? undefined : used(value);
  if (typeof text !== 'string') throw notEvaluated(`${name}()`);
  return text;
}

/** `startswith` and `endswith` take a tuple, too. */
const hasEnd =
  (has: (text: string, part: string) => boolean): Method =>
  (text, [part], name) => {
    const parts = part !== undefined && isKind(used(part), 'tuple') ? itemsOf(part) : [part];
    return parts.map((one) => given(one, name)).some((one) => has(text, one));
  };

/** Calls with a start or an end are not evaluated. */
function countOf(text: string, part: string): bigint {
  if (part === '') return BigInt(charactersOf(text).length + 1);
  return BigInt(text.split(part).length - 1);
}

function positionOf(text: string, index: number): bigint {
  return index < 0 ? -1n : BigInt(charactersOf(text.slice(0, index)).length);
}

const found =
  (isStrict: boolean, find: (text: string, part: string) => number): Method =>
  (text, [part], name) => {
    const index = find(text, given(part, name));
    if (index < 0 && isStrict) throw fatal(msg('the text does not hold the part'));
    return positionOf(text, index);
  };

function padded(text: string, [width, fill]: readonly Value[], name: string): Value {
  const count = width === undefined ? undefined : used(width);
  if (typeof count !== 'bigint') throw notEvaluated(`${name}()`);
  if (count > 65_536n) throw tooLarge();
  const filling = fill === undefined ? ' ' : given(fill, name);
  if (charactersOf(filling).length !== 1) throw fatal(msg('one character is needed'));
  const gap = Math.max(0, Number(count) - charactersOf(text).length);
  if (name === 'ljust') return checked(text + filling.repeat(gap));
  if (name === 'rjust') return checked(filling.repeat(gap) + text);
  // Python puts the odd one to the left where the width is odd.
  const left = Math.floor(gap / 2) + (gap & Number(count) & 1);
  return checked(filling.repeat(left) + text + filling.repeat(gap - left));
}

const zeroFilled: Method = (text, [width], name) => {
  const count = width === undefined ? undefined : used(width);
  if (typeof count !== 'bigint') throw notEvaluated(`${name}()`);
  if (count > 65_536n) throw tooLarge();
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const gap = Math.max(0, Number(count) - charactersOf(text).length);
  return checked(sign + '0'.repeat(gap) + text.slice(sign.length));
};

/** `rsplit` with a separator. Without a limit it finds what `split` finds, so only the limited form is done here. */
function splitRight(text: string, separator: Value | undefined, limit: Value | undefined): Value {
  if (limit === undefined) return splitText(text, separator);
  const [by, count] = [separator === undefined ? undefined : used(separator), used(limit)];
  if (typeof by !== 'string' || by === '' || typeof count !== 'bigint') throw notEvaluated('rsplit()');
  const parts: string[] = [];
  let rest = text;
  while (count < 0n || parts.length < count) {
    const at = rest.lastIndexOf(by);
    if (at < 0) break;
    parts.unshift(rest.slice(at + by.length));
    rest = rest.slice(0, at);
  }
  return list([rest, ...parts]);
}

function partitioned(text: string, part: string, index: number, isRight: boolean): Value {
  if (part === '') throw fatal(msg('the separator is empty'));
  const items =
    index >= 0
      ? [text.slice(0, index), part, text.slice(index + part.length)]
      : isRight
        ? ['', '', text]
        : [text, '', ''];
  return { kind: 'tuple', items };
}

/** Beyond ASCII, letters and digits depend on the version of Unicode. */
const every =
  (pattern: RegExp): Method =>
  (text, _, name) => {
    if (/\P{ASCII}/u.test(text)) throw notEvaluated(`${name}()`);
    return pattern.test(text);
  };

const SEPARATORS = String.raw`\x1c-\x1e`;
const LINE_END = new RegExp(`\\r\\n|[\\n\\v\\f\\r${SEPARATORS}\\x85\\u2028\\u2029]`);

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['lower', ofText(lowered)],
  ['upper', ofText(raised)],
  ['capitalize', ofText(capitalized)],
  ['strip', stripped('both')],
  ['lstrip', stripped('left')],
  ['rstrip', stripped('right')],
  ['split', (text, [separator, limit]) => splitText(text, separator, limit ?? -1n)],
  ['rsplit', (text, [separator, limit]) => splitRight(text, separator, limit)],
  [
    'splitlines',
    (text, [keepEnds]) => {
      if (keepEnds !== undefined) throw notEvaluated('splitlines()');
      return linesOf(text);
    },
  ],
  [
    'replace',
    (text, [old, by, limit], name) => replaced(text, given(old, name), given(by, name), limit ?? -1n),
  ],
  ['startswith', hasEnd((text, part) => text.startsWith(part))],
  ['endswith', hasEnd((text, part) => text.endsWith(part))],
  ['join', (text, [items], name) => joinTexts(text, items, name)],
  ['count', (text, [part], name) => countOf(text, given(part, name))],
  ['find', found(false, (text, part) => text.indexOf(part))],
  ['rfind', found(false, (text, part) => text.lastIndexOf(part))],
  ['index', found(true, (text, part) => text.indexOf(part))],
  ['rindex', found(true, (text, part) => text.lastIndexOf(part))],
  [
    'partition',
    (text, [part], name) => partitioned(text, given(part, name), text.indexOf(given(part, name)), false),
  ],
  [
    'rpartition',
    (text, [part], name) => partitioned(text, given(part, name), text.lastIndexOf(given(part, name)), true),
  ],
  ['removeprefix', (text, [part], name) => withoutPrefix(text, given(part, name))],
  ['removesuffix', (text, [part], name) => withoutSuffix(text, given(part, name))],
  ['ljust', padded],
  ['rjust', padded],
  ['center', padded],
  ['zfill', zeroFilled],
  ['isdigit', every(/^\d+$/)],
  ['isnumeric', every(/^\d+$/)],
  ['isdecimal', every(/^\d+$/)],
  ['isalpha', every(/^[A-Za-z]+$/)],
  ['isalnum', every(/^[A-Za-z\d]+$/)],
  ['isspace', ofText((text) => text !== '' && charactersOf(text).every((one) => ANY_SPACE.test(one)))],
  ['islower', every(/^[^A-Za-z]*[a-z][^A-Z]*$/)],
  ['isupper', every(/^[^A-Za-z]*[A-Z][^a-z]*$/)],
]);

const WITH_PLACES: ReadonlySet<string> = new Set(
  'startswith endswith count find rfind index rindex'.split(' '),
);

/** The largest number of values that a method takes. */
const COUNTS: ReadonlyMap<string, number> = new Map([
  ...[
    'strip',
    'lstrip',
    'rstrip',
    'startswith',
    'endswith',
    'join',
    'count',
    'find',
    'rfind',
    'index',
    'rindex',
  ]
    .concat('splitlines', 'partition', 'rpartition', 'removeprefix', 'removesuffix', 'zfill')
    .map((name) => [name, 1] as const),
  ...['split', 'rsplit', 'ljust', 'rjust', 'center'].map((name) => [name, 2] as const),
  ['replace', 3],
]);

/** Split at everything that Python considers the end of a line. */
export function linesOf(text: string): Value {
  const lines = text.split(LINE_END);
  return list(lines.at(-1) === '' ? lines.slice(0, -1) : lines);
}

function joinTexts(text: string, items: Value | undefined, name: string): Value {
  if (items === undefined) throw notEvaluated('join()');
  return checked(
    itemsOf(items)
      .map((item) => {
        if (typeof used(item) !== 'string') throw fatal(msg('only texts can be joined'));
        return given(item, name);
      })
      .join(text),
  );
}

const withoutPrefix = (text: string, part: string): string =>
  text.startsWith(part) ? text.slice(part.length) : text;

const withoutSuffix = (text: string, part: string): string =>
  part !== '' && text.endsWith(part) ? text.slice(0, -part.length) : text;
