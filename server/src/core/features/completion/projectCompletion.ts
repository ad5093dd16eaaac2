// Completion in `.k3s-inventory.yml`: its settings, their choices, and the names of rules.
import type { Rule } from '../../diagnostics/rule.ts';
import { type ProjectKey, projectKeys } from '../../k3s/project/projectSchema.ts';
import type { SourceText } from '../../text/sourceText.ts';
import { parseYaml } from '../../yaml/parseYaml.ts';
import { cursorAt, type KeyCursor } from '../cursor/cursor.ts';
import type { CompletionEntry } from './completionEntry.ts';
import { keyEdit } from './keyEdit.ts';

/** The rules are handed in, because features import none. */
export function completeProjectAt(
  source: SourceText,
  offset: number,
  rules: readonly Rule[],
): readonly CompletionEntry[] {
  const cursor = cursorAt(source, parseYaml(source.text), offset);
  if (!cursor) return [];
  const [name, ...below] = cursor.path;
  const key = projectKeys().find((known) => known.name === name);
  if (cursor.kind === 'value') {
    const isDeep = key?.type === 'object' ? below.length === 1 : below.length === 0;
    return isDeep ? choicesOf(key).map((choice) => value(choice, cursor.replace, cursor.needsSpace)) : [];
  }
  if (cursor.path.length === 0) return settings(cursor);
  return key?.type === 'object' && below.length === 0 ? ruleNames(cursor, rules, choicesOf(key)) : [];
}

const choicesOf = (key: ProjectKey | undefined): readonly string[] =>
  key?.type === 'boolean' ? ['true', 'false'] : (key?.choices ?? []);

const SNIPPETS: Readonly<Record<ProjectKey['type'], string>> = {
  object: '\n  $1',
  array: '\n  - $1',
  boolean: '${1|true,false|}',
  string: '$1',
};

const settings = (cursor: KeyCursor): readonly CompletionEntry[] =>
  projectKeys()
    .filter(({ name }) => !cursor.siblings.includes(name))
    .map((key) => ({
      kind: 'variable',
      ...keyEdit(
        cursor,
        key.name,
        key.choices && key.type === 'string' ? choice(key.choices) : SNIPPETS[key.type],
      ),
      documentation: [{ pattern: key.description, values: [] }],
    }));

const ruleNames = (
  cursor: KeyCursor,
  rules: readonly Rule[],
  severities: readonly string[],
): readonly CompletionEntry[] =>
  rules
    .filter(({ id }) => !cursor.siblings.includes(id))
    .map(({ id, summary, severity }) => ({
      kind: 'name',
      // The first that is chosen from is another than what it is already.
      ...keyEdit(cursor, id, choice(severities.toSorted((a) => (a === severity ? 1 : 0)))),
      documentation: [summary],
    }));

const choice = (choices: readonly string[]): string => `\${1|${choices.join(',')}|}`;

const value = (
  text: string,
  span: CompletionEntry['edit']['span'],
  needsSpace: boolean,
): CompletionEntry => ({
  label: text,
  kind: 'value',
  isSnippet: false,
  edit: { span, newText: needsSpace ? ` ${text}` : text },
});
