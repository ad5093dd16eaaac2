// Whatever hosts come between others and go, the map says what a map of the list would say.
import { expect, test } from 'vitest';
import { exchangeEntries, listOf } from '../../../server/src/core/ansible/model/hostMap.ts';
import type { HostEntry } from '../../../server/src/core/ansible/model/model.ts';
import { createRandom } from '../../support/random.ts';
import { chooseSeed } from '../../support/seed.ts';

const entry = (name: string): HostEntry => ({ name, groups: ['agent'], locations: [] });
const mapOf = (list: readonly HostEntry[]): Map<string, HostEntry> =>
  new Map(list.map((host) => [host.name, host]));

function collect(map: ReadonlyMap<string, HostEntry>) {
  const each: [string, HostEntry][] = [];
  map.forEach((host, name) => {
    each.push([name, host]);
  });
  return { entries: [...map], keys: [...map.keys()], values: [...map.values()], size: map.size, each };
}

test('random hosts come and go, one edit after the other', () => {
  const random = createRandom(chooseSeed('host maps'));
  let list: readonly HostEntry[] = Array.from({ length: 50 }, (_, at) => entry(`h${at}`));
  let map: ReadonlyMap<string, HostEntry> = mapOf(list);
  for (let step = 0; step < 300; step++) {
    const [before, said] = [map, collect(map)];
    const removed = list.filter(() => random.below(30) === 0);
    const names = [`h${random.below(50)}`, `n${step}`];
    const kept = list.filter((host) => !removed.includes(host));
    const added = names.filter((name) => !kept.some((host) => host.name === name)).map(entry);
    list = kept.toSpliced(random.below(kept.length + 1), 0, ...added);
    map = exchangeEntries(map, list, removed, added);
    expect(collect(map)).toEqual(collect(mapOf(list)));
    expect(listOf(map)).toEqual(list);
    for (const { name } of [...list, ...removed]) {
      expect(map.get(name)).toBe(list.find((host) => host.name === name));
      expect(map.has(name)).toBe(list.some((host) => host.name === name));
    }
    expect(collect(before)).toEqual(said);
  }
});
