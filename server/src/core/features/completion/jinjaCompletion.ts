// Completion in templates, inside `{{ }}` and `{% %}`: variables in scope, groups, hosts, their variables, filters and
// tests.
import { effectiveVariable, hostsOfGroup } from '../../ansible/model/queries.ts';
import { createScopes } from '../../ansible/templates/scope.ts';
import type { Expression } from '../../jinja/ast.ts';
import { callName, type JinjaPlugin, jinjaPlugins, type PluginKind } from '../../jinja/catalog.ts';
import { evaluateExpression, type Value } from '../../jinja/evaluate.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { roleDefaults } from '../../k3s/evaluation.ts';
import { type Message, msg } from '../../text/message.ts';
import { ownValue } from '../../text/ownValue.ts';
import type { JinjaCursor } from '../cursor/jinjaCursor.ts';
import { type JinjaCall, type JinjaPlace, jinjaPlace } from '../cursor/jinjaPlace.ts';
import { hostsAt, variablesOf } from '../cursor/templateHosts.ts';
import {
  CONSTANTS,
  FUNCTIONS,
  INNER_TAGS,
  LOOP_ATTRIBUTES,
  MAGIC_VARIABLES,
  OPERATORS,
  STATEMENTS,
} from '../wording/jinjaWords.ts';
import { codeBlock, describePlugin, findPlugin, parameterName, parametersOf } from '../wording/pluginText.ts';
import { valueText } from '../wording/valueText.ts';
import { describeVariable, typeName } from '../wording/variableText.ts';
import type { CompletionEntry } from './completionEntry.ts';
import { asAttribute, asKey, asPlugin, asWord, type Proposal, type Write } from './proposals.ts';

/** Whether more names match than are offered at once, so that each further letter must ask again. */
export const hasTooManyNames = ({ model: { hosts, groups, definitionsByName } }: InventoryContext): boolean =>
  Math.max(hosts.size, groups.size, definitionsByName.size) > MAX_NAMES;

/** The cursor, and what is known at it. */
interface CursorContext {
  readonly context: InventoryContext;
  readonly cursor: JinjaCursor;
  readonly offset: number;
  /** The hosts that get the template. */
  readonly hosts: readonly string[];
}

/** Longer lists are only scrolled past; further letters narrow them. */
const MAX_NAMES = 200;

/** `sortText` keeps the order of the proposals; an editor would sort them by the alphabet. */
export function completeJinja(
  context: InventoryContext,
  uri: string,
  cursor: JinjaCursor,
  offset: number,
): readonly CompletionEntry[] {
  const place = jinjaPlace(cursor);
  if (!place) return [];
  const at: CursorContext = { context, cursor, offset, hosts: hostsAt(context.model, uri, offset) };
  const { write, proposals } = proposalsAt(at, place);
  return proposals.map((proposal, index) => ({
    ...write(at, proposal, place),
    sortText: String(index).padStart(4, '0'),
  }));
}

function proposalsAt(
  at: CursorContext,
  place: JinjaPlace,
): { readonly write: Write; readonly proposals: readonly Proposal[] } {
  switch (place.kind) {
    case 'tag':
      return { write: asWord, proposals: tags(at.cursor) };
    case 'filter':
    case 'test':
      return { write: asPlugin, proposals: plugins(place.kind, place.prefix) };
    case 'attribute':
      return { write: asAttribute, proposals: members(at, place.object) };
    case 'key':
      return { write: asKey, proposals: members(at, place.object) };
    case 'operand':
      return { write: asWord, proposals: operands(at, place.call) };
    case 'operator':
      return { write: asWord, proposals: operators(at.cursor) };
    default:
      return { write: asKey, proposals: names(at, place.kind) };
  }
}

function names(at: CursorContext, kind: 'groupName' | 'hostName' | 'variableName' | 'anyVariableName') {
  if (kind === 'groupName') return groups(at);
  if (kind === 'hostName') return hosts(at, [...at.context.model.hosts.keys()]);
  return variables(at, kind === 'variableName' ? at.hosts : undefined);
}

const keyword = (label: string): Proposal => ({ kind: 'keyword', label });

function tags({ openTags }: JinjaCursor): readonly Proposal[] {
  const inner = openTags.at(-1);
  const closing = inner === undefined ? [] : [`end${inner}`, ...(ownValue(INNER_TAGS, inner) ?? [])];
  const opening = [...STATEMENTS].map(([label, text]) => ({ ...keyword(label), text, isSnippet: true }));
  return [...closing.map(keyword), ...opening];
}

/** After blanks alone nothing is offered: mostly the expression ends there. */
const operators = ({ word }: JinjaCursor): readonly Proposal[] => (word === '' ? [] : OPERATORS.map(keyword));

/** Without `prefix` all of them, those of collections last. */
function plugins(kind: PluginKind, prefix: string): readonly Proposal[] {
  const isOwn = prefix === 'ansible.builtin.';
  const labels = new Map<string, JinjaPlugin>();
  for (const plugin of jinjaPlugins()) {
    const label = isOwn && plugin.collection === 'ansible.builtin' ? prefix + plugin.name : callName(plugin);
    if (plugin.kind === kind && plugin.about && label.startsWith(prefix)) labels.set(label, plugin);
  }
  return [...labels].map(([label, plugin]) => ({
    kind: 'function',
    label,
    documentation: describePlugin(plugin),
    ...(isCalled(plugin) && { text: `${label}($1)`, isSnippet: true }),
  }));
}

const isCalled = (plugin: JinjaPlugin): boolean => {
  const [first] = parametersOf(plugin);
  return first !== undefined && !/[*=]/.test(first);
};

