// Explains the name at the cursor: a variable with the value that counts, a group with its hosts, a host.

import { effectiveVariable, groupsOfHost, hostsOfGroup } from '../../ansible/model/queries.ts';
import { expandHostPattern } from '../../ansible/sources/hostPattern.ts';
import type { Reference } from '../../ansible/templates/references.ts';
import type { TemplateString } from '../../ansible/templates/templates.ts';
import { varsNames } from '../../ansible/variables/varsNames.ts';
import type { Variable } from '../../k3s/schema/variableSchema.ts';
import { code, joined } from '../../text/markdown.ts';
import { type Message, msg } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { type ExpressionAt, expressionAt, templateAt } from '../cursor/expressionAt.ts';
import { definitionsAtKey, hostsConcerned, type IndexedContext, referenceAt } from '../cursor/names.ts';
import { hostsOfOwners } from '../cursor/templateHosts.ts';
import { FUNCTIONS, MAGIC_VARIABLES } from '../wording/jinjaWords.ts';
import { landingText } from '../wording/landingText.ts';
import { fileLink, placeLink } from '../wording/placeText.ts';
import { codeBlock, describePlugin, findPlugin } from '../wording/pluginText.ts';
import { tokenDeliveryText } from '../wording/tokenDelivery.ts';
import { valueText } from '../wording/valueText.ts';
import { describeVariable } from '../wording/variableText.ts';
import { argumentHoverAt } from './argumentHover.ts';
import { configHoverAt } from './configHover.ts';
import { effectiveText, namesOf } from './effectiveText.ts';
import { environmentHoverAt } from './environmentHover.ts';
import { resolvedText } from './resolvedText.ts';
import { createResolver } from './resolvedValues.ts';

/** Markdown by paragraph, still untranslated, for the text at a span. */
export interface Hover {
  readonly span: Span;
  /** In paragraphs. */
  readonly markdown: readonly Message[];
  /** Of a variable that is known: the same without what is true everywhere, and the variable with its own page. */
  readonly brief?: { readonly markdown: readonly Message[]; readonly variable: Variable };
}

interface Explanation {
  readonly title: readonly Message[];
  /** What is true in this inventory. */
  readonly facts: readonly Message[];
  /** What is true everywhere. */
  readonly about: readonly Message[];
  readonly variable?: Variable;
}

/** In large repositories, more inventories than these share a file of variables. */
const MAX_INVENTORIES = 3;

/** One part for each inventory that the file belongs to. Shows no secret. */
export function hoverAt(contexts: readonly IndexedContext[], uri: string, offset: number): Hover | undefined {
  const [first] = contexts;
  const hovered = first && hoveredAt(first, uri, offset);
  const span = hovered?.target?.span ?? hovered?.expression?.span;
  if (first && !span)
    return (
      configHoverAt(first, uri, offset) ??
      argumentHoverAt(first, uri, offset) ??
      environmentHoverAt(first, uri, offset)
    );
  if (!hovered || !span) return undefined;
  const explanation = explain(first, hovered);
  const { title, about, variable } = explanation;
  const parts = contexts.slice(0, MAX_INVENTORIES).map((context) => {
    const { facts } = context === first ? explanation : explain(context, hovered);
    return contexts.length === 1 ? facts : factsIn(context, facts, uri);
  });
  const rest = contexts.length - parts.length;
  const facts = [...parts.flat(), ...(rest > 0 ? [msg('… and in {0} more inventories', rest)] : [])];
  // A title alone would repeat what is under the cursor.
  const isTitleAlone = hovered.target !== undefined && facts.length + about.length === 0;
  const markdown = isTitleAlone ? [] : [...title, ...facts, ...about];
  if (markdown.length === 0) return undefined;
  return { span, markdown, ...(variable && { brief: { markdown: [...title, ...facts], variable } }) };
}

/** What is at the cursor: a name, a part of a template, or both. */
interface HoveredValue {
  readonly uri: string;
  readonly target?: Reference;
  readonly template?: TemplateString;
  readonly expression?: ExpressionAt;
}

function hoveredAt(context: IndexedContext, uri: string, offset: number): HoveredValue {
  const target = referenceAt(context, uri, offset);
  const template = templateAt(context.names.get(uri)?.templates ?? [], offset);
  const expression = template && expressionAt(template, offset);
  return { uri, ...(target && { target }), ...(template && { template }), ...(expression && { expression }) };
}

