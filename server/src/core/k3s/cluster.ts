// The cluster's hosts, and the definitions that reach them. Other groups of the inventory are not our concern.

import { templateOf } from '../ansible/model/definitions.ts';
import { allHosts, groupsKey, hasHostInGroups, oneHostOfEachKind } from '../ansible/model/eachHost.ts';
import type { InventoryModel, VariableDefinition } from '../ansible/model/model.ts';
import { definitionLookup, definitionsOf, hostsOfGroup } from '../ansible/model/queries.ts';
import { bareName } from '../ansible/templates/bareName.ts';
import { query } from '../query/query.ts';
import type { YamlNode } from '../yaml/tree.ts';
import {
  type ClusterGroups,
  clusterGroups,
  createOwnerFilter,
  groupWithChildren,
  isInAny,
} from './clusterGroups.ts';

/** The nodes, by role. A host in both groups is in both lists. */
export interface ClusterHosts {
  readonly servers: readonly string[];
  readonly agents: readonly string[];
  /** Servers first, each host once. */
  readonly all: readonly string[];
}

/** Empty where the names of the groups cannot be known. */
export const clusterHosts = query(
  (model: InventoryModel): ClusterHosts => hostsInGroups(model, clusterGroups(model)),
);

/** Empty where the groups are not known. */
export function hostsInGroups(model: InventoryModel, groups: ClusterGroups | undefined): ClusterHosts {
  const servers = groups ? hostsOfGroup(model, groups.server) : [];
  const agents = groups ? hostsOfGroup(model, groups.agent) : [];
  if (groups && !hasHostInGroups(model) && areApart(model, groups))
    return { servers, agents, all: servers.concat(agents) };
  const isServer = new Set(servers);
  return { servers, agents, all: servers.concat(agents.filter((host) => !isServer.has(host))) };
}

function areApart(model: InventoryModel, { server, agent }: ClusterGroups): boolean {
  const servers = groupWithChildren(model, server);
  return [...groupWithChildren(model, agent)].every((group) => !servers.has(group));
}

/** Definitions that can reach a node, each place once: a host range defines at one place for many hosts. */
export function clusterDefinitions(
  model: InventoryModel,
  wants: (name: string) => boolean,
): readonly VariableDefinition[] {
  return [...model.definitionsByName.keys()]
    .filter(wants)
    .flatMap((name) => clusterDefinitionsOf(model, name));
}

const clusterDefinitionsOf = query((model: InventoryModel, name: string): readonly VariableDefinition[] => {
  const isOurs = createOwnerFilter(model);
  const found = new Map<YamlNode | string, VariableDefinition>();
  for (const definition of definitionsOf(model, name))
    if (isOurs(definition.owner)) found.set(definition.value ?? placeOf(definition), definition);
  return [...found.values()];
});

const placeOf = ({ uri, keySpan }: VariableDefinition): string => `${uri}:${keySpan.start}`;

/** A definition with the hosts for which it counts. */
export interface EffectiveDefinition {
  readonly definition: VariableDefinition;
  readonly hosts: readonly string[];
}

/** The definitions of `name` that count for the hosts, each place once, and the hosts without one. */
export const definitionsFor = (
  model: InventoryModel,
  hosts: readonly string[],
  name: string,
): DefinitionsFor => {
  const isCluster = hosts === clusterHosts(model).all;
  return isCluster ? definitionsForCluster(model, name) : findDefinitions(model, hosts, name);
};

const definitionsForCluster = query((model: InventoryModel, name: string) =>
  findDefinitions(model, clusterHosts(model).all, name),
);

/** The definitions of `name` that count for any host of the inventory. */
export const effectiveDefinitions = (model: InventoryModel, name: string): readonly EffectiveDefinition[] =>
  definitionsForAll(model, name).effective;

