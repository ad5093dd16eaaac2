// Groups that another group lists as its hosts: names of groups below `hosts:` instead of `children:`.
import type { InventoryModel } from './model.ts';
import { hostsOfGroup } from './queries.ts';

/**
 * A group with the names below its `hosts:` that are names of groups. Ansible takes them for hosts, and tries to
 * connect to them.
 */
export interface GroupsAsHosts {
  /** The group whose hosts they are. */
  readonly group: string;
  readonly names: readonly string[];
}

/**
 * Only where each host of the group has the name of a group with hosts, and no variables, which a machine would have.
 */
export function groupsAsHosts(model: InventoryModel): readonly GroupsAsHosts[] {
  const named = [...model.groups.keys()].filter((name) => model.hosts.has(name));
  if (named.length === 0) return [];
  return [...model.groups.values()].flatMap(({ name: group, hosts }) =>
    group !== 'all' &&
    group !== 'ungrouped' &&
    // A single one may be a machine that has the name of a group.
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
