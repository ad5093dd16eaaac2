// Nodes that are not in the group of the cluster, and the variables of that group that they lack because of it: one
// cause, which one rule reports.

import { oneHostOfEachKind } from '../ansible/model/eachHost.ts';
import { groupsAsHosts } from '../ansible/model/groupsAsHosts.ts';
import type { InventoryModel } from '../ansible/model/model.ts';
import { definitionsOf } from '../ansible/model/queries.ts';
import { mayHaveUnknownGroups } from '../ansible/model/refusal.ts';
import { query } from '../query/query.ts';
import { clusterHosts, definitionsFor } from './cluster.ts';
import { CLUSTER_GROUP, CLUSTERS, groupWithChildren, hasOwnGroups, isInAny } from './clusterGroups.ts';
import type { InventoryContext } from './context.ts';
import { isLostKey } from './equalKeys.ts';

/** None where the groups are in doubt, or another rule is about them. */
export const nodesOutside = query((context: InventoryContext): ReadonlySet<string> => {
  const { model } = context;
  if (hasOwnGroups(model) || mayHaveUnknownGroups(context) || isClusterInDoubt(model)) return NONE;
  if (isLostKey(context, CLUSTER_GROUP)) return NONE;
  const inside = groupWithChildren(model, CLUSTER_GROUP);
  // Which groups list a host says whether it is inside.
  if (oneHostOfEachKind(model).every((host) => isInAny(model, host, inside))) return NONE;
  return new Set(clusterHosts(model).all.filter((host) => !isInAny(model, host, inside)));
});

const NONE: ReadonlySet<string> = new Set();

/** Another rule is about its name, or about its content. */
const isClusterInDoubt = (model: InventoryModel): boolean =>
  groupsAsHosts(model).length > 0 ||
  model.problems.some(
    ({ code, group, subject }) =>
      code === 'group-without-colon' || group === CLUSTER_GROUP || subject === CLUSTER_GROUP,
  ) ||
  [...model.groups.keys()].some((name) => name !== CLUSTER_GROUP && CLUSTERS.test(name));

/** Nodes for which the variable is not defined, but would be if they were in the cluster. */
export const withoutClusterVariable = query(
  (context: InventoryContext, name: string): ReadonlySet<string> => {
    const { model } = context;
    const outside = nodesOutside(context);
    if (outside.size === 0) return NONE;
    const isOfCluster = definitionsOf(model, name).some(
      ({ owner }) => owner.kind === 'group' && owner.name === CLUSTER_GROUP,
    );
    if (!isOfCluster) return NONE;
    const { without } = definitionsFor(model, clusterHosts(model).all, name);
    return new Set(without.filter((host) => outside.has(host)));
  },
);
