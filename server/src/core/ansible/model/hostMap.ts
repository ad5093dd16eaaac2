// The hosts of an inventory after some have come between others: what is looked up by name is shared with the map before,
// and only the order is a list of its own.

import { MapDraft } from './editedMap.ts';
import type { HostEntry } from './model.ts';

type Hosts = ReadonlyMap<string, HostEntry>;

/** Made by {@link exchangeEntries}. */
class HostMap implements Hosts {
  /** In any order. */
  readonly byName: Hosts;
  readonly list: readonly HostEntry[];

  constructor(byName: Hosts, list: readonly HostEntry[]) {
    this.byName = byName;
    this.list = list;
  }

  get size(): number {
    return this.list.length;
  }

  get(name: string): HostEntry | undefined {
    return this.byName.get(name);
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  keys(): MapIterator<string> {
    return this.list.map(({ name }) => name).values();
  }

  values(): MapIterator<HostEntry> {
    return this.list.values();
  }

  entries(): MapIterator<[string, HostEntry]> {
    return this.list.map((host): [string, HostEntry] => [host.name, host]).values();
  }

  forEach(each: (host: HostEntry, name: string, map: Hosts) => void): void {
    for (const host of this.list) each(host, host.name, this);
  }

  [Symbol.iterator](): MapIterator<[string, HostEntry]> {
    return this.entries();
  }
}

/** In their order. */
export const listOf = (hosts: Hosts): readonly HostEntry[] =>
  hosts instanceof HostMap ? hosts.list : [...hosts.values()];

/** The map whose order is that of `list`, which is that of `hosts` without `removed` and with `added`. */
export function exchangeEntries(
  hosts: Hosts,
  list: readonly HostEntry[],
  removed: Iterable<HostEntry>,
  added: Iterable<HostEntry>,
): Hosts {
  const draft = new MapDraft(hosts instanceof HostMap ? hosts.byName : hosts);
  for (const { name } of removed) draft.set(name, undefined);
  for (const host of added) draft.set(host.name, host);
  return new HostMap(draft.finish(), list);
}
