// What nothing in the current roles reads becomes a comment, with its value and its own comments, so that nothing is
// lost; what is still read by a template that stays is left.
import type { ModelFile } from '../../ansible/model/model.ts';
import { entriesBelow } from '../../ansible/sources/outline.ts';
import type { OutlineEntry } from '../../ansible/sources/outlineEntry.ts';
import type { DialectVariable } from '../../k3s/dialects/dialect.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineColumnAt, lineSpan } from '../../text/sourceText.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { YamlNode } from '../../yaml/tree.ts';
import { type Draft, edit, type NewNames } from './draft.ts';

/** What a remaining template still reads stays, with a note where the dialect says what has become of it. */
export function setAside(draft: Draft, { gone }: NewNames): void {
  const readers = readersOf(draft, gone);
  for (const [uri, file] of draft.context.files)
    for (const entry of entriesBelow(draft.names.get(uri)?.outline ?? [])) {
      const variable = entry.kind === 'variable' ? gone.get(entry.name) : undefined;
      if (!variable) continue;
      const place = { uri, span: entry.nameSpan };
      const reader = readers.get(entry.name);
      const reason = reasonOf(variable);
      const edits = reader === undefined ? commentOut(file, entry) : undefined;
      if (edits) edit(draft, uri, edits);
      // A helper of the user's own templates needs no attention.
      if (reader !== undefined && variable.gone === undefined) continue;
      const about =
        reader === undefined
          ? { message: reason, name: entry.name }
          : { message: msg('{0} is left, because {1} reads it. {2}', entry.name, reader, reason) };
      draft.notes.push({ kind: edits ? 'set-aside' : 'by-hand', ...about, place });
    }
}

const reasonOf = ({ gone }: DialectVariable): Message =>
  gone === undefined ? msg('Nothing in the current roles reads it.') : { pattern: gone, values: [] };

/** For each variable without equivalent that a template of what stays reads: the variable with that template. */
function readersOf({ names }: Draft, gone: ReadonlyMap<string, unknown>): ReadonlyMap<string, string> {
  const readers = new Map<string, string>();
  const templates = [...names.values()].flatMap((index) => index.templates);
  for (let before = -1; before !== readers.size; ) {
    before = readers.size;
    for (const { scalar, variable } of templates) {
      if (gone.has(variable.name) && !readers.has(variable.name)) continue;
      // More than names: what is left without need does no harm.
      for (const word of scalar.text.match(/\w+/g) ?? [])
        if (gone.has(word) && word !== variable.name && !readers.has(word)) readers.set(word, variable.name);
    }
  }
  return readers;
}

/** `undefined` where it shares its line with something else, or where others refer to a part of it. */
function commentOut(
  { source, document }: ModelFile,
  { span, value }: OutlineEntry,
): readonly TextEdit[] | undefined {
  const first = lineColumnAt(source, span.start);
  const indent = source.slice(span.start - first.column, span.start);
  if (!document && indent.trim() !== '') return removed(source.text, span.start, span.end);
  if (indent.trim() !== '' || hasAnchor(value)) return undefined;
  const last = lineColumnAt(source, Math.max(span.start, span.end - 1)).line;
  const rest = source.slice(span.end, Math.max(span.end, lineSpan(source, last).end));
  if (document && !/^[ \t]*(?:#.*)?\r?\n?$/.test(rest)) return undefined;
  const edits: TextEdit[] = [];
  for (let line = first.line; line <= last; line++) {
    const { start, end } = lineSpan(source, line);
    if (source.slice(start, end).trim() === '') continue;
    const text = source.slice(start, end);
    const at = start + Math.min(first.column, text.length - text.trimStart().length);
    edits.push({ span: { start: at, end: at }, newText: '# ' });
  }
  return edits;
}

/** From the line of a host. */
function removed(text: string, start: number, end: number): readonly TextEdit[] {
  let from = start;
  while (from > 0 && /[ \t]/.test(text[from - 1] ?? '')) from--;
  return [{ span: { start: from, end }, newText: '' }];
}

function hasAnchor(node: YamlNode | undefined): boolean {
  if (!node) return false;
  if (node.anchor !== undefined) return true;
  if (node.kind === 'sequence') return node.items.some(hasAnchor);
  return node.kind === 'mapping' && node.pairs.some(({ value }) => hasAnchor(value));
}
