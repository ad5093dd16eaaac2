// Where a cursor stands in a block-style inventory. Derived from lines and indentation, so that it works while the line
// is half typed and the tree is broken.
import { lineColumnAt, lineSpan, type SourceText } from '../../text/sourceText.ts';
import type { Span } from '../../text/span.ts';
import type { YamlDocument } from '../../yaml/tree.ts';
import { isInComment } from './comments.ts';
import { nodesAt } from './yamlNodes.ts';

interface CursorBase {
  /** Keys from the root to the mapping the cursor stands in. */
  readonly path: readonly string[];
  /** The part of the line that a completion replaces. */
  readonly replace: Span;
}

/** At a key: `siblings` are the other keys of the mapping, `indent` is theirs, or the cursor's own column. */
export interface KeyCursor extends CursorBase {
  readonly kind: 'key';
  readonly siblings: readonly string[];
  readonly indent: number;
  /** The text before the cursor that is replaced, up to the word: blanks where the indentation is corrected. */
  readonly replaced: string;
  readonly reindents: boolean;
  /** True when a colon already follows. */
  readonly hasColon: boolean;
}

/** After `key:`; `path` ends with that key. */
export interface ValueCursor extends CursorBase {
  readonly kind: 'value';
  /** True when a blank must be written first. */
  readonly needsSpace: boolean;
}

/** A cursor at a key or behind one. */
export type Cursor = KeyCursor | ValueCursor;

interface KeyLine {
  readonly indent: number;
  readonly key: string;
  readonly number: number;
}

const KEY_LINE = /^( *)(?:"([^"]+)"|'([^']+)'|([^\s#"'[{](?:[^#:]|:(?!\s|$))*))(?<!\s)\s*:(?=\s|$)/;

/** The line that the offset is in, with what stands before and behind it there. */
function lineAround(source: SourceText, offset: number) {
  const { line } = lineColumnAt(source, offset);
  const span = lineSpan(source, line);
  return { line, before: source.slice(span.start, offset), after: source.slice(offset, span.end) };
}

