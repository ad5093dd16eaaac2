// A mapping that becomes a text of settings: its lines stay as they are, below a `|`.
import type { ModelFile } from '../../ansible/model/model.ts';
import { entriesBelow } from '../../ansible/sources/outline.ts';
import type { OutlineEntry } from '../../ansible/sources/outlineEntry.ts';
import { loadVariableSchema } from '../../k3s/schema/variableSchema.ts';
import { msg } from '../../text/message.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { YamlNode } from '../../yaml/tree.ts';
import { type Draft, edit, type NewNames } from './draft.ts';

/** For variables that are mappings in the other project and `yaml-mapping-text` in the schema. */
export function mappingsToTexts(draft: Draft, { variables }: NewNames): void {
  const schema = loadVariableSchema();
  for (const [uri, file] of draft.context.files)
    for (const entry of entriesBelow(draft.names.get(uri)?.outline ?? [])) {
      const variable = entry.kind === 'variable' ? variables.get(entry.name) : undefined;
      if (variable?.type !== 'mapping' || entry.value?.kind === 'scalar') continue;
      if (schema.variables.get(variable.becomes)?.type !== 'yaml-mapping-text') continue;
      const header = literalHeader(file, entry);
      if (header) edit(draft, uri, [header]);
      else
        draft.notes.push({
          kind: 'by-hand',
          message: msg('{0} has to be a text: write its settings as lines below “{0}: |”.', variable.becomes),
          place: { uri, span: entry.nameSpan },
        });
    }
}

/** Only where every line of the mapping is below the key, and means the same inside of a text. */
function literalHeader({ source }: ModelFile, { nameSpan, value }: OutlineEntry): TextEdit | undefined {
  if (value?.kind !== 'mapping' || value.flow || !isPlainData(value)) return undefined;
  const [head = '', ...between] = source.slice(nameSpan.end, value.span.start).split(/\r?\n/);
  const colon = /^["']?[ \t]*:/.exec(head)?.[0];
  const indent = between.at(-1);
  // The first line that is not blank says how far a text is indented.
  const isInLine = between
    .slice(0, -1)
    .every((line) => line.trim() === '' || isCommentAt(line, indent ?? ''));
  if (colon === undefined || indent === undefined || !isInLine) return undefined;
  if (!/^[ \t]*(?:#.*)?$/.test(head.slice(colon.length))) return undefined;
  const at = nameSpan.end + colon.length;
  return { span: { start: at, end: at }, newText: ' |' };
}

const isCommentAt = (line: string, indent: string): boolean => line.startsWith(`${indent}#`);

/** Without what only YAML around it can say: anchors, aliases, tags, and what is encrypted. */
function isPlainData(node: YamlNode | undefined): boolean {
  if (!node) return true;
  if (node.kind === 'alias' || node.anchor !== undefined || node.tag !== undefined) return false;
  if (node.kind === 'sequence') return node.items.every(isPlainData);
  return (
    node.kind === 'scalar' || node.pairs.every(({ key, value }) => isPlainData(key) && isPlainData(value))
  );
}
