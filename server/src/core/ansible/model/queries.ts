// Questions to the model: hosts of a group, groups of a host, and the definition that counts. Pure functions; the model
// itself stays plain data.

import { query } from '../../query/query.ts';
import { compareText } from '../../text/compareText.ts';
import { joinLists } from '../../text/joinLists.ts';
import { eachDefinition } from './eachDefinition.ts';
import { hasHostInGroups } from './eachHost.ts';
import type {
  EffectiveVariable,
  Group,
  InventoryModel,
  Owner,
  Tier,
  UnknownSource,
  VariableDefinition,
} from './model.ts';
import { ownDefinitions } from './ownDefinitions.ts';

/** Whether the inventory has the group or the host. */
export const hasOwner = ({ groups, hosts }: InventoryModel, { kind, name }: Owner): boolean =>
  (kind === 'group' ? groups : hosts).has(name);

/** The hosts that get what is defined for the owner. */
export const hostsOfOwner = (model: InventoryModel, { kind, name }: Owner): readonly string[] =>
  kind === 'host' ? [name] : hostsOfGroup(model, name);

/** Hosts of a group and of its children, as `groups['name']` lists them. */
export const hostsOfGroup = query((model: InventoryModel, group: string): readonly string[] => {
  const only = model.groups.get(group);
  if (only?.children.length === 0) return only.hosts;
  const groups = new Set(model.groups.has(group) ? [group] : []);
  const lists: (readonly string[])[] = [];
  // Iteration over a set also visits what is added meanwhile.
  for (const name of groups) {
    const { hosts = [], children = [] } = model.groups.get(name) ?? {};
    if (hosts.length > 0) lists.push(hosts);
    for (const child of children) groups.add(child);
  }
  return hasHostInGroups(model) ? withoutRepeats(lists) : joinLists(lists);
});

/** All in one list, each where it is first met; none stands twice in one of the lists, of which the last may be long. */
function withoutRepeats(lists: readonly (readonly string[])[]): readonly string[] {
  const [last, ...others] = lists.toReversed();
  if (!last || others.length === 0) return last ?? [];
  const before = new Set(others.reverse().flat());
  return [...before, ...last.filter((host) => !before.has(host))];
}

/** All groups of a host, parents included, in the order their variables apply (later wins). */
export function groupsOfHost(
  { hosts, groups: known }: Pick<InventoryModel, 'hosts' | 'groups'>,
  host: string,
): readonly Group[] {
  const names = new Set(hosts.get(host)?.groups);
  for (const name of names) {
    for (const parent of known.get(name)?.parents ?? []) names.add(parent);
  }
  const groups = [...names].map((name) => known.get(name)).filter((group) => group !== undefined);
  return groups.sort(compareGroups);
}

const compareGroups = (a: Group, b: Group): number =>
  Number(b.name === 'all') - Number(a.name === 'all') ||
  a.depth - b.depth ||
  a.priority - b.priority ||
  compareText(a.name, b.name);

/** The definition that counts for the host; `undefined` when nothing readable defines it. */
export function effectiveVariable(
  model: InventoryModel,
  host: string,
  name: string,
): EffectiveVariable | undefined {
  const own = (model.definitionsOfHosts.get(host) ?? []).filter((definition) => definition.name === name);
  if (own.length + definitionsForGroups(model, name).length === 0) return undefined;
  return firstInRank(model, groupsOfHost(model, host), name, own);
}

/** The variable's definitions that are not for a single host. */
const definitionsForGroups = eachDefinition((definition) =>
  definition.owner.kind === 'group' ? definition : undefined,
);

function firstInRank(
  model: InventoryModel,
  groups: readonly Group[],
  name: string,
  own: readonly VariableDefinition[],
): EffectiveVariable | undefined {
  const byGroup = definitionsByGroup(model, name);
  const found = [...groups.flatMap((group) => byGroup.get(group.name) ?? []), ...own];
  const [definition, ...overridden] = rankedDefinitions(found, groups).reverse();
  return definition ? { definition, overridden } : undefined;
}

