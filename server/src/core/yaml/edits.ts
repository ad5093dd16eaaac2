// Minimal edits to a YAML file, computed from spans. Never re-serialises what the user wrote.
import { lineColumnAt, lineSpan, type SourceText } from '../text/sourceText.ts';
import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { YamlNode } from './tree.ts';

/** A key with what follows it; a YamlPair or a variable definition. */
export interface Entry {
  readonly keySpan: Span;
  readonly value?: YamlNode | undefined;
}

/** Puts `newText` in place of the entry's value, or writes it after the colon when there is none. */
export function setValueEdit(source: SourceText, entry: Entry, newText: string): TextEdit {
  if (entry.value && entry.value.span.end > entry.value.span.start)
    return { span: entry.value.span, newText };
  // Of an empty value an anchor may be written, behind which the new one must stand.
  if (entry.value) return { span: entry.value.span, newText: ` ${newText}` };
  const colon = source.text.indexOf(':', entry.keySpan.end);
  if (colon < 0)
    return { span: { start: entry.keySpan.end, end: entry.keySpan.end }, newText: `: ${newText}` };
  const line = lineSpan(source, lineColumnAt(source, colon).line);
  const rest = source.slice(colon + 1, line.end);
  const end = rest.trim() === '' ? line.end : colon + 1;
  return { span: { start: colon + 1, end }, newText: ` ${newText}` };
}

/** Removes the entry's lines; `undefined` when something else shares them (flow mappings). */
export function removeEntryEdit(source: SourceText, entry: Entry): TextEdit | undefined {
  const first = lineSpan(source, lineColumnAt(source, entry.keySpan.start).line);
  const last = lineColumnAt(source, Math.max(entry.keySpan.end, entry.value?.span.end ?? 0)).line;
  const before = source.slice(first.start, entry.keySpan.start);
  const after = source.slice(entry.value?.span.end ?? entry.keySpan.end, lineSpan(source, last).end);
  if (before.trim() !== '' || !/^\s*(?::\s*)?(?:#.*)?$/.test(after)) return undefined;
  const end = source.pieces.lineStart(last + 1) ?? source.pieces.length;
  return { span: { start: first.start, end }, newText: '' };
}

/** The white space before the line's first character. */
export const indentAt = (source: SourceText, offset: number): string => {
  const line = lineSpan(source, lineColumnAt(source, offset).line);
  return /^[ \t]*/.exec(source.slice(line.start, line.end))?.[0] ?? '';
};

/** Control characters, and what ends a line in YAML 1.1 or in an editor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be escaped
const NOT_PRINTABLE = /[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff]/g;

/** A double-quoted YAML scalar holding `text`. */
export const doubleQuoted = (text: string): string => {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(NOT_PRINTABLE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${escaped}"`;
};
