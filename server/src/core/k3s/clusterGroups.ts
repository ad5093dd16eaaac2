// Which groups hold the servers and the agents. Knows the two variables that rename them, and nothing else of k3s.

import { literalOf } from '../ansible/model/definitions.ts';
import type { InventoryModel, Owner } from '../ansible/model/model.ts';
import { definitionsOf, hostsOfGroup } from '../ansible/model/queries.ts';
import { query } from '../query/query.ts';

/** The parent of both groups. The plays of k3s-ansible name it, and no variable renames it. */
export const CLUSTER_GROUP = 'k3s_cluster';

/** Names for the group of the cluster that are, or were, in use. */
export const CLUSTERS = /^(?:k3s|kube)[-_]?clusters?$/i;

/** The names of the groups in this inventory. */
export interface ClusterGroups {
  readonly server: string;
  readonly agent: string;
}

/** `undefined` where the value of `server_group` or `agent_group` cannot be known. */
export function clusterGroups(model: InventoryModel): ClusterGroups | undefined {
  const server = groupName(model, 'server_group', 'server');
  const agent = groupName(model, 'agent_group', 'agent');
  return server !== undefined && agent !== undefined ? { server, agent } : undefined;
}

/** Whether the inventory renames its groups, so that the usual ones may be missing. */
export const hasOwnGroups = (model: InventoryModel): boolean =>
  definitionsOf(model, 'server_group').length + definitionsOf(model, 'agent_group').length > 0;

/** The value of the variable, or the usual name; `undefined` where it cannot be known. */
export function groupName(model: InventoryModel, variable: string, usual: string): string | undefined {
  const names = new Set(definitionsOf(model, variable).map((definition) => literalOf(definition)?.text));
  if (names.size === 0) return usual;
  return names.size === 1 ? [...names][0] : undefined;
}

/** The group and every group below it. */
export function groupWithChildren(model: InventoryModel, group: string): ReadonlySet<string> {
  const found = new Set([group]);
  for (const name of found) for (const child of model.groups.get(name)?.children ?? []) found.add(child);
  return found;
}

/** Whether the host is in one of the groups, which must include the groups below them. */
export const isInAny = (model: InventoryModel, host: string, groups: ReadonlySet<string>): boolean =>
  model.hosts.get(host)?.groups.some((group) => groups.has(group)) ?? false;

type OwnerFilter = (owner: Owner) => boolean;

/** A function that says whether variables of an owner can reach a node; a group without hosts may get some later. */
export const createOwnerFilter = query((model: InventoryModel): OwnerFilter => {
  const groups = clusterGroups(model);
  const names = [CLUSTER_GROUP, ...(groups ? [groups.server, groups.agent] : [])];
  const hasNodes = names.some((name) => hostsOfGroup(model, name).length > 0);
  return hasNodes ? filterFor(model, names) : () => true;
});

/** Whether variables of an owner can reach a node of the group; also where that has no hosts yet, or is not known. */
export const reachesGroup = (model: InventoryModel, part: keyof ClusterGroups, owner: Owner): boolean =>
  createPartFilter(model, part)(owner);

const createPartFilter = query((model: InventoryModel, part: keyof ClusterGroups): OwnerFilter => {
  const groups = clusterGroups(model);
  // Without servers there is more of the inventory elsewhere.
  const isWhole = groups !== undefined && hostsOfGroup(model, groups.server).length > 0;
  return isWhole ? filterFor(model, [groups[part]]) : () => true;
});

/** The owners that have a host of the groups, or of those below them. */
function filterFor(model: InventoryModel, names: readonly string[]): OwnerFilter {
  const ours = new Set(names.flatMap((name) => [...groupWithChildren(model, name)]));
  const isNode = (host: string): boolean => isInAny(model, host, ours);
  const known = new Map<string, boolean>();
  return ({ kind, name }) => {
    if (kind === 'host') return isNode(name);
    let isOurs = known.get(name);
    if (isOurs === undefined) {
      const hosts = hostsOfGroup(model, name);
      isOurs = hosts.length === 0 || hosts.some(isNode);
      known.set(name, isOurs);
    }
    return isOurs;
  };
}

/** Usual names for the group of the machines in front of the servers. */
const BALANCERS =
  /^(?:(?:k3s|k8s|kube|api|server|control_?plane|cp|external)_?)?(?:load_?balancers?|lbs?|balancers?|ha_?prox(?:y|ies)|keepalived|proxy|proxies)$/i;

/** A group of load balancers: with hosts, none of which is a node. */
export function balancerGroup(model: InventoryModel): string | undefined {
  const groups = clusterGroups(model);
  const names = [CLUSTER_GROUP, ...(groups ? [groups.server, groups.agent] : [])];
  const ofNodes = new Set(names.slice(1).flatMap((name) => [...groupWithChildren(model, name)]));
  return [...model.groups.keys()].find((name) => {
    if (names.includes(name) || !BALANCERS.test(name.replaceAll('-', '_'))) return false;
    const hosts = hostsOfGroup(model, name);
    return hosts.length > 0 && hosts.every((host) => !isInAny(model, host, ofNodes));
  });
}
