// The hosts of an inventory in which some are listed in several groups, as of its sections.
import type { HostEntry, InventoryModel } from '../model/model.ts';
import type { HostSection } from '../sources/hostSection.ts';
import { isSameHost, shareMap } from './sharing.ts';

type Hosts = InventoryModel['hosts'];

/**
 * The hosts after an edit of the listings of `names`; all others are as before. `undefined` where a group would list a
 * host twice.
 */
export function mergeListings(
  before: Hosts,
  sections: readonly HostSection[],
  names: ReadonlySet<string>,
): Hosts | undefined {
  const listings = new Map<string, HostEntry[]>();
  const hosts = new Map<string, HostEntry>();
  for (const { entries } of sections)
    for (const entry of entries) {
      const { name } = entry;
      const isEdited = names.has(name);
      if (isEdited) listings.set(name, [...(listings.get(name) ?? []), entry]);
      // The first listing decides about the order.
      if (!hosts.has(name)) hosts.set(name, (isEdited ? undefined : before.get(name)) ?? entry);
    }
  for (const [name, entries] of listings) {
    const host = merged(name, entries);
    if (!host) return undefined;
    hosts.set(name, host);
  }
  return shareMap(before, hosts, isSameHost);
}

function merged(name: string, entries: readonly HostEntry[]): HostEntry | undefined {
  const groups = entries.flatMap((entry) => entry.groups);
  if (new Set(groups).size < groups.length) return undefined;
  // A host that no other group has is in this one, too.
  if (groups.length === 1 && groups[0] === 'all') groups.push('ungrouped');
  const [only] = entries;
  if (only && groups.length === 1) return only;
  return { name, groups, locations: entries.flatMap(({ locations }) => locations) };
}
