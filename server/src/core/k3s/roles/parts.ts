// Which part each node plays in the roles: the first server starts the cluster, other servers and the agents join it.
// The one place that says so, for rules and features as data, and for the preview as the roles' own conditions.
import type { InventoryModel } from '../../ansible/model/model.ts';
import { query } from '../../query/query.ts';
import { clusterHosts } from '../cluster.ts';

/** The part of one node. A host in both groups plays that of a server first. */
export type NodePart = 'first-server' | 'joining-server' | 'agent';

/** `when:` of the tasks that only the first server runs. Read from roles/k3s_server/tasks/main.yml of each release. */
export const IS_FIRST =
  'inventory_hostname == groups[server_group][0] or ansible_host == groups[server_group][0]';

/** The same by its name in the inventory alone: who gets no server to join, since 1.2.0. */
export const IS_NAMED_FIRST = 'inventory_hostname == groups[server_group][0]';

/** Whether the first server begins a cluster that others can join. */
export const HAS_SEVERAL = '(groups[server_group] | length) > 1';

/** The server that starts the cluster; `undefined` without servers, and where their group is not known. */
export const firstServer = query(
  (model: InventoryModel): string | undefined => clusterHosts(model).servers[0],
);

/**
 * The first server among some of the nodes, such as those of one endpoint, where several clusters share an inventory;
 * that of all where none of them is a server.
 */
export function firstServerAmong(model: InventoryModel, nodes: readonly string[]): string | undefined {
  const { all, servers } = clusterHosts(model);
  // Usually all hosts.
  if (nodes.length === all.length) return servers[0];
  const counting = new Set(nodes);
  return servers.find((host) => counting.has(host)) ?? servers[0];
}

/** Whether servers join the first one, or share a database with it: a single server is asked for neither. */
export const hasServersToJoin = query(
  (model: InventoryModel): boolean => clusterHosts(model).servers.length > 1,
);

/** Whether any node joins the cluster, as a server or as an agent. */
export const hasNodesToJoin = query((model: InventoryModel): boolean => clusterHosts(model).all.length > 1);

/** The part that each node plays; `undefined` for hosts that are no nodes. */
export function partsOf(model: InventoryModel): (host: string) => NodePart | undefined {
  const { servers, agents } = clusterHosts(model);
  const [isServer, isAgent] = [new Set(servers), new Set(agents)];
  const first = firstServer(model);
  return (host) => {
    if (host === first) return 'first-server';
    return isServer.has(host) ? 'joining-server' : isAgent.has(host) ? 'agent' : undefined;
  };
}
