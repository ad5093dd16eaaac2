// What is found in the hosts of an inventory, one by one: after an edit, only in those that are new.

import { fold, query } from '../../query/query.ts';
import { findDifference } from '../../text/findDifference.ts';
import type { HostEntry, InventoryModel } from './model.ts';

interface Picked<T> {
  readonly entries: readonly HostEntry[];
  readonly found: Map<HostEntry, T>;
}

/** A query: what `pick` makes of each host, without those of which it makes nothing, in the order of the hosts. */
export function eachHost<T>(
  pick: (host: HostEntry) => T | undefined,
): (model: InventoryModel) => readonly T[] {
  const byHost = fold((before: Picked<T> | undefined, model: InventoryModel) => {
    const entries = hostEntries(model);
    const found = before?.found ?? new Map<HostEntry, T>();
    const { removed, added } = findDifference(before?.entries ?? [], entries);
    for (const host of removed) found.delete(host);
    for (const host of added) {
      const picked = pick(host);
      if (picked !== undefined) found.set(host, picked);
    }
    return { entries, found };
  });
  return query((model: InventoryModel) => {
    const { entries, found } = byHost(model);
    if (found.size === 0) return [];
    return entries.flatMap((host) => {
      const one = found.get(host);
      return one === undefined ? [] : [one];
    });
  });
}

interface Kinds {
  readonly entries: readonly HostEntry[];
  readonly byGroups: Map<string, Set<string>>;
}

/** The hosts by the groups that list them. */
const kindsOfHosts = fold((before: Kinds | undefined, model: InventoryModel): Kinds => {
  const entries = hostEntries(model);
  const byGroups = before?.byGroups ?? new Map<string, Set<string>>();
  const { removed, added } = findDifference(before?.entries ?? [], entries);
  for (const host of removed) {
    const key = groupsKey(host);
    const others = byGroups.get(key);
    others?.delete(host.name);
    if (others?.size === 0) byGroups.delete(key);
  }
  for (const host of added) {
    const key = groupsKey(host);
    const others = byGroups.get(key);
    if (others) others.add(host.name);
    else byGroups.set(key, new Set([host.name]));
  }
  return { entries, byGroups };
});

/** Equal for hosts of the same groups; nearly all have one. */
export const groupsKey = ({ groups }: Pick<HostEntry, 'groups'>): string =>
  groups.length === 1 ? (groups[0] ?? '') : groups.join('\n');

/** One host for each set of groups that there is. */
export const oneHostOfEachKind = query((model: InventoryModel): readonly string[] =>
  [...kindsOfHosts(model).byGroups.values()].flatMap(([first]) => first ?? []),
);

/** In the order of the inventory. */
export const hostEntries = query((model: InventoryModel): readonly HostEntry[] => [...model.hosts.values()]);
