// Filters of texts that are lines, paths, or words of a shell.
// Read from Jinja2 3.1.2, filters.py, ansible-core 2.14.18, plugins/filter/core.py, and Python 3.11, posixpath.py.
import { msg } from '../../../text/message.ts';
import { isTrue } from '../operators.ts';
import { itemsOf } from '../statements.ts';
import { checked, textOf } from '../text.ts';
import { linesOf } from '../textMethods.ts';
import { fatal, isKind, notEvaluated, used, type Value } from '../value.ts';
import type { FilterCall, FilterFunction } from './filterCall.ts';
import { capitalized } from './textFilters.ts';

function textOnly(value: Value, name: string): string {
  const text = used(value);
  if (typeof text !== 'string') throw notEvaluated(name);
  return text;
}

const ofPath =
  (change: (path: string) => Value): FilterFunction =>
  (input, { bind, node }) => {
    bind();
    return change(textOnly(input, node.name));
  };

function indented(input: Value, { bind }: FilterCall): Value {
  const [width = 4n, first = false, blank = false] = bind('width', 'first', 'blank');
  const text = used(input);
  if (typeof text !== 'string') throw notEvaluated('indent');
  const by = used(width);
  if (typeof by !== 'string' && (typeof by !== 'bigint' || by > 1000n)) throw notEvaluated('indent');
  const indention = typeof by === 'string' ? by : ' '.repeat(Math.max(0, Number(by)));
  const lines = itemsOf(linesOf(`${text}\n`)).map(textOf);
  const all = isTrue(blank);
  const rest = lines.map((line, index) => (index > 0 && (line || all) ? indention + line : line));
  return checked((isTrue(first) ? indention : '') + rest.join('\n'));
}

/** Words begin behind white space, hyphens and opening brackets. */
function titled(input: Value, { bind }: FilterCall): Value {
  bind();
  const text = textOf(input);
  if (/\P{ASCII}/u.test(text)) throw notEvaluated('title');
  return text
    .split(/([-\s({[<]+)/)
    .map(capitalized)
    .join('');
}

function quoted(input: Value, { bind }: FilterCall): Value {
  bind();
  const text = input === null ? '' : textOf(input);
  if (text === '') return "''";
  // A text that needs no quotes is returned itself, and keeps its mark.
  if (!/[^\w@%+=:,./-]/.test(text)) return isKind(input, 'native') ? input : text;
  return checked(`'${text.replaceAll("'", `'"'"'`)}'`);
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function folderName(path: string): string {
  const head = path.slice(0, path.lastIndexOf('/') + 1);
  return /^\/*$/.test(head) ? head : head.replace(/(?<!\/)\/+$/, '');
}

function splitExtension(path: string): Value {
  const name = baseName(path);
  const bare = name.replace(/^\.+/, '');
  const dot = bare.lastIndexOf('.');
  const length = dot < 0 ? 0 : bare.length - dot;
  const at = path.length - length;
  return { kind: 'tuple', items: [path.slice(0, at), path.slice(at)] };
}

/** A path without an extension is returned itself. */
function splitFilter(input: Value, { bind }: FilterCall): Value {
  bind();
  const parts = splitExtension(textOnly(input, 'splitext'));
  return isKind(parts, 'tuple') && parts.items[1] === '' ? { kind: 'tuple', items: [input, ''] } : parts;
}

/** `path_join`, as `os.path.join` of a POSIX system: an absolute part drops everything before it. */
function joinedPath(input: Value, { bind }: FilterCall): Value {
  bind();
  const value = used(input);
  if (typeof value === 'string') return input;
  if (!isKind(value, 'list') && !isKind(value, 'tuple')) throw notEvaluated('path_join');
  const items = itemsOf(value);
  const [first] = items;
  const parts = items.map((part) => textOnly(part, 'path_join'));
  if (first === undefined) throw fatal(msg('the list is empty'));
  if (items.length === 1) return first;
  const path = parts.reduce((before, part) => {
    if (part.startsWith('/')) return part;
    return before === '' || before.endsWith('/') ? before + part : `${before}/${part}`;
  });
  return checked(path);
}

/** Filters of lines, paths and words of a shell, by name. */
export const LINE_FILTERS: readonly (readonly [string, FilterFunction])[] = [
  ['indent', indented],
  ['title', titled],
  ['quote', quoted],
  ['basename', ofPath(baseName)],
  ['dirname', ofPath(folderName)],
  ['splitext', splitFilter],
  ['path_join', joinedPath],
];