/** With the inventory in which they are true; linked from the document that is looked at. */
function factsIn({ model }: IndexedContext, facts: readonly Message[], uri: string): readonly Message[] {
  const name = joined(model.sources.map((source) => fileLink(uri, source)));
  return facts.length === 0 ? [] : [msg('In {0}:', name), ...facts];
}

function explain(context: IndexedContext, hovered: HoveredValue): Explanation {
  const { target } = hovered;
  if (!target) return explainExpression(context, hovered);
  const { kind, name } = target;
  if (kind === 'group')
    return { title: [msg('Group **{0}**', name)], facts: groupFacts(context, name), about: [] };
  if (kind === 'host')
    return { title: [msg('Host **{0}**', name)], facts: hostFacts(context, target), about: [] };
  const variable = context.schema.variables.get(name);
  const magic = target.role === 'use' ? MAGIC_VARIABLES.get(name) : undefined;
  const about = variable ? describeVariable(variable) : magic ? [magic] : [];
  const facts = [
    ...effectiveText(context, target),
    ...resolvedVariable(context, hovered, target),
    ...(name === 'token' ? tokenDeliveryText(context) : []),
    ...landingText(context, name, hostsConcerned(context, target)),
  ];
  return { title: [msg('**{0}**', name)], facts, about, ...(variable && { variable }) };
}

/** Only where the value says more than the text: a template behind the name, or something that Ansible sets. */
function resolvedVariable(
  context: IndexedContext,
  hovered: HoveredValue,
  target: Reference,
): readonly Message[] {
  const { name, role } = target;
  if (context.model.definitionsByName.has(name) && !isTemplated(context, name)) return [];
  if (role === 'use') return resolvedExpression(context, hovered);
  const hosts = hostsConcerned(context, target);
  return hosts.length === 0 ? [] : resolvedText(createResolver(context)(`{{ ${name} }}`, hosts, name));
}

const isTemplated = ({ names }: IndexedContext, name: string): boolean =>
  [...names.values()].some(({ templates }) => templates.some(({ variable }) => variable.name === name));

/** For the hosts that get the variable around it. */
function resolvedExpression(
  context: IndexedContext,
  { template, expression, uri }: HoveredValue,
): readonly Message[] {
  if (!template || expression?.text === undefined) return [];
  const { name, nameSpan: span } = template.variable;
  const hosts = hostsOfOwners(context.model, definitionsAtKey(context.model, { name, uri, span }));
  return hosts.length === 0 ? [] : resolvedText(createResolver(context)(expression.text, hosts, name));
}

function explainExpression(context: IndexedContext, hovered: HoveredValue): Explanation {
  const facts = resolvedExpression(context, hovered);
  const node = hovered.expression?.node;
  if (node?.kind === 'filter' || node?.kind === 'test') {
    const plugin = findPlugin(node.kind, node.name);
    return { title: plugin ? describePlugin(plugin) : [], facts, about: [] };
  }
  const callee = node?.kind === 'call' && node.callee.kind === 'name' ? node.callee.name : '';
  const called = FUNCTIONS.find(({ name }) => name === callee);
  return {
    title: called ? [codeBlock(`${called.name}(${called.parameters})`), called.about] : [],
    facts,
    about: [],
  };
}

function groupFacts(context: IndexedContext, name: string): readonly Message[] {
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
    ...(links.length > 0 ? [msg('Variables: {0}', joined(links))] : []),
  ];
}

/** As many as the model holds. */
const MAX_HOSTS = 100_000;

function hostFacts({ model, schema }: IndexedContext, { name, isPattern }: Reference): readonly Message[] {
  if (isPattern) {
    const expanded = expandHostPattern(name, MAX_HOSTS);
    const names = 'names' in expanded ? expanded.names : [];
    return names.length > 0 ? [msg('Stands for {0} hosts: {1}', names.length, namesOf(names))] : [];
  }
  if (!model.hosts.has(name)) return [msg('The inventory has no host of this name.')];
  const groups = groupsOfHost(model, name).filter((group) => group.name !== 'all');
  const address = effectiveVariable(model, name, 'ansible_host')?.definition;
  return [
    msg('Groups: {0}', joined(groups.map((group) => code(group.name)))),
    msg('Address: {0}', address ? valueText(schema, address) : code(name)),
  ];
}
