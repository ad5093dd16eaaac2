// Turns the draft, once every source is read, into the model: groups reconciled, depths computed, definitions indexed
// by name. Read from ansible-core 2.14.18, inventory/data.py (reconcile_inventory) and inventory/group.py.

import { groupBy } from '../../text/groupBy.ts';
import type { Group, HostEntry, InventoryModel, VariableDefinition } from '../model/model.ts';
import type { InventoryDraft } from './draft.ts';

/** What a model has besides what was read. */
export type RestOfModel = Pick<
  InventoryModel,
  'sources' | 'files' | 'isRefused' | 'mergesMappings' | 'core' | 'dialect'
>;

/** The model of a draft to which nothing will be added: depths and indexes need all sources together. */
export function finishModel(draft: InventoryDraft, rest: RestOfModel): InventoryModel {
  const { definitions, definitionsOfHosts, unknowns } = draft;
  const [groups, hosts] = [finishGroups(draft), draft.finishHosts()];
  const { problems } = draft;
  return Object.freeze({
    ...rest,
    definitions,
    unknowns,
    groups,
    hosts,
    problems,
    definitionsByName: groupBy(definitions, ({ name }) => name),
    definitionsOfGroups: groupBy(definitions.filter(isOfGroup), ({ owner }) => owner.name),
    definitionsOfHosts,
  });
}

/** Every group descends from `all`; a host in no other group is in `ungrouped`, and only such a host. */
export function reconcile(draft: InventoryDraft): void {
  for (const group of draft.groups.values()) {
    if (group.name === 'all' || group.parents.size > 0) continue;
    if (draft.addChild('all', group.name) !== 'loop') continue;
    const [location] = group.locations;
    if (location) draft.refuse('group-loop', location, group.name, 'all');
  }
  const below = reachable(draft, 'ungrouped', 'children');
  const above = reachable(draft, 'ungrouped', 'parents');
  above.delete('all');
  for (const host of draft.hosts.values()) {
    const groups = [...draft.groupsOf(host)];
    const isUngrouped = groups.some((group) => below.has(group));
    const isGrouped = groups.some((group) => group !== 'all' && (group !== 'ungrouped' || above.size > 1));
    if (isUngrouped && isGrouped) draft.leave(host.name, 'ungrouped');
    else if (!isUngrouped && !isGrouped) addUngrouped(draft, host);
  }
}

/** Where a group has the host's name, Ansible adds that group instead. */
function addUngrouped(draft: InventoryDraft, { name, locations }: HostEntry): void {
  if (draft.addChild('ungrouped', name) !== 'loop') return;
  const [location] = locations;
  if (location) draft.refuse('group-loop', location, name, 'ungrouped');
}

/** The group and every group above or below it. */
export function reachable(
  draft: InventoryDraft,
  start: string,
  direction: 'parents' | 'children',
): Set<string> {
  const found = new Set([start]);
  // Iteration over a set also visits what is added meanwhile.
  for (const name of found) {
    for (const next of draft.groups.get(name)?.[direction] ?? []) found.add(next);
  }
  return found;
}

/** The groups as the model has them, in the order in which Ansible adds them. */
export function finishGroups(draft: InventoryDraft): Map<string, Group> {
  const depths = findDepths(draft);
  const groups = new Map<string, Group>();
  for (const { name, priority, locations, ...sets } of draft.groups.values()) {
    const [children, parents, hosts] = [[...sets.children], [...sets.parents], [...sets.hosts]];
    groups.set(name, { name, children, parents, hosts, priority, depth: depths.get(name) ?? 0, locations });
  }
  return groups;
}

/** A group's depth is final once all its parents are known; groups know no loops. */
function findDepths(draft: InventoryDraft): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const parentsLeft = new Map([...draft.groups.values()].map(({ name, parents }) => [name, parents.size]));
  const ready = [...draft.groups.keys()].filter((name) => parentsLeft.get(name) === 0);
  for (const name of ready) {
    const depth = depths.get(name) ?? 0;
    depths.set(name, depth);
    for (const child of draft.groups.get(name)?.children ?? []) {
      depths.set(child, Math.max(depths.get(child) ?? 0, depth + 1));
      const left = (parentsLeft.get(child) ?? 0) - 1;
      parentsLeft.set(child, left);
      if (left === 0) ready.push(child);
    }
  }
  return depths;
}

const isOfGroup = ({ owner }: VariableDefinition): boolean => owner.kind === 'group';
