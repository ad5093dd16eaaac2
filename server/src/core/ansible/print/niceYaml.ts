// A value as the filter to_nice_yaml prints it: PyYAML's block style, four columns a level, keys in order, lines
// folded behind column 80. Read from PyYAML 6.0, emitter.py and representer.py.
import type { NiceStyle, Value } from '../../jinja/evaluate.ts';
import { compareText } from '../../text/compareText.ts';
import { ownValue } from '../../text/ownValue.ts';
import { pythonFloat } from '../../text/pythonFloat.ts';
import { typePlainScalar } from '../../yaml/construct/scalarTypes.ts';

const USUAL: NiceStyle = { indent: 4, width: 80, sorts: true };

/** `undefined` for what PyYAML would write otherwise than in block style, or in a way that depends on the machine. */
export function niceYaml(value: Value, style: NiceStyle = USUAL): string | undefined {
  if (isEntries(value)) return mapping(value.entries, 0, style);
  if (isItems(value)) return sequence(value.items, 0, style);
  const text = scalar(value, { indent: 0, column: 0, style });
  // Behind a plain scalar that stands alone, PyYAML writes `...`, but not with all versions of libyaml.
  return text !== undefined && /^['[{]/.test(text) ? `${text}\n` : undefined;
}

interface LinePosition {
  /** The column in which a folded line goes on. */
  readonly indent: number;
  readonly column: number;
  readonly style: NiceStyle;
}

type Dict = Extract<Value, { readonly kind: 'dict' }>;
type Items = Extract<Value, { readonly items: readonly Value[] }>;

const isObject = (value: Value): value is Extract<Value, object> =>
  typeof value === 'object' && value !== null;

const isEntries = (value: Value): value is Dict =>
  isObject(value) && value.kind === 'dict' && value.entries.size > 0;

const isItems = (value: Value): value is Items =>
  isObject(value) && (value.kind === 'list' || value.kind === 'tuple') && value.items.length > 0;

function mapping(entries: ReadonlyMap<string, Value>, indent: number, style: NiceStyle): string | undefined {
  const lines: string[] = [];
  const ordered = style.sorts ? [...entries].sort(([a], [b]) => compareText(a, b)) : entries;
  for (const [key, value] of ordered) {
    const name = scalar(key, { indent, column: Number.NEGATIVE_INFINITY, style });
    // PyYAML writes other keys behind a question mark.
    if (name === undefined || name.includes('\n') || name.length > 120) return undefined;
    const start = `${' '.repeat(indent)}${name}:`;
    const rest = isItems(value)
      ? line(sequence(value.items, indent, style))
      : isEntries(value)
        ? line(mapping(value.entries, indent + style.indent, style))
        : behind(start, value, indent, style);
    if (rest === undefined) return undefined;
    lines.push(start + rest);
  }
  return lines.join('');
}

/** The items of a list in block style. A collection in an item begins on the line of its dash. */
function sequence(items: readonly Value[], indent: number, style: NiceStyle): string | undefined {
  const lines: string[] = [];
  for (const item of items) {
    const start = `${' '.repeat(indent)}-`;
    const below = isItems(item)
      ? sequence(item.items, indent + style.indent, style)
      : isEntries(item)
        ? mapping(item.entries, indent + style.indent, style)
        : undefined;
    const rest =
      isItems(item) || isEntries(item) ? below?.slice(indent + 1) : behind(start, item, indent, style);
    if (rest === undefined) return undefined;
    lines.push(start + rest);
  }
  return lines.join('');
}

const line = (below: string | undefined): string | undefined =>
  below === undefined ? undefined : `\n${below}`;

function behind(start: string, value: Value, indent: number, style: NiceStyle): string | undefined {
  const text = scalar(value, { indent: indent + style.indent, column: start.length + 1, style });
  return text === undefined ? undefined : ` ${text}\n`;
}

/** A value on one line; empty collections have no block style. */
function scalar(value: Value, place: LinePosition): string | undefined {
  if (value === null) return 'null';
  if (typeof value === 'string') return textScalar(value, place);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  switch (value.kind) {
    case 'float':
      return pythonFloat(value.value);
    case 'native':
      return textScalar(value.text, place);
    case 'dict':
      return value.entries.size === 0 ? '{}' : undefined;
    case 'list':
    case 'tuple':
      return value.items.length === 0 ? '[]' : undefined;
    default:
      return undefined;
  }
}

const SPECIAL = /[^\t\n -~\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|[\uFEFF\t]/u;
/** What no text without quotes may begin with, or hold. */
const INDICATOR = /^(?:---|\.\.\.)|^[#,[\]{}&*!|>'"%@`]|^[?:-](?:[ \n]|$)|:(?:[ \n]|$)|[ \n]#/;

function textScalar(text: string, place: LinePosition): string {
  if (SPECIAL.test(text) || /\n | \n| $/.test(text)) return quotedTwice(text);
  const isPlain = !/^[ \n]|\n/.test(text) && !INDICATOR.test(text) && !isOtherType(text);
  return isPlain
    ? folded(text, place)
    : `'${folded(text.replaceAll("'", "''"), { ...place, column: place.column + 1 })}'`;
}

const isOtherType = (text: string): boolean =>
  text === '=' || text === '<<' || typePlainScalar(text).type !== 'str';

/** A single blank behind column 80 becomes a line break; a line break, one more than there is. */
function folded(text: string, { indent, column, style }: LinePosition): string {
  const pad = `\n${' '.repeat(indent)}`;
  let written = '';
  let at = column;
  for (const [piece] of text.matchAll(/\n+| +|[^ \n]+/g)) {
    const isInside = written !== '';
    if (piece.startsWith('\n')) {
      written += `\n${piece.slice(1)}${pad}`;
      at = indent;
    } else if (piece === ' ' && at > style.width && isInside) {
      written += pad;
      at = indent;
    } else {
      written += piece;
      at += piece.length;
    }
  }
  return written;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
};

/** Not folded: PyYAML's folds here do not change the value. */
const quotedTwice = (text: string): string =>
  `"${text.replace(/["\\]|[^ -~\u00A0-\uFFFD]/g, (character) => ownValue(ESCAPES, character) ?? escapeOf(character))}"`;

const escapeOf = (character: string): string =>
  `\\x${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
