// The cluster's hosts, and the definitions that reach them. Other groups of the inventory are other people's business.
import type { InventoryModel, VariableDefinition } from '../../inventory/model.ts';
import { effectiveVariable, hostsOfGroup } from '../../inventory/queries.ts';
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
export function clusterDefinitions(model: InventoryModel): readonly VariableDefinition[] {
  const isOurs = createOwnerFilter(model);
  const seen = new Set<string>();
  return model.definitions.filter((definition) => {
    const place = placeOf(definition);
    return !seen.has(place) && isOurs(definition.owner) && seen.add(place);
  });
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
  for (const host of hosts) {
    const definition = effectiveVariable(model, host, name)?.definition;
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
