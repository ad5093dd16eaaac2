// Completion of keys, values and whole inventories, from the schema and the model.
import type { ModelFile } from '../../ansible/model/model.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import { releaseChoices } from '../../k3s/config/flags.ts';
import { knowsVariables, type Recognition } from '../../k3s/recognition.ts';
import { endpointExpression } from '../../k3s/schema/endpointExpression.ts';
import type { Variable, VariableScope } from '../../k3s/schema/variableSchema.ts';
import { argumentCursorAt } from '../cursor/argumentCursor.ts';
import { configCursorAt } from '../cursor/configCursor.ts';
import { type Cursor, cursorAt, type KeyCursor, type ValueCursor } from '../cursor/cursor.ts';
import { jinjaCursorAt } from '../cursor/jinjaCursor.ts';
import { describeVariable, typeName } from '../wording/variableText.ts';
import { completeArgument } from './argumentCompletion.ts';
import type { CompletionEntry } from './completionEntry.ts';
import { completeConfig } from './configCompletion.ts';
import { completeEnvironment } from './environmentCompletion.ts';
import { inventorySnippets } from './inventorySnippets.ts';
import { completeJinja } from './jinjaCompletion.ts';
import { keyEdit } from './keyEdit.ts';

/** What may be written at the offset. Empty in comments, strings without Jinja, block scalars and foreign files. */
export function completeAt(
  context: RuleContext,
  file: ModelFile,
  offset: number,
  recognition: Recognition,
): readonly CompletionEntry[] {
  const jinja = knowsVariables({ recognition })
    ? jinjaCursorAt(file.source, file.document, offset)
    : undefined;
  if (jinja) return completeJinja(context, file.source.uri, jinja, offset);
  const config =
    recognition.kind === 'k3s-ansible' ? configCursorAt(file.source, file.document, offset) : undefined;
  if (config) return completeConfig(config);
  const argument =
    recognition.kind === 'k3s-ansible' ? argumentCursorAt(context, file.source.uri, offset) : undefined;
  if (argument) return completeArgument(argument);
  const cursor = cursorAt(file.source, file.document, offset);
  const environment =
    recognition.kind === 'k3s-ansible' ? completeEnvironment(context, file, offset, cursor) : undefined;
  if (environment) return environment;
  if (!cursor) return [];
  if (cursor.kind === 'key' && file.role === 'inventory' && isBlank(file, cursor))
    return snippets(context, cursor);
  if (!knowsVariables({ recognition })) return [];
  const place = placeOf(file, cursor);
  const holdsVariables = place === 'variables' || place === 'host';
  if (cursor.kind === 'value') return holdsVariables ? values(context, cursor) : [];
  if (holdsVariables)
    return variables(context, cursor, place === 'host' ? 'host' : groupPlace(context, cursor, file));
  return keywords(context, place)
    .filter((key) => !cursor.siblings.includes(key))
    .map((key) => keyword(cursor, key));
}

type CursorContext = 'root' | 'group' | 'children' | 'variables' | 'host' | 'elsewhere';

const OWN_GROUPS = { cluster: 'k3s_cluster', server: 'server', agent: 'agent' };

function keywords({ dialect }: RuleContext, place: CursorContext): readonly string[] {
  const { cluster, server, agent } = dialect?.groups ?? OWN_GROUPS;
  if (place === 'root') return [cluster, 'all'];
  if (place === 'group') return ['children', 'hosts', 'vars'];
  return place === 'children' ? [server, agent, cluster] : [];
}

/** What the mapping around the cursor is to Ansible. */
function placeOf(file: ModelFile, cursor: Cursor): CursorContext {
  const path = cursor.kind === 'value' ? cursor.path.slice(0, -1) : cursor.path;
  if (file.role !== 'inventory') return path.length === 0 ? 'variables' : 'elsewhere';
  let place: CursorContext = 'root';
  for (let i = 0; i < path.length; i++) {
    if (place === 'root' || place === 'children') place = 'group';
    else if (place === 'group' && path[i] === 'vars') place = 'variables';
    else if (place === 'group' && path[i] === 'children') place = 'children';
    else if (place === 'group' && path[i] === 'hosts' && path.length === i + 2) return 'host';
    else return 'elsewhere';
  }
  return place;
}

