// The edits that rename a group in its only file: where it is declared and listed, and where templates name it.
import type { VariableDefinition } from '../ansible/model/model.ts';
import type { RuleContext } from '../diagnostics/rule.ts';
import { hasJinja, parseTemplate } from '../jinja/parse.ts';
import type { SourceText } from '../text/sourceText.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { scalarOffsetMap } from '../yaml/scalarOffsets.ts';
import { scalarsBelow } from '../yaml/scalarsBelow.ts';
import { referencesTo } from './groupReferences.ts';

/** `undefined` when other files know the group, too, or the new name is taken. */
export function renameGroup(
  { model, files }: RuleContext,
  from: string,
  to: string,
): { readonly uri: string; readonly edits: readonly TextEdit[] } | undefined {
  const locations = model.groups.get(from)?.locations ?? [];
  const uri = locations[0]?.uri;
  const file = uri === undefined ? undefined : files.get(uri);
  if (!file || uri === undefined || model.groups.has(to)) return undefined;
  const isVarsFile = ({ owner, uri: other }: VariableDefinition): boolean =>
    owner.kind === 'group' && owner.name === from && other !== uri;
  if (locations.some((location) => location.uri !== uri) || model.definitions.some(isVarsFile))
    return undefined;
  const references = model.definitions.flatMap((definition) => referencesIn(files, definition, from, to));
  if (references.some((reference) => reference.uri !== uri)) return undefined;
  const names = file.document
    ? locations.map(({ span }) => ({ span, newText: to }))
    : iniNames(file.source, from).map((span) => ({ span, newText: to }));
  return { uri, edits: distinct([...names, ...references.map(({ edit }) => edit)]) };
}

/** Sections of the group, and lines that list it as a child. */
function iniNames(source: SourceText, name: string): TextEdit['span'][] {
  const spans: TextEdit['span'][] = [];
  let isChildren = false;
  for (const { 0: line, index } of source.text.matchAll(/[^\r\n]+/g)) {
    const section = /^(\s*\[)([^:\]\s]+)(?::(\w+))?\]/.exec(line);
    if (section) isChildren = section[3] === 'children';
    const child = isChildren ? /^(\s*)([^:#;\]\s]+)/.exec(line) : null;
    const found = section ?? child;
    if (found?.[2] !== name) continue;
    const start = index + (found[1]?.length ?? 0);
    spans.push({ start, end: start + name.length });
  }
  return spans;
}

interface Reference {
  readonly uri: string;
  readonly edit: TextEdit;
}

function referencesIn(
  files: RuleContext['files'],
  { uri, value }: VariableDefinition,
  from: string,
  to: string,
): readonly Reference[] {
  const source = files.get(uri)?.source;
  if (!source) return [];
  return [...scalarsBelow(value, { keys: true })].flatMap((scalar) => {
    if (!scalar.text.includes(from) || !hasJinja(scalar.text)) return [];
    const map = scalarOffsetMap(scalar, source.pieces);
    return referencesTo(parseTemplate(scalar.text).template, from).map((reference) => {
      const { span, newText } = reference.rename(to);
      return { uri, edit: { span: map.spanAt(span.start, span.end), newText } };
    });
  });
}

/** A host range, and an alias, give the same place several times. */
const distinct = (edits: readonly TextEdit[]): readonly TextEdit[] => [
  ...new Map(edits.map((edit) => [edit.span.start, edit])).values(),
];
