// Questions to the model. Pure functions; the model itself stays plain data.
import type { EffectiveVariable, Group, InventoryModel, Owner, Tier, VariableDefinition } from './model.ts';

/** Hosts of a group and of its children, as `groups['name']` lists them. */
export function hostsOfGroup(model: InventoryModel, group: string): readonly string[] {
  const queue = model.groups.has(group) ? [group] : [];
  const seen = new Set(queue);
  const hosts = new Set<string>();
  for (const name of queue) {
    const found = model.groups.get(name);
    for (const host of found?.hosts ?? []) hosts.add(host);
    for (const child of found?.children ?? []) {
      if (seen.has(child)) continue;
      seen.add(child);
      queue.push(child);
    }
  }
  return [...hosts];
}

/** All groups of a host, parents included, in the order their variables apply (later wins). */
export function groupsOfHost(model: InventoryModel, host: string): readonly Group[] {
  const queue = [...(model.hosts.get(host)?.groups ?? [])];
  const seen = new Set(queue);
  for (const name of queue) {
    for (const parent of model.groups.get(name)?.parents ?? []) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      queue.push(parent);
    }
  }
  const groups = queue.map((name) => model.groups.get(name)).filter((group) => group !== undefined);
  return groups.sort(
    (a, b) =>
      Number(b.name === 'all') - Number(a.name === 'all') ||
      a.depth - b.depth ||
      a.priority - b.priority ||
      compareText(a.name, b.name),
  );
}

/** The definition that counts for the host; `undefined` when nothing readable defines it. */
export function effectiveVariable(
  model: InventoryModel,
  host: string,
  name: string,
): EffectiveVariable | undefined {
  const named = model.definitionsByName.get(name);
  if (!named) return undefined;
  const own = named.ofHosts.get(host) ?? [];
  const order = new Map(
    named.ofGroups.length > 0 ? groupsOfHost(model, host).map((group, index) => [group.name, index]) : [],
  );
  const ofGroups = named.ofGroups.filter((definition) => order.has(definition.owner.name));
  // Sorting is stable: of equal rank, the one read later wins.
  const ranked = [...ofGroups, ...own].sort(
    (a, b) =>
      TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier) ||
      (a.folder ?? 0) - (b.folder ?? 0) ||
      (order.get(a.owner.name) ?? 0) - (order.get(b.owner.name) ?? 0),
  );
  const [definition, ...overridden] = ranked.reverse();
  return definition ? { definition, overridden } : undefined;
}

/** Lowest first. */
const TIERS: readonly Tier[] = [
  'inventory-file-group',
  'inventory-group_vars-all',
  'playbook-group_vars-all',
  'inventory-group_vars',
  'playbook-group_vars',
  'inventory-file-host',
  'inventory-host_vars',
  'playbook-host_vars',
];

export function definitionsOf(model: InventoryModel, name: string): readonly VariableDefinition[] {
  return model.definitionsByName.get(name)?.all ?? [];
}

/** Whether something that cannot be read may define variables for the host (or for any host). */
export function mayBeDefinedElsewhere(model: InventoryModel, host?: string): boolean {
  if (host === undefined) return model.unknowns.length > 0;
  const groups = new Set(groupsOfHost(model, host).map((group) => group.name));
  return model.unknowns.some(
    ({ owner }) => !owner || (owner.kind === 'host' ? owner.name === host : groups.has(owner.name)),
  );
}

/** By code points, as Python compares text. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    // Surrogates stand for what lies above all other units.
    if (x !== y)
      return (x >= 0xd800 && x < 0xe000 ? x + 0x10000 : x) - (y >= 0xd800 && y < 0xe000 ? y + 0x10000 : y);
  }
  return a.length - b.length;
}

export type { Owner, Tier };