/** The definitions that a value is passed on from unchanged: `{{ name }}`, and so on from there. */
export function takenFrom(model: InventoryModel, start: VariableDefinition): readonly VariableDefinition[] {
  const found = new Set<VariableDefinition>();
  let waiting: readonly VariableDefinition[] = [start];
  for (let step = 0; step < MAX_STEPS && waiting.length > 0; step++) {
    const names = new Set(waiting.flatMap((definition) => handedOn(definition) ?? []));
    const next = [...names].flatMap((name) => effectiveDefinitions(model, name));
    waiting = next.flatMap(({ definition }) => (found.has(definition) ? [] : [definition]));
    for (const definition of waiting) found.add(definition);
  }
  return [...found];
}

/** Chains of references are followed so far. */
const MAX_STEPS = 5;

/** The variable that the value consists of, but for white space around it. */
function handedOn(definition: VariableDefinition): string | undefined {
  const text = templateOf(definition)?.text;
  const isChanged = text !== undefined && /\|(?!\s*(?:trim|string)\s*[|}-])/.test(text);
  return text === undefined || isChanged ? undefined : bareName(text);
}

const definitionsForAll = query((model: InventoryModel, name: string) =>
  findDefinitions(model, allHosts(model), name),
);

/** The definitions of one variable that count for some of the nodes, and the nodes for which none does. */
export interface DefinitionsFor {
  readonly effective: readonly EffectiveDefinition[];
  readonly without: readonly string[];
}

function findDefinitions(model: InventoryModel, hosts: readonly string[], name: string): DefinitionsFor {
  const definitions = definitionsOf(model, name);
  if (definitions.length === 0) return { effective: [], without: hosts };
  const definitionOf = definitionLookup(model, name);
  // Without definitions for hosts, those in the same groups have the same one.
  if (definitions.every(({ owner }) => owner.kind === 'group')) {
    const [only, ...others] = oneOfEachKind(model, hosts).map(definitionOf);
    if (others.every((definition) => definition === only))
      return only
        ? { effective: [{ definition: only, hosts }], without: [] }
        : { effective: [], without: hosts };
  }
  return sortOut(hosts, definitionOf);
}

/** Of a list of hosts, one for each set of groups. */
function oneOfEachKind(model: InventoryModel, hosts: readonly string[]): readonly string[] {
  if (hosts === allHosts(model)) return oneHostOfEachKind(model);
  const cluster = clusterHosts(model);
  const part = PARTS.find((name) => cluster[name] === hosts);
  return part ? oneOfEachKindIn(model, part) : findOneOfEachKind(model, hosts);
}

const PARTS = ['all', 'servers', 'agents'] as const;

/** The groups that list a host decide whether it is a node. */
const oneOfEachKindIn = query((model: InventoryModel, part: (typeof PARTS)[number]): readonly string[] => {
  const groups = clusterGroups(model);
  if (!groups) return [];
  const wanted = { all: [groups.server, groups.agent], servers: [groups.server], agents: [groups.agent] };
  const ours = new Set(wanted[part].flatMap((name) => [...groupWithChildren(model, name)]));
  return oneHostOfEachKind(model).filter((host) => isInAny(model, host, ours));
});

function findOneOfEachKind(model: InventoryModel, hosts: readonly string[]): readonly string[] {
  const found = new Map<string, string>();
  for (const host of hosts) {
    const key = groupsKey(model.hosts.get(host) ?? { groups: [] });
    if (!found.has(key)) found.set(key, host);
  }
  return [...found.values()];
}

function sortOut(
  hosts: readonly string[],
  definitionOf: (host: string) => VariableDefinition | undefined,
): DefinitionsFor {
  const found = new Map<VariableDefinition, string[]>();
  const places = new Map<string, { definition: VariableDefinition; hosts: string[] }>();
  const without: string[] = [];
  for (const host of hosts) {
    const definition = definitionOf(host);
    if (!definition) {
      without.push(host);
      continue;
    }
    let counted = found.get(definition);
    if (!counted) {
      // A host range defines at one place for many hosts.
      const place = places.get(placeOf(definition)) ?? { definition, hosts: [] };
      places.set(placeOf(definition), place);
      counted = place.hosts;
      found.set(definition, counted);
    }
    counted.push(host);
  }
  return { effective: [...places.values()], without };
}