/** A variable may be defined for thousands of groups, so that searching all of them for each host takes too long. */
const definitionsByGroup = query((model: InventoryModel, name: string) => {
  const found = new Map<string, VariableDefinition[]>();
  for (const definition of definitionsForGroups(model, name)) {
    const others = found.get(definition.owner.name);
    if (others) others.push(definition);
    else found.set(definition.owner.name, [definition]);
  }
  return found;
});

/**
 * The definition of `name` that counts, for any host. Hosts of the same groups share it, unless one has its own: with
 * many hosts, that saves nearly all the work.
 */
export const definitionLookup = query((model: InventoryModel, name: string) => {
  if (definitionsOf(model, name).length === 0) return NO_DEFINITION;
  const ofHosts = ownDefinitions(model, name).byHost;
  // Read here, not when a host is asked for: what is shared below is kept until one of them changes.
  const { hosts, groups } = model;
  const groupsOf = (host: string): readonly Group[] => groupsOfHost({ hosts, groups }, host);
  const shared = new Map<string, VariableDefinition | undefined>();
  const isFromPlay = definitionsForGroups(model, name).some(({ tier }) => tier === 'play');
  return (host: string): VariableDefinition | undefined => {
    const own = ofHosts.get(host) ?? [];
    // The tiers of hosts are above all those of groups in files.
    if (own.length === 1 && !isFromPlay) return own[0];
    if (own.length > 0) return firstInRank(model, groupsOf(host), name, own)?.definition;
    const key = hosts.get(host)?.groups.join('\n') ?? '';
    if (!shared.has(key)) shared.set(key, firstInRank(model, groupsOf(host), name, [])?.definition);
    return shared.get(key);
  };
});

const NO_DEFINITION = (_host: string): VariableDefinition | undefined => undefined;

/** The definitions for one host, whose groups are given in their order: the last one of a name wins. */
export function rankedDefinitions(
  definitions: readonly VariableDefinition[],
  groups: readonly Group[],
): VariableDefinition[] {
  const order = new Map(groups.map((group, index) => [group.name, index]));
  const groupRank = ({ owner }: VariableDefinition): number =>
    owner.kind === 'group' ? (order.get(owner.name) ?? 0) : 0;
  // Sorting is stable: of equal rank, the one read later wins.
  return definitions.toSorted(
    (a, b) =>
      TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier) ||
      (a.folder ?? 0) - (b.folder ?? 0) ||
      groupRank(a) - groupRank(b),
  );
}

/** Highest rank first, whichever hosts they are for. */
export const byPrecedence = (
  model: InventoryModel,
  definitions: readonly VariableDefinition[],
): readonly VariableDefinition[] =>
  rankedDefinitions(definitions, [...model.groups.values()].sort(compareGroups)).reverse();

/** Lowest first. */
const TIERS: readonly Tier[] = [
  'inventory-file-group',
  'inventory-group_vars-all',
  'playbook-group_vars-all',
  'inventory-group_vars',
  'playbook-group_vars',
  'inventory-file-host',
  'inventory-host_vars',
  'playbook-host_vars',
  'play',
];

/**
 * Every definition of a variable, for any owner, in the order in which Ansible reads them; which of them counts for a
 * host is another question.
 */
export function definitionsOf(model: InventoryModel, name: string): readonly VariableDefinition[] {
  return model.definitionsByName.get(name) ?? [];
}

/** Unreadable sources that may define variables for the host (or for any host). */
export function unreadFor(model: InventoryModel, host?: string): readonly UnknownSource[] {
  if (host === undefined || model.unknowns.length === 0) return model.unknowns;
  const groups = new Set(groupsOfHost(model, host).map((group) => group.name));
  return model.unknowns.filter(
    ({ owner }) => !owner || (owner.kind === 'host' ? owner.name === host : groups.has(owner.name)),
  );
}

/** Whether the source, if it defines the variable, may override the definition on the host. */
export function mayOutrank(
  model: InventoryModel,
  host: string,
  { owner, tier, folder = 0 }: UnknownSource,
  definition: VariableDefinition,
): boolean {
  if (!owner || !tier || model.mergesMappings) return true;
  const other: VariableDefinition = { ...definition, owner, tier, folder };
  return rankedDefinitions([definition, other], groupsOfHost(model, host))[1] === other;
}

export type { Owner };
