// What the name at the cursor is: a variable with the value that counts, a group with its hosts, a host.
import { expandHostPattern } from '../inventory/hostPattern.ts';
import { effectiveVariable, groupsOfHost, hostsOfGroup } from '../inventory/queries.ts';
import type { Reference } from '../inventory/references.ts';
import { type Message, msg } from '../text/message.ts';
import type { Span } from '../text/span.ts';
import { varsNames } from '../workspace/varsNames.ts';
import { effectiveText, namesOf } from './helpers/effectiveText.ts';
import { type NamedContext, referenceAt } from './helpers/names.ts';
import { fileLink, placeLink } from './helpers/placeText.ts';
import { code, valueText } from './helpers/valueText.ts';
import { describeVariable } from './helpers/variableText.ts';

export interface Hover {
  readonly span: Span;
  /** In paragraphs. */
  readonly markdown: readonly Message[];
}

interface Explanation {
  readonly title: Message;
  /** What holds in this inventory. */
  readonly facts: readonly Message[];
  /** What holds everywhere. */
  readonly about: readonly Message[];
}

/** Enough for a hover: more inventories than these share a file of variables in large repositories. */
const MAX_INVENTORIES = 3;

/** One part for each inventory that the file belongs to. Shows no secret. */
export function hoverAt(contexts: readonly NamedContext[], uri: string, offset: number): Hover | undefined {
  const [first] = contexts;
  const target = first && referenceAt(first, uri, offset);
  if (!target) return undefined;
  const { title, about } = explain(first, target);
  const parts = contexts
    .slice(0, MAX_INVENTORIES)
    .map((context) => explainFor(context, target, contexts.length));
  const rest = contexts.length - parts.length;
  const facts = [...parts.flat(), ...(rest > 0 ? [msg('… and in {0} more inventories', rest)] : [])];
  if (facts.length + about.length === 0) return undefined;
  return { span: target.span, markdown: [title, ...facts, ...about] };
}

function explainFor(context: NamedContext, target: Reference, inventories: number): readonly Message[] {
  const { facts } = explain(context, target);
  if (inventories === 1 || facts.length === 0) return facts;
  const name = context.model.sources.map((uri) => fileLink(target.uri, uri)).join(', ');
  return [msg('In {0}:', name), ...facts];
}

function explain(context: NamedContext, target: Reference): Explanation {
  const { kind, name } = target;
  if (kind === 'group')
    return { title: msg('Group **{0}**', name), facts: groupFacts(context, name), about: [] };
  if (kind === 'host')
    return { title: msg('Host **{0}**', name), facts: hostFacts(context, target), about: [] };
  const variable = context.schema.variables.get(name);
  const about = variable ? describeVariable(variable) : [];
  return { title: msg('**{0}**', name), facts: effectiveText(context, target), about };
}

function groupFacts(context: NamedContext, name: string): readonly Message[] {
  const { model, files } = context;
  const group = model.groups.get(name);
  if (!group) return [msg('The inventory has no group of this name.')];
  const hosts = hostsOfGroup(model, name);
  const parents = group.parents.filter((parent) => parent !== 'all');
  const named = varsNames(files.keys()).filter(({ owner }) => owner.kind === 'group' && owner.name === name);
  const links = named.flatMap((vars) => vars.files).map((uri) => placeLink(context, { uri }));
  return [
    hosts.length === 0 ? msg('No hosts') : msg('Hosts ({0}): {1}', hosts.length, namesOf(hosts)),
    ...(group.children.length > 0 ? [msg('Groups below: {0}', namesOf(group.children))] : []),
    ...(parents.length > 0 ? [msg('Below: {0}', namesOf(parents))] : []),
    ...(links.length > 0 ? [msg('Variables: {0}', links.join(', '))] : []),
  ];
}

/** As many as the model holds. */
const MAX_HOSTS = 100_000;

function hostFacts({ model, schema }: NamedContext, { name, isPattern }: Reference): readonly Message[] {
  if (isPattern) {
    const expanded = expandHostPattern(name, MAX_HOSTS);
    const names = 'names' in expanded ? expanded.names : [];
    return names.length > 0 ? [msg('Stands for {0} hosts: {1}', names.length, namesOf(names))] : [];
  }
  if (!model.hosts.has(name)) return [msg('The inventory has no host of this name.')];
  const groups = groupsOfHost(model, name).filter((group) => group.name !== 'all');
  const address = effectiveVariable(model, name, 'ansible_host')?.definition;
  return [
    msg('Groups: {0}', groups.map((group) => code(group.name)).join(', ')),
    msg('Address: {0}', address ? valueText(schema, address) : code(name)),
  ];
}