function operands(at: CursorContext, call?: JinjaCall): readonly Proposal[] {
  const { locals, word } = at.cursor;
  return [
    ...keywordArguments(call),
    ...locals.map((label) => ({ kind: 'name', label }) as const),
    ...variables(at, at.hosts).filter(({ label }) => !locals.includes(label)),
    ...[...MAGIC_VARIABLES].map(
      ([label, about]) => ({ kind: 'name', label, documentation: [about] }) as const,
    ),
    ...FUNCTIONS.map(({ name, parameters, about }) => ({
      kind: 'function' as const,
      label: name,
      text: `${name}($1)`,
      isSnippet: true,
      documentation: [codeBlock(`${name}(${parameters})`), about],
    })),
    ...(word === '' ? [] : [...CONSTANTS, 'not'].map(keyword)),
  ];
}

/** `name=` of the parameters that have a default. */
function keywordArguments(call: JinjaCall | undefined): readonly Proposal[] {
  if (!call || call.kind === 'function' || call.keyword !== undefined) return [];
  const plugin = findPlugin(call.kind, call.name);
  const optional = plugin ? parametersOf(plugin).filter((parameter) => parameter.includes('=')) : [];
  return optional.map((parameter) => {
    const label = `${parameterName(parameter)}=`;
    return { kind: 'keyword', label, detail: msg('{0}', parameter) };
  });
}

/** Of the hosts, or of all. */
function variables({ context, cursor }: CursorContext, hosts?: readonly string[]): readonly Proposal[] {
  const { model, schema } = context;
  const defined = hosts ? variablesOf(model, hosts) : [...model.definitionsByName.keys()].sort();
  return matching(defined, cursor).map((label) => {
    const variable = schema.variables.get(label);
    return {
      kind: 'name',
      label,
      ...(variable?.type && { detail: typeName(variable.type) }),
      ...(variable && { documentation: describeVariable(variable) }),
    };
  });
}

function groups({ context: { model }, cursor }: CursorContext): readonly Proposal[] {
  const isAnsibles = (name: string): boolean => name === 'all' || name === 'ungrouped';
  const sorted = [...model.groups.keys()].sort((a, b) => Number(isAnsibles(a)) - Number(isAnsibles(b)));
  return matching(sorted, cursor).map((label) => {
    const count = hostsOfGroup(model, label).length;
    return { kind: 'group', label, detail: count === 1 ? msg('1 host') : msg('{0} hosts', count) };
  });
}

const hosts = (at: CursorContext, all: readonly string[]): readonly Proposal[] =>
  matching(all, at.cursor).map((label) => ({ kind: 'host', label, ...addressOf(at, label) }));

function addressOf(
  { context: { model, schema } }: CursorContext,
  host: string,
): { readonly detail?: Message } {
  const address = effectiveVariable(model, host, 'ansible_host')?.definition;
  return address ? { detail: valueText(schema, address) } : {};
}

/** The names that begin as typed, and only some of many. */
function matching(all: readonly string[], { word }: JinjaCursor): readonly string[] {
  if (all.length <= MAX_NAMES) return all;
  const typed = word.toLowerCase();
  return all.filter((name) => name.toLowerCase().startsWith(typed)).slice(0, MAX_NAMES);
}

/** What the object has: groups, hosts, variables of a host, places in a list, keys. */
function members(at: CursorContext, object: Expression): readonly Proposal[] {
  const { context, cursor } = at;
  if (object.kind === 'name' && !cursor.locals.includes(object.name)) {
    if (object.name === 'groups') return groups(at);
    if (object.name === 'hostvars') return hosts(at, [...context.model.hosts.keys()]);
    if (object.name === 'vars') return variables(at, at.hosts);
  }
  if (object.kind === 'name' && object.name === 'loop')
    return LOOP_ATTRIBUTES.map((label) => ({ kind: 'name', label }));
  const value = valueAt(at, object);
  if (value?.kind === 'host') return variablesOfHost(at, value.scope.host);
  if (isHostvarsAccess(object)) return variablesOfHost(at);
  if (value?.kind === 'dict')
    return matching([...value.entries.keys()], cursor).map((label) => ({ kind: 'name', label }));
  return value?.kind === 'list' ? indexes(at, value.items) : [];
}

const isHostvarsAccess = (node: Expression): boolean =>
  (node.kind === 'subscript' || node.kind === 'attribute') &&
  node.object.kind === 'name' &&
  node.object.name === 'hostvars';

/** As the first of the template's hosts sees it; never a secret. */
function valueAt({ context, hosts }: CursorContext, object: Expression) {
  const { model, schema } = context;
  const scope = createScopes(model, {
    others: 'unknown',
    defaults: roleDefaults(model),
    secretsOf: schema,
  })(hosts[0]);
  const value: Value | undefined = scope && evaluateExpression(object, scope);
  return typeof value === 'object' && value !== null ? value : undefined;
}

/** Including `ansible_host`, which need not be defined to be used. */
function variablesOfHost(at: CursorContext, host?: string): readonly Proposal[] {
  const found = variables(at, host === undefined ? undefined : [host]);
  const address: Proposal = { kind: 'name', label: 'ansible_host' };
  return found.some(({ label }) => label === address.label) ? found : [...found, address];
}

const MAX_INDEXES = 20;

/** `groups['server'][0]`, each with the host at that index. */
const indexes = ({ context: { model } }: CursorContext, items: readonly Value[]): readonly Proposal[] =>
  items.slice(0, MAX_INDEXES).map((item, index) => ({
    kind: 'index',
    label: String(index),
    ...(typeof item === 'string' && model.hosts.has(item) && { detail: msg('{0}', item) }),
  }));