/** Variables under `server` or `agent` alone are offered as fits that group. */
function groupPlace({ dialect }: RuleContext, cursor: Cursor, file: ModelFile): VariableScope {
  const group = file.role === 'inventory' ? cursor.path.at(-2) : undefined;
  const { server, agent } = dialect?.groups ?? OWN_GROUPS;
  if (group === server) return 'server';
  return group === agent ? 'agent' : 'cluster';
}

/** Nothing in the file but comments, document markers and the word being typed. */
const isBlank = ({ source }: ModelFile, { replace }: KeyCursor): boolean =>
  (source.slice(0, replace.start) + source.slice(replace.end))
    .split(/[\r\n]+/)
    .every((line) => /^\s*(?:---\s*)?(?:#.*)?$/.test(line));

/** What snippets and completions refer to, and nothing defines yet. */
function needsToken({
  model,
  vaulted,
  unusedVarsFiles,
  plays,
}: RuleContext): Pick<CompletionEntry, 'needsToken'> {
  const name = 'vault_token';
  const isGiven = model.definitionsByName.has(name) || plays.perhaps.has(name) || plays.passed.has(name);
  return isGiven || vaulted.size > 0 || unusedVarsFiles.hasSecretsAside ? {} : { needsToken: true };
}

const snippets = (context: RuleContext, cursor: KeyCursor): readonly CompletionEntry[] =>
  inventorySnippets.map(({ label, detail, documentation, text }) => ({
    label,
    kind: 'snippet',
    isSnippet: true,
    edit: { span: cursor.replace, newText: text },
    detail,
    documentation: [documentation],
    ...needsToken(context),
  }));

const keyword = (cursor: KeyCursor, key: string): CompletionEntry => ({
  kind: 'keyword',
  ...keyEdit(cursor, key, ''),
});

/** Names that fit the place best come first; all of k3s-ansible's and Ansible's current ones are offered. */
function variables(
  context: RuleContext,
  cursor: KeyCursor,
  place: VariableScope,
): readonly CompletionEntry[] {
  const { schema } = context;
  const fitting = schema.variablesFor(place);
  const others = [...schema.variables.values()].filter((v) => v.status === 'current' && !fitting.includes(v));
  return [...fitting, ...(place === 'host' ? [] : others)]
    .filter((variable) => !cursor.siblings.includes(variable.name))
    .map((variable, index) => ({
      kind: 'variable',
      ...keyEdit(cursor, variable.name, valueSnippet(variable)),
      detail: typeName(variable.type),
      documentation: describeVariable(variable),
      ...(variable.name === 'token' && needsToken(context)),
      sortText: String(index).padStart(3, '0'),
    }));
}

/** The next lines a person would write, with the choices of the schema. */
function valueSnippet(variable: Variable): string {
  if (variable.name === 'api_endpoint') return `"\${1:${endpointExpression().replaceAll('}', '\\}')}}"`;
  if (variable.name === 'token') return '"{{ ${1:vault_token} | trim }}"';
  switch (variable.type) {
    case 'boolean':
      return variable.default === true ? '${1|false,true|}' : '${1|true,false|}';
    case 'integer':
      return `\${1:${variable.default ?? ''}}`;
    case 'list':
      return '\n  - $1';
    case 'mapping':
      return '\n  $1';
    case 'yaml-mapping-text':
      return '|\n  $1';
    case 'arguments':
    case 'octal-mode':
      return `"\${1:${variable.default ?? ''}}"`;
    default:
      return `\${1:${variable.default ?? ''}}`;
  }
}

function values(context: RuleContext, cursor: ValueCursor): readonly CompletionEntry[] {
  const variable = context.schema.variables.get(cursor.path.at(-1) ?? '');
  if (!variable) return [];
  const texts =
    variable.type === 'boolean'
      ? ['true', 'false']
      : variable.type === 'version'
        ? releaseChoices()
        : variable.name === 'api_endpoint'
          ? [`"${endpointExpression()}"`]
          : (variable.values.length > 0 || variable.default === undefined
              ? variable.values
              : [variable.default]
            ).map(yamlText);
  return texts
    .filter((text) => text !== '{}')
    .map((text, index) => ({
      label: text,
      kind: 'value',
      edit: { span: cursor.replace, newText: (cursor.needsSpace ? ' ' : '') + text },
      isSnippet: false,
      sortText: String(index).padStart(2, '0'),
    }));
}

const yamlText = (value: unknown): string =>
  typeof value === 'string'
    ? /^[A-Za-z~/][\w./-]*$/.test(value)
      ? value
      : `"${value}"`
    : JSON.stringify(value);
