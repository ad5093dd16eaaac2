// The value that counts: on which hosts, from where, and what it overrides.

import { groupsKey } from '../../ansible/model/eachHost.ts';
import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { ownDefinitions } from '../../ansible/model/ownDefinitions.ts';
import { effectiveVariable, unreadFor } from '../../ansible/model/queries.ts';
import { mergedValue } from '../../ansible/templates/mergedValue.ts';
import type { Reference } from '../../ansible/templates/references.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { isDefinedNowhere, isVaultName } from '../../k3s/nothingDefines.ts';
import { code, joined } from '../../text/markdown.ts';
import { type Message, msg } from '../../text/message.ts';
import { isInside } from '../../text/span.ts';
import { definitionsAtKey, hostsConcerned } from '../cursor/names.ts';
import { placeLink, tierText } from '../wording/placeText.ts';
import { valueText } from '../wording/valueText.ts';

/** Hosts for which the same definition counts; without one, nothing readable defines the variable. */
interface Outcome {
  readonly hosts: string[];
  readonly definition?: VariableDefinition;
  readonly overridden: readonly VariableDefinition[];
  /** The definitions that were merged into the value. */
  readonly merged: readonly VariableDefinition[];
}

const MAX_ROWS = 8;
const MAX_NAMES = 3;

/** Markdown paragraphs. */
export function effectiveText(context: InventoryContext, target: Reference): readonly Message[] {
  const { model } = context;
  // The variable may come from a play, or be Ansible's own.
  if (target.role === 'use' && !model.definitionsByName.has(target.name))
    return nowhere(context, target.name);
  const hosts = hostsConcerned(context, target);
  const outcomes = outcomesFor(model, target.name, hosts);
  const [only, ...others] = outcomes;
  if (!only) return unused(model, target);
  const values =
    others.length === 0
      ? oneValue(context, target, only, hosts.length)
      : [tableOf(context, { name: target.name, outcomes }, hosts.length)];
  return [...overrideNote(target, outcomes), ...values, ...unknownsOf(context, hosts)];
}

const nowhere = (context: InventoryContext, name: string): readonly Message[] =>
  isVaultName(name) && isDefinedNowhere(context, name)
    ? [msg('**Nothing defines it:** no file that Ansible reads here, and no play or command nearby.')]
    : [];

/** Hosts in the same groups, none of which has the variable for itself, share one answer. */
function outcomesFor(model: InventoryModel, name: string, hosts: readonly string[]): readonly Outcome[] {
  const byGroups = new Map<string, Outcome>();
  const byPlace = new Map<string, Outcome>();
  const { byHost } = ownDefinitions(model, name);
  for (const host of hosts) {
    const groups = byHost.has(host) ? `\n${host}` : groupsKey(model.hosts.get(host) ?? { groups: [] });
    const known = byGroups.get(groups);
    if (known) known.hosts.push(host);
    else {
      const effective = effectiveVariable(model, host, name);
      const { definition, overridden = [] } = effective ?? {};
      const merged = (effective && mergedValue(model, effective)?.from) ?? [];
      const place = definition ? `${definition.uri} ${definition.keySpan.start}` : '';
      const outcome = byPlace.get(place) ?? {
        hosts: [],
        overridden,
        merged,
        ...(definition && { definition }),
      };
      outcome.hosts.push(host);
      byPlace.set(place, outcome);
      byGroups.set(groups, outcome);
    }
  }
  return [...byPlace.values()].sort((a, b) => b.hosts.length - a.hosts.length);
}

function oneValue(
  context: InventoryContext,
  target: Reference,
  { hosts: [host = ''], definition, overridden, merged }: Outcome,
  count: number,
): readonly Message[] {
  const who = count === 1 ? msg('On {0}', code(host)) : msg('On all {0} hosts concerned', count);
  if (!definition)
    return [
      isAddress(target.name)
        ? msg('{0}: not defined in this inventory, so that the name of the host counts', who)
        : msg('{0}: not defined in this inventory', who),
    ];
  const isHere = isAt(definition, target);
  const where = isHere ? msg('from here') : msg('from {0}', placeLink(context, keyOf(definition)));
  const value = valueText(context.schema, definition);
  return [
    msg('{0}: {1}, {2} ({3})', who, value, where, tierText(definition)),
    ...overridden
      .slice(0, MAX_NAMES)
      .map((other) =>
        merged.includes(other) ? completes(context, other, target) : overrides(context, other, target),
      ),
    ...more(overridden.length - MAX_NAMES),
  ];
}

