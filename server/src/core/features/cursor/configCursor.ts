// Where a cursor stands in a configuration of K3s in a variable: the lines of a block, or of a mapping without `|`,
// read as the file they will become. Derived from lines, so that it works while they are half typed.
import { CONFIG_READERS, type ConfigReader } from '../../k3s/config/configText.ts';
import { readLoosely } from '../../k3s/config/looseConfig.ts';
import { ownValue } from '../../text/ownValue.ts';
import { createSourceText, lineColumnAt, lineSpan, type SourceText } from '../../text/sourceText.ts';
import { spanOf } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { YamlDocument } from '../../yaml/tree.ts';
import { type Cursor, cursorAt, type ItemCursor, itemCursorAt } from './cursor.ts';
import { nodesAt } from './yamlNodes.ts';

/** A cursor in a configuration, which is a document of its own: offsets are those of the configuration. */
export interface ConfigCursor {
  readonly reader: ConfigReader;
  /** The offset of the variable that holds it. */
  readonly keyOffset: number;
  /** In the configuration. */
  readonly cursor: Cursor | ItemCursor;
  readonly source: SourceText;
  readonly document: YamlDocument;
  /** Blanks in front of the cursor that an edit replaces. */
  readonly blanks: string;
  /** An edit of the configuration as one of its file. */
  toFile(edit: TextEdit): TextEdit;
}

/** Longer texts are not looked at. */
const MAX_LINES = 3000;

const HEADER =
  /^( *)(server_config_yaml|agent_config_yaml|registries_config_yaml):(?:[ \t]+[!&][^\s,#[\]{}]+)*(?:[ \t]+[|>][-+]?([1-9])?[-+]?)?[ \t]*(?:#.*)?$/;

interface Header {
  readonly line: number;
  readonly reader: ConfigReader;
  readonly indent: number;
  /** The indentation that `|2` states. */
  readonly inner?: number;
}

/** Cuts the lines of the block out and reads them as a document of their own; `toFile` leads edits back. */
export function configCursorAt(
  source: SourceText,
  document: YamlDocument | undefined,
  offset: number,
): ConfigCursor | undefined {
  const place = lineColumnAt(source, offset);
  const header = document && headerAbove(source, place.line, place.column);
  if (!header) return undefined;
  const keyOffset = lineSpan(source, header.line).start + header.indent;
  // A text that only looks like an inventory is a text.
  if (nodesAt(document.root, keyOffset).some((node) => node.kind === 'scalar' && node.span.start < keyOffset))
    return undefined;
  const lines = linesBelow(source, header);
  if (!lines || lines.length <= place.line - header.line - 1) return undefined;
  const indent = indentOf(lines, header, place);
  const text = lines.map((line) => line.slice(indent)).join('\n');
  const inner = createSourceText('', text);
  const line = place.line - header.line - 1;
  const innerOffset = (inner.pieces.lineStart(line) ?? 0) + Math.max(0, place.column - indent);
  const read = readLoosely(text);
  const cursor = cursorAt(inner, read, innerOffset) ?? itemCursorAt(inner, read, innerOffset);
  if (!cursor) return undefined;
  const own = lines[line] ?? '';
  const isShort = own.length < indent;
  const toFile = ({ span, newText }: TextEdit): TextEdit => {
    const at = (position: number): number => {
      const { line: row, column } = lineColumnAt(inner, position);
      const there = lineSpan(source, row + header.line + 1);
      return Math.min(there.end, there.start + (isShort ? 0 : indent) + column);
    };
    const fileSpan = isShort ? lineSpan(source, place.line) : spanOf(at(span.start), at(span.end));
    return { span: fileSpan, newText: (isShort ? ' '.repeat(indent) : '') + newText };
  };
  const { reader } = header;
  return {
    reader,
    keyOffset,
    cursor,
    source: inner,
    document: read,
    blanks: isShort ? own.slice(0, place.column) : '',
    toFile,
  };
}

/** Up the lines that are indented by less and less. */
function headerAbove(source: SourceText, line: number, column: number): Header | undefined {
  const own = lineText(source, line);
  const next = own.trim() === '' ? nextIndent(source, line) : 0;
  let within = own.trim() === '' ? Math.max(column, next) : indentIn(own);
  for (let number = line - 1; number >= 0 && within > 0; number--) {
    if (!startsBefore(source, number, within)) continue;
    const text = lineText(source, number);
    if (text.trim() === '') continue;
    const [, indent = '', name = '', inner] = HEADER.exec(text) ?? [];
    const reader = ownValue(CONFIG_READERS, name);
    if (reader)
      return { line: number, reader, indent: indent.length, ...(inner && { inner: Number(inner) }) };
    within = indentIn(text);
  }
  return undefined;
}

const lineText = (source: SourceText, line: number): string => {
  const { start, end } = lineSpan(source, line);
  return source.slice(start, end);
};

const indentIn = (text: string): number => text.length - text.trimStart().length;

function startsBefore({ pieces }: SourceText, line: number, column: number): boolean {
  const start = pieces.lineStart(line) ?? 0;
  for (let at = start; at < start + column; at++) if (pieces.charAt(at) !== ' ') return true;
  return false;
}

function nextIndent(source: SourceText, line: number): number {
  for (let number = line + 1; number < Math.min(source.pieces.lineCount, line + MAX_LINES); number++) {
    const text = lineText(source, number);
    if (text.trim() !== '') return indentIn(text);
  }
  return 0;
}

/** Up to the next line that is indented no more than the variable. */
function linesBelow(source: SourceText, { line, indent }: Header): readonly string[] | undefined {
  const lines: string[] = [];
  for (let number = line + 1; number < source.pieces.lineCount; number++) {
    const text = lineText(source, number);
    if (text.trim() !== '' && indentIn(text) <= indent) break;
    if (lines.push(text) > MAX_LINES) return undefined;
  }
  return lines;
}

function indentOf(
  lines: readonly string[],
  { indent, inner }: Header,
  { column }: { readonly column: number },
): number {
  if (inner !== undefined) return indent + inner;
  const first = lines.find((line) => line.trim() !== '');
  if (first !== undefined) return indentIn(first);
  return column > indent ? column : indent + 2;
}
