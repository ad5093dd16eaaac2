// The cluster's hosts, and the definitions that reach them. Other groups of the inventory are other people's business.
import type { InventoryModel, VariableDefinition } from '../../inventory/model.ts';
import { definitionsOf, effectiveVariable, hostsOfGroup } from '../../inventory/queries.ts';
import { clusterGroups, createOwnerFilter } from './clusterGroups.ts';

export interface ClusterHosts {
  readonly servers: readonly string[];
  readonly agents: readonly string[];
  /** Servers first, each host once. */
  readonly all: readonly string[];
}

/** Nobody when the names of the groups cannot be known. */
export function clusterHosts(model: InventoryModel): ClusterHosts {
  const groups = clusterGroups(model);
  const servers = groups ? hostsOfGroup(model, groups.server) : [];
  const agents = groups ? hostsOfGroup(model, groups.agent) : [];
  return { servers, agents, all: [...new Set([...servers, ...agents])] };
}

/** Definitions that can reach a node, each place once: a host range defines at one place for many hosts. */
export function clusterDefinitions(
  model: InventoryModel,
  wants: (name: string) => boolean,
): readonly VariableDefinition[] {
  const isOurs = createOwnerFilter(model);
  const found = new Map<string, VariableDefinition>();
  for (const [name, definitions] of model.definitionsByName) {
    if (!wants(name)) continue;
    for (const definition of definitions)
      if (isOurs(definition.owner)) found.set(placeOf(definition), definition);
  }
  return [...found.values()];
}

const placeOf = ({ uri, keySpan }: VariableDefinition): string => `${uri}:${keySpan.start}`;

/** A definition with the hosts it counts for. */
export interface EffectiveDefinition {
  readonly definition: VariableDefinition;
  readonly hosts: readonly string[];
}

/** The definitions of `name` that count for the hosts, each place once, and the hosts without one. */
export function definitionsFor(model: InventoryModel, hosts: readonly string[], name: string) {
  const found = new Map<string, { definition: VariableDefinition; hosts: string[] }>();
  const without: string[] = [];
  const definitionOf = createLookup(model, name);
  for (const host of hosts) {
    const definition = definitionOf(host);
    if (!definition) without.push(host);
    else {
      const known = found.get(placeOf(definition));
      if (known) known.hosts.push(host);
      else found.set(placeOf(definition), { definition, hosts: [host] });
    }
  }
  const effective: readonly EffectiveDefinition[] = [...found.values()];
  return { effective, without };
}

/** Hosts of the same groups share their definition, unless one has its own; with many hosts, that saves nearly all. */
function createLookup(model: InventoryModel, name: string): (host: string) => VariableDefinition | undefined {
  const definitions = definitionsOf(model, name);
  const owners = new Set(definitions.flatMap(({ owner }) => (owner.kind === 'host' ? [owner.name] : [])));
  const shared = new Map<string, VariableDefinition | undefined>();
  return (host) => {
    if (definitions.length === 0) return undefined;
    if (owners.has(host)) return effectiveVariable(model, host, name)?.definition;
    const key = (model.hosts.get(host)?.groups ?? []).join('\n');
    if (!shared.has(key)) shared.set(key, effectiveVariable(model, host, name)?.definition);
    return shared.get(key);
  };
}