/** The cursor's place; `undefined` in comments, block scalars, strings, flow collections and lists. */
export function cursorAt(
  source: SourceText,
  document: YamlDocument | undefined,
  offset: number,
): Cursor | undefined {
  const { line, before, after } = lineAround(source, offset);
  if (isInsideText(document, source, offset)) return undefined;
  if (/^ *[\w-]*$/.test(before)) return keyCursor(source, line, before, after, offset);
  const value = /^( *)([\w.-]+):( *)([\w./+-]*)$/.exec(before);
  if (!value || !/^[\w./+-]*\s*(#.*)?$/.test(after)) return undefined;
  const [, indent = '', key = '', blank = '', word = ''] = value;
  if (blank === '' && word !== '') return undefined;
  return {
    kind: 'value',
    path: [...pathTo(source, line, indent.length), key],
    replace: { start: offset - word.length, end: offset + (/^[\w./+-]*/.exec(after)?.[0].length ?? 0) },
    needsSpace: blank === '',
  };
}

/** In a list, as an item of its own line, between brackets, or in a text with commas; `path` ends with its key. */
export interface ItemCursor extends CursorBase {
  readonly kind: 'item';
}

/** For list items in block and flow style, and for names in comma-separated texts. */
export function itemCursorAt(
  source: SourceText,
  document: YamlDocument | undefined,
  offset: number,
): ItemCursor | undefined {
  const { line, before, after } = lineAround(source, offset);
  if (!document || isInComment(document, source, offset) || !/^[\w.-]*["'\]]?\s*(?:,|#|$)/.test(after))
    return undefined;
  const dash = /^( *- ) *["']?([\w.-]*)$/.exec(before);
  const inValue = dash ? undefined : itemInValue(before);
  if (!dash && !inValue) return undefined;
  const path = dash
    ? pathTo(source, line, dash[1]?.length ?? 0)
    : [...pathTo(source, line, inValue?.indent ?? 0), inValue?.key ?? ''];
  const word = dash?.[2] ?? inValue?.word ?? '';
  const end = offset + (/^[\w.-]*/.exec(after)?.[0].length ?? 0);
  return { kind: 'item', path, replace: { start: offset - word.length, end } };
}

/** In the value of a variable of the environment. */
export interface EnvironmentCursor extends CursorBase {
  /** The variable of the inventory, in which the one of the environment stands. */
  readonly carrier: string;
  readonly name: string;
  /** In a mapping: the value is a text of YAML, with the quotes that are there already. */
  readonly quote?: '"' | "'" | '';
  /** True when a blank must be written first. */
  readonly needsSpace: boolean;
}

/** Behind `NAME:` of a mapping, or behind `NAME=` in an item; quotes may stand around either. */
export function environmentCursorAt(
  source: SourceText,
  document: YamlDocument | undefined,
  offset: number,
): EnvironmentCursor | undefined {
  const { line, before, after } = lineAround(source, offset);
  const tail = /^([\w.+-]*)["']?\s*(?:[\],#]|$)/.exec(after);
  if (!document || !tail || isInComment(document, source, offset)) return undefined;
  const [, indent = '', name, blank = '', quote = '', typed = ''] =
    /^( *)([A-Z]\w*):( *)(["']?)([\w.+-]*)$/.exec(before) ?? [];
  const [, dash = '', ofItem, word = typed] = /^( *- ) *["']?([A-Z]\w*)=([\w.+-]*)$/.exec(before) ?? [];
  const variable = name ?? ofItem;
  if (variable === undefined || (name && blank === '' && quote + typed !== '')) return undefined;
  const path = pathTo(source, line, (name ? indent : dash).length);
  return {
    path,
    carrier: path.at(-1) ?? '',
    name: variable,
    ...(name && { quote: quote as '"' | "'" | '' }),
    needsSpace: name !== undefined && blank === '',
    replace: { start: offset - word.length, end: offset + (tail[1]?.length ?? 0) },
  };
}

/** `key: [a, word`, `key: "a,word`, `key: a,word`. */
function itemInValue(
  before: string,
): { readonly indent: number; readonly key: string; readonly word: string } | undefined {
  const [, indent, key, value = ''] = /^( *)([\w.-]+): (.*)$/.exec(before) ?? [];
  if (indent === undefined || key === undefined || /[\]#]/.test(value)) return undefined;
  let start = value.length;
  while (start > 0 && /[\w.-]/.test(value.charAt(start - 1))) start--;
  const word = value.slice(start);
  const rest = value.slice(0, start).trim();
  return /[["',]$/.test(rest) ? { indent: indent.length, key, word } : undefined;
}

function keyCursor(
  source: SourceText,
  line: number,
  before: string,
  after: string,
  offset: number,
): KeyCursor | undefined {
  const rest = /^([\w-]*)(\s*:(?=\s|$).*|\s*(?:#.*)?)$/.exec(after);
  if (!rest) return undefined;
  const word = before.trimStart();
  const column = before.length - word.length;
  const path = pathTo(source, line, column);
  const siblings = siblingsOf(source, line, column);
  const indent = siblings[0]?.indent ?? column;
  const reindents = indent !== column;
  return {
    kind: 'key',
    path,
    siblings: siblings.filter((sibling) => sibling.number !== line).map((sibling) => sibling.key),
    indent,
    reindents,
    replaced: reindents ? before.slice(0, column) : '',
    replace: {
      start: offset - (reindents ? before.length : word.length),
      end: offset + (rest[1]?.length ?? 0),
    },
    hasColon: rest[2]?.trimStart().startsWith(':') ?? false,
  };
}

const keyLineAt = (source: SourceText, number: number): KeyLine | undefined => {
  const span = lineSpan(source, number);
  const match = KEY_LINE.exec(source.slice(span.start, span.end));
  const key = match && (match[2] ?? match[3] ?? match[4]);
  return match && key ? { indent: match[1]?.length ?? 0, key, number } : undefined;
};

/** The nearest key above that is indented by less. */
function keyAbove(source: SourceText, line: number, column: number): KeyLine | undefined {
  for (let number = line - 1; number >= 0 && column > 0; number--) {
    // In a large inventory nearly all lines stand further in.
    if (!startsBefore(source, number, column)) continue;
    const key = keyLineAt(source, number);
    if (key && key.indent < column) return key;
  }
  return undefined;
}

function startsBefore({ pieces }: SourceText, line: number, column: number): boolean {
  const start = pieces.lineStart(line) ?? 0;
  for (let at = start; at < start + column; at++) if (pieces.charAt(at) !== ' ') return true;
  return false;
}

function pathTo(source: SourceText, line: number, column: number): readonly string[] {
  const path: string[] = [];
  for (let key = keyAbove(source, line, column); key; key = keyAbove(source, key.number, key.indent))
    path.unshift(key.key);
  return path;
}

/** Keys of the same mapping: those around the line that are indented as the nearest one is. */
function siblingsOf(source: SourceText, line: number, column: number): readonly KeyLine[] {
  const parent = keyAbove(source, line, column);
  const found: KeyLine[] = [];
  let indent: number | undefined;
  for (let number = (parent?.number ?? -1) + 1; number < source.pieces.lineCount; number++) {
    const key = keyLineAt(source, number);
    if (!key || number === line) continue;
    if (key.indent <= (parent?.indent ?? -1)) break;
    indent ??= key.indent;
    if (key.indent === indent) found.push(key);
  }
  return found;
}

function isInsideText(document: YamlDocument | undefined, source: SourceText, offset: number): boolean {
  if (!document) return true;
  if (isInComment(document, source, offset)) return true;
  const path = document.root ? nodesAt(document.root, offset) : [];
  if (path.some((node) => node.kind !== 'scalar' && node.kind !== 'alias' && node.flow)) return true;
  const scalar = path.find((node) => node.kind === 'scalar');
  if (!scalar) return false;
  if (scalar.style === 'plain')
    return lineColumnAt(source, scalar.span.start).line !== lineColumnAt(source, offset).line;
  return scalar.style === 'ini' || scalar.span.start < offset;
}
