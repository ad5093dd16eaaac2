// The nodes of a cluster, by the names that its project gives to the groups.
import { definitionsOf } from '../../ansible/model/queries.ts';
import { type ClusterHosts, hostsInGroups } from '../cluster.ts';
import { type ClusterGroups, clusterGroups, groupName } from '../clusterGroups.ts';
import type { InventoryContext } from '../context.ts';

type Known = Pick<InventoryContext, 'model' | 'dialect'>;

/** `undefined` where the names of the groups cannot be known. */
export function nodeGroups({ model, dialect }: Known): ClusterGroups | undefined {
  if (!dialect || dialect.relation === 'itself') return clusterGroups(model);
  const { groups } = dialect;
  if (!groups) return undefined;
  const { serverNamedBy, agent } = groups;
  const server = serverNamedBy === undefined ? groups.server : groupName(model, serverNamedBy, groups.server);
  return server === undefined ? undefined : { server, agent };
}

/** Whether the plays are given another name for the servers: then they are other plays, whose agents are not known. */
export const hasRenamedServers = ({ model, dialect }: Known): boolean =>
  dialect?.groups?.serverNamedBy !== undefined &&
  definitionsOf(model, dialect.groups.serverNamedBy).length > 0;

/** Whether the plays of the project find any of their groups: else those that run here are someone’s own. */
export function hasItsGroups(context: Known): boolean {
  const groups = nodeGroups(context);
  return !groups || context.model.groups.has(groups.server) || context.model.groups.has(groups.agent);
}

/** Empty where the names of the groups cannot be known. */
export const nodesOf = (context: Known): ClusterHosts => hostsInGroups(context.model, nodeGroups(context));
