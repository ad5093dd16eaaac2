// Variables that every node needs, and that are defined where only the servers or only the agents get them.

import { literalOf } from '../ansible/model/definitions.ts';
import type { VariableDefinition } from '../ansible/model/model.ts';
import { mayHaveUnknownGroups } from '../ansible/model/refusal.ts';
import { mayBeDefinedElsewhere } from '../ansible/templates/elsewhere.ts';
import { clusterHosts, definitionsFor } from './cluster.ts';
import { clusterGroups, groupWithChildren } from './clusterGroups.ts';
import type { InventoryContext } from './context.ts';
import { tokenHandling } from './roles/behaviour.ts';

/** A variable that only one half of the cluster gets. */
export interface WrongGroup {
  readonly definitions: readonly VariableDefinition[];
  /** The group that has the variable, and the one that lacks it. */
  readonly has: string;
  readonly lacks: string;
  /** The hosts that lack it. */
  readonly without: readonly string[];
  readonly isOnServers: boolean;
}

/** `undefined` unless all servers and no agent have it from groups of their own, or the other way round. */
export function findOnWrongGroup(context: InventoryContext, name: string): WrongGroup | undefined {
  const { model, upstream } = context;
  const groups = clusterGroups(model);
  const { servers, agents } = clusterHosts(model);
  if (!groups || servers.length === 0 || agents.length === 0 || mayHaveUnknownGroups(context))
    return undefined;
  // These releases give the first server's token to every node.
  if (name === 'token' && tokenHandling(upstream) === 'first-server') return undefined;
  const ofServers = definitionsFor(model, servers, name);
  const ofAgents = definitionsFor(model, agents, name);
  const isOnServers = ofServers.effective.length > 0;
  const [having, lacking] = isOnServers ? [ofServers, ofAgents] : [ofAgents, ofServers];
  const [has, lacks] = isOnServers ? [groups.server, groups.agent] : [groups.agent, groups.server];
  if (having.effective.length === 0 || having.without.length > 0 || lacking.effective.length > 0)
    return undefined;
  if (lacking.without.some((host) => mayBeDefinedElsewhere(model, name, host))) return undefined;
  const definitions = having.effective.map(({ definition }) => definition);
  const own = groupWithChildren(model, has);
  const isOfGroup = definitions.every(({ owner }) => owner.kind === 'group' && own.has(owner.name));
  if (!isOfGroup || definitions.every((definition) => isDefault(definition))) return undefined;
  return { definitions, has, lacks, without: lacking.without, isOnServers };
}

/** A value that is the roles' own default does no harm anywhere. */
const isDefault = (definition: VariableDefinition): boolean =>
  definition.name === 'api_port' && literalOf(definition)?.text.trim() === '6443';
