// What is found in the hosts of an inventory, one by one: after an edit, only in those that are new.

import { type Picked, pickedInOrder, pickFrom } from '../../query/picked.ts';
import { fold, query } from '../../query/query.ts';
import { findDifference } from '../../text/findDifference.ts';
import { spliced } from '../../text/spliced.ts';
import { listOf } from './hostMap.ts';
import type { HostEntry, InventoryModel } from './model.ts';

/** A query: what `pick` makes of each host, without those of which it makes nothing, in the order of the hosts. */
export function eachHost<T>(
  pick: (host: HostEntry) => T | undefined,
): (model: InventoryModel) => readonly T[] {
  const byHost = fold((before: Picked<HostEntry, T> | undefined, model: InventoryModel) =>
    pickFrom(before, hostEntries(model), pick),
  );
  return query((model: InventoryModel) => pickedInOrder(byHost(model)));
}

interface Kinds {
  readonly entries: readonly HostEntry[];
  /** How many hosts there are, by the groups that list them. */
  readonly counts: Map<string, number>;
}

const kindsOfHosts = fold((before: Kinds | undefined, model: InventoryModel): Kinds => {
  const entries = hostEntries(model);
  const counts = before?.counts ?? new Map<string, number>();
  const { removed, added } = findDifference(before?.entries ?? [], entries);
  const count = (hosts: readonly HostEntry[], by: number): void => {
    for (const host of hosts) {
      const key = groupsKey(host);
      const number = (counts.get(key) ?? 0) + by;
      if (number > 0) counts.set(key, number);
      else counts.delete(key);
    }
  };
  count(added, 1);
  count(removed, -1);
  return { entries, counts };
});

/** Equal for hosts of the same groups; nearly all have one. */
export const groupsKey = ({ groups }: Pick<HostEntry, 'groups'>): string =>
  groups.length === 1 ? (groups[0] ?? '') : groups.join('\n');

/** The first host for each set of groups that there is. */
export const oneHostOfEachKind = query((model: InventoryModel): readonly string[] => {
  const { entries, counts } = kindsOfHosts(model);
  const found = new Map<string, string>();
  for (const host of entries) {
    // Usually a few hosts are enough to see it.
    if (found.size === counts.size) break;
    const key = groupsKey(host);
    if (!found.has(key)) found.set(key, host.name);
  }
  return [...found.values()];
});

/** In the order of the inventory. */
export const hostEntries = query((model: InventoryModel): readonly HostEntry[] => listOf(model.hosts));

const namesOfHosts = fold((before: Names | undefined, model: InventoryModel): Names => {
  const entries = hostEntries(model);
  const { at, removed, added } = findDifference(before?.entries ?? [], entries);
  const names = added.map(({ name }) => name);
  return { entries, names: spliced(before?.names ?? [], at, removed.length, names) };
});

interface Names {
  readonly entries: readonly HostEntry[];
  readonly names: readonly string[];
}

/** The names of all hosts, in the order of the inventory. */
export const allHosts = query((model: InventoryModel): readonly string[] => namesOfHosts(model).names);

/** Whether a host is in several groups, so that lists of hosts of groups may have some in common. */
export const hasHostInGroups = query((model: InventoryModel): boolean =>
  [...kindsOfHosts(model).counts.keys()].some((key) => key.includes('\n')),
);
