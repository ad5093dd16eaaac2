// Groups that another group lists as its hosts: what should be its children are machines with the names of groups.
import type { InventoryModel } from './model.ts';
import { hostsOfGroup } from './queries.ts';

export interface GroupsAsHosts {
  /** The group whose hosts they are. */
  readonly group: string;
  readonly names: readonly string[];
}

/** Only where each host of the group is called like a group with hosts, and has no variables, as a machine would. */
export function groupsAsHosts(model: InventoryModel): readonly GroupsAsHosts[] {
  const named = [...model.groups.keys()].filter((name) => model.hosts.has(name));
  if (named.length === 0) return [];
  return [...model.groups.values()].flatMap(({ name: group, hosts }) =>
    group !== 'all' &&
    group !== 'ungrouped' &&
    // One alone may be a machine that somebody has called like a group.
    hosts.length > 1 &&
    hosts.every((host) => named.includes(host) && isGroupElsewhere(model, host, group))
      ? [{ group, names: hosts }]
      : [],
  );
}

const isGroupElsewhere = (model: InventoryModel, name: string, group: string): boolean =>
  name !== group &&
  hostsOfGroup(model, name).some((host) => host !== name) &&
  (model.definitionsOfHosts.get(name) ?? []).length === 0;