const overrides = (context: InventoryContext, other: VariableDefinition, target: Reference): Message =>
  msg(
    'Overrides {0} from {1} ({2})',
    valueText(context.schema, other),
    isAt(other, target) ? msg('here') : placeLink(context, keyOf(other)),
    tierText(other),
  );

const completes = (context: InventoryContext, other: VariableDefinition, target: Reference): Message =>
  msg(
    'Merged with {0} from {1} ({2})',
    valueText(context.schema, other),
    isAt(other, target) ? msg('here') : placeLink(context, keyOf(other)),
    tierText(other),
  );

/** Ansible connects to a host without an address by its name. */
const isAddress = (name: string): boolean => name === 'ansible_host';

const more = (count: number): readonly Message[] => (count > 0 ? [msg('… and {0} more', count)] : []);

interface Named {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
}

function tableOf(context: InventoryContext, { name, outcomes }: Named, count: number): Message {
  const rows = outcomes
    .slice(0, MAX_ROWS)
    .map(({ hosts, definition }) =>
      definition
        ? msg(
            '| {0} | {1} | {2} ({3}) |',
            namesOf(hosts),
            valueText(context.schema, definition),
            placeLink(context, keyOf(definition)),
            tierText(definition),
          )
        : isAddress(name)
          ? msg('| {0} | not defined: the name of the host counts | |', namesOf(hosts))
          : msg('| {0} | not defined | |', namesOf(hosts)),
    );
  const head = msg('The {0} hosts concerned do not agree:\n\n| Hosts | Value | From |\n|---|---|---|', count);
  const table = rows.reduce((text, row) => msg('{0}\n{1}', text, row), head);
  return more(outcomes.length - MAX_ROWS).reduce((text, row) => msg('{0}\n\n{1}', text, row), table);
}

/** Whether the definition at the place counts, or what overrides it. */
function overrideNote(target: Reference, outcomes: readonly Outcome[]): readonly Message[] {
  if (target.role !== 'definition') return [];
  const losing = outcomes.filter(({ definition, merged }) =>
    [...merged, definition].every((counting) => !counting || !isAt(counting, target)),
  );
  const hosts = losing.flatMap((outcome) => outcome.hosts);
  if (hosts.length === 0) return [];
  if (losing.length === outcomes.length)
    return [msg('**Overridden everywhere:** this definition has no effect.')];
  return [msg('**Overridden** on {0}.', namesOf(hosts))];
}

function unused(model: InventoryModel, target: Reference): readonly Message[] {
  if (target.role !== 'definition') return [];
  const [definition] = definitionsAtKey(model, target);
  // The priority of a group is not visible to templates.
  if (!definition && target.name === 'ansible_group_priority') return [];
  if (!definition) return [msg('**Without effect:** the same name follows once more.')];
  const { kind, name } = definition.owner;
  if (kind === 'host') return [msg('**Unused:** the inventory has no host {0}.', code(name))];
  return model.groups.has(name)
    ? [msg('**Unused:** group {0} has no hosts.', code(name))]
    : [msg('**Unused:** the inventory has no group {0}.', code(name))];
}

/** Sources that cannot be read and may override the value. */
function unknownsOf(context: InventoryContext, hosts: readonly string[]): readonly Message[] {
  const { model } = context;
  const [unknown] = model.unknowns;
  if (!unknown || !hosts.some((host) => unreadFor(model, host).length > 0)) return [];
  const file = placeLink(context, { uri: unknown.uri });
  return model.unknowns.length === 1
    ? [msg('{0} cannot be read here and may define it, too.', file)]
    : [
        msg(
          '{0} and {1} more files cannot be read here and may define it, too.',
          file,
          model.unknowns.length - 1,
        ),
      ];
}

const keyOf = ({ uri, keySpan }: VariableDefinition) => ({ uri, span: keySpan });

const isAt = ({ uri, keySpan }: VariableDefinition, target: Reference): boolean =>
  uri === target.uri && isInside(target.span, keySpan);

/** The first few names, and how many there are. */
export function namesOf(names: readonly string[]): Message {
  const shown = joined(names.slice(0, MAX_NAMES).map(code));
  return names.length > MAX_NAMES
    ? msg('{0} and {1} more', shown, names.length - MAX_NAMES)
    : msg('{0}', shown);
}
