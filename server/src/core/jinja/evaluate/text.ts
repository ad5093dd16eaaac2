// Values as Python's `str`, `repr` and `json.dumps` print them.

import { compareText } from '../../text/compareText.ts';
import { msg } from '../../text/message.ts';
import { ownValue } from '../../text/ownValue.ts';
import { pythonFloat } from '../../text/pythonFloat.ts';
import { isKind, isObject, notEvaluated, unknown, used, type Value } from './value.ts';

/** Deeper than anybody nests, and within the limits of Python's own parser. */
export const MAX_DEPTH = 40;
/** In UTF-16 units. */
const MAX_SIZE = 65_536;

/** Thrown where a value passes a limit: it is then unknown, because Ansible would go on. */
export const tooLarge = () => unknown(msg('its value is too large'));

/** The text, unless it is too long to go on with. */
export function checked(text: string): string {
  if (text.length > MAX_SIZE) throw tooLarge();
  return text;
}

/** `str(value)` */
export function textOf(value: Value): string {
  const known = used(value);
  return typeof known === 'string' ? known : representation(known);
}

/** Something undefined inside a list does not fail, it prints Python's own words for it. */
function usedInside(value: Value, depth: number): ReturnType<typeof used> {
  if (depth > 0 && isKind(value, 'undefined')) throw unknown(value.reason);
  return used(value);
}

/** `repr(value)` */
export function representation(value: Value, depth = 0): string {
  if (depth > MAX_DEPTH) throw tooLarge();
  const known = usedInside(value, depth);
  if (known === null) return 'None';
  if (typeof known === 'boolean') return known ? 'True' : 'False';
  if (typeof known === 'bigint') return String(known);
  if (typeof known === 'string') return quoteText(known);
  const inner = (item: Value): string => representation(item, depth + 1);
  switch (known.kind) {
    case 'float':
      return finite(known.value);
    case 'list':
      return checked(`[${known.items.map(inner).join(', ')}]`);
    case 'tuple':
      return checked(`(${known.items.map(inner).join(', ')}${known.items.length === 1 ? ',' : ''})`);
    case 'dict':
      return checked(
        `{${[...known.entries].map(([key, item]) => `${inner(key)}: ${inner(item)}`).join(', ')}}`,
      );
    default:
      throw notEvaluated('hostvars');
  }
}

function finite(value: number): string {
  if (!Number.isFinite(value)) throw notEvaluated('float');
  return pythonFloat(value);
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

function quoteText(text: string): string {
  if (/[^\P{C}\n\r\t]|[^\P{Z} ]/u.test(text)) throw notEvaluated('repr');
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\n\r\t\\]/g, (character) => ownValue(ESCAPES, character) ?? character);
  return checked(`${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`);
}

/** `json.dumps(value)` */
export function jsonText(value: Value, depth = 0): string {
  if (depth > MAX_DEPTH) throw tooLarge();
  const known = usedInside(value, depth);
  if (known === null || typeof known === 'boolean' || typeof known === 'bigint') return String(known);
  if (typeof known === 'string') return asciiJson(known);
  const inner = (item: Value): string => jsonText(item, depth + 1);
  switch (known.kind) {
    case 'float':
      return finite(known.value);
    case 'list':
    case 'tuple':
      return checked(`[${known.items.map(inner).join(', ')}]`);
    case 'dict':
      return checked(
        `{${[...known.entries].map(([key, item]) => `${inner(key)}: ${inner(item)}`).join(', ')}}`,
      );
    default:
      throw notEvaluated('to_json');
  }
}

/** `json.dumps(value, indent=indent, sort_keys=sorts, separators=(',', ': '))` of a value that `jsonText` takes */
export function niceJson(
  value: Value,
  style: { readonly indent: number; readonly sorts: boolean },
  depth = 0,
): string {
  const known = usedInside(value, depth);
  if (typeof known !== 'object' || known === null || known.kind === 'float') return jsonText(known, depth);
  const inner = (item: Value): string => niceJson(item, style, depth + 1);
  const [pad, end] = [depth + 1, depth].map((level) => `\n${' '.repeat(level * style.indent)}`);
  const around = (open: string, parts: readonly string[], close: string): string =>
    parts.length === 0 ? open + close : `${open}${parts.map((part) => pad + part).join(',')}${end}${close}`;
  if (known.kind !== 'dict') return around('[', 'items' in known ? known.items.map(inner) : [], ']');
  const entries = [...known.entries];
  if (style.sorts) entries.sort(([a], [b]) => compareText(a, b));
  return around(
    '{',
    entries.map(([key, item]) => `${asciiJson(key)}: ${inner(item)}`),
    '}',
  );
}

const asciiJson = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Characters as Python counts them. */
export const charactersOf = (text: string): readonly string[] => Array.from(text);

/** For messages: what people call the type. */
export function typeName(value: Value): string {
  if (value === null) return 'none';
  if (!isObject(value))
    return { string: 'str', bigint: 'int', boolean: 'bool' }[typeof value as 'string'] ?? '?';
  return value.kind;
}
