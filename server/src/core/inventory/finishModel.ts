// The draft, once every source is read → the model: groups reconciled, depths known, definitions looked up by name.
// Read from ansible-core 2.14.18, inventory/data.py (reconcile_inventory) and inventory/group.py.
import type { DraftHost, InventoryDraft } from './draft.ts';
import type { Group, HostEntry, InventoryModel, VariableDefinition } from './model.ts';

export function finishModel(
  draft: InventoryDraft,
  rest: Pick<InventoryModel, 'sources' | 'files' | 'isRefused'>,
): InventoryModel {
  return Object.freeze({
    ...rest,
    groups: finishGroups(draft),
    hosts: finishHosts(draft),
    definitions: draft.definitions,
    ...indexDefinitions(draft.definitions),
    problems: draft.problems,
    unknowns: draft.unknowns,
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
  const ancestors = createAncestors(draft);
  for (const host of draft.hosts.values()) {
    let [isUngrouped, isGrouped] = [false, false];
    for (const group of host.groups) {
      for (const name of [group, ...ancestors(group)]) {
        if (name === 'ungrouped') isUngrouped = true;
        else if (name !== 'all') isGrouped = true;
      }
    }
    if (isUngrouped && isGrouped) draft.leave(host.name, 'ungrouped');
    else if (!isUngrouped && !isGrouped) addUngrouped(draft, host);
  }
}

/** Ansible adds a group instead, where one has the host's name. */
function addUngrouped(draft: InventoryDraft, { name, locations }: DraftHost): void {
  if (draft.addChild('ungrouped', name) !== 'loop') return;
  const [location] = locations;
  if (location) draft.refuse('group-loop', location, name, 'ungrouped');
}

function createAncestors(draft: InventoryDraft): (name: string) => ReadonlySet<string> {
  const known = new Map<string, Set<string>>();
  const ancestors = (name: string): ReadonlySet<string> => {
    const done = known.get(name);
    if (done) return done;
    const result = new Set<string>();
    known.set(name, result);
    for (const parent of draft.groups.get(name)?.parents ?? []) {
      result.add(parent);
      for (const ancestor of ancestors(parent)) result.add(ancestor);
    }
    return result;
  };
  return ancestors;
}

function finishGroups(draft: InventoryDraft): ReadonlyMap<string, Group> {
  const depths = new Map<string, number>();
  const depthOf = (name: string): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    const parents = [...(draft.groups.get(name)?.parents ?? [])];
    const depth = Math.max(0, ...parents.map((parent) => depthOf(parent) + 1));
    depths.set(name, depth);
    return depth;
  };
  const groups = new Map<string, Group>();
  for (const { name, priority, locations, ...sets } of draft.groups.values()) {
    const [children, parents, hosts] = [[...sets.children], [...sets.parents], [...sets.hosts]];
    groups.set(name, { name, children, parents, hosts, priority, depth: depthOf(name), locations });
  }
  return groups;
}

function finishHosts(draft: InventoryDraft): ReadonlyMap<string, HostEntry> {
  const hosts = new Map<string, HostEntry>();
  for (const { name, groups, locations } of draft.hosts.values())
    hosts.set(name, { name, groups: [...groups], locations });
  return hosts;
}

type Index = Pick<InventoryModel, 'definitionsByName' | 'definitionsOfGroups' | 'definitionsOfHosts'>;

function indexDefinitions(definitions: readonly VariableDefinition[]): Index {
  const definitionsByName = new Map<string, VariableDefinition[]>();
  const definitionsOfGroups = new Map<string, VariableDefinition[]>();
  const definitionsOfHosts = new Map<string, VariableDefinition[]>();
  for (const definition of definitions) {
    const { name, owner } = definition;
    append(definitionsByName, name, definition);
    append(owner.kind === 'group' ? definitionsOfGroups : definitionsOfHosts, owner.name, definition);
  }
  return { definitionsByName, definitionsOfGroups, definitionsOfHosts };
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
