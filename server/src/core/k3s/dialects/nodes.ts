// The nodes of a cluster, whatever its project calls their groups.
import { literalOf } from '../../ansible/model/definitions.ts';
import type { InventoryModel } from '../../ansible/model/model.ts';
import { definitionsOf, hostsOfGroup } from '../../ansible/model/queries.ts';
import { type ClusterGroups, clusterGroups } from '../clusterGroups.ts';
import type { InventoryContext } from '../context.ts';
import type { Dialect } from './dialect.ts';

type Known = Pick<InventoryContext, 'model' | 'dialect'>;

/** `undefined` where the names of the groups cannot be known. */
export function nodeGroups({ model, dialect }: Known): ClusterGroups | undefined {
  if (!dialect || dialect.relation === 'itself') return clusterGroups(model);
  const server = dialect.groups && serverGroup(model, dialect);
  return dialect.groups && server !== undefined ? { server, agent: dialect.groups.agent } : undefined;
}

/** Whether the plays are told another name for the servers: then they are other plays, whose agents are not known. */
export const hasRenamedServers = ({ model, dialect }: Known): boolean =>
  dialect?.groups?.serverNamedBy !== undefined &&
  definitionsOf(model, dialect.groups.serverNamedBy).length > 0;

function serverGroup(model: InventoryModel, { groups }: Dialect): string | undefined {
  const renamed = groups?.serverNamedBy === undefined ? [] : definitionsOf(model, groups.serverNamedBy);
  const names = new Set(renamed.map((definition) => literalOf(definition)?.text));
  if (names.size === 0) return groups?.server;
  return names.size === 1 ? [...names][0] : undefined;
}

export interface Nodes {
  readonly servers: readonly string[];
  readonly agents: readonly string[];
  /** Servers first, each host once. */
  readonly all: readonly string[];
}

/** Nobody where the names of the groups cannot be known. */
export function nodesOf(context: Known): Nodes {
  const groups = nodeGroups(context);
  const servers = groups ? hostsOfGroup(context.model, groups.server) : [];
  const agents = groups ? hostsOfGroup(context.model, groups.agent) : [];
  return { servers, agents, all: [...new Set([...servers, ...agents])] };
}
