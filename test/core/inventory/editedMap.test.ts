// Whatever is exchanged, added and removed, the next map is what a copy would be, and the one before stays as it was.
import { expect, test } from 'vitest';
import { MapDraft } from '../../../server/src/core/ansible/model/editedMap.ts';
import { createRandom } from '../../support/random.ts';
import { chooseSeed } from '../../support/seed.ts';

interface Item {
  readonly text: string;
}

const plain = (map: ReadonlyMap<string, Item>) => ({
  entries: [...map],
  keys: [...map.keys()],
  size: map.size,
});

test('random changes, one draft after the other', () => {
  const random = createRandom(chooseSeed('edited maps'));
  for (let round = 0; round < 5; round++) {
    const expected = new Map(Array.from({ length: 100 }, (_, at) => [`k${at}`, { text: 'old' }]));
    let now: ReadonlyMap<string, Item> = new Map(expected);
    for (let step = 0; step < 100; step++) {
      const draft = new MapDraft(now);
      const [before, said] = [now, plain(now)];
      const changes = new Map<string, Item | undefined>();
      for (let count = random.below(3); count > 0; count--)
        changes.set(`k${random.below(110)}`, random.below(8) > 0 ? { text: `${step}` } : undefined);
      for (const [key, value] of changes) {
        draft.set(key, value);
        if (value) expected.set(key, value);
        else expected.delete(key);
        expect(draft.get(key)).toBe(value);
        expect(draft.has(key)).toBe(value !== undefined);
      }
      now = draft.finish();
      expect(plain(now)).toEqual(plain(expected));
      expect([...expected].every(([key, value]) => now.get(key) === value)).toBe(true);
      expect(plain(before)).toEqual(said);
    }
  }
});

test('without a change it is the map itself', () => {
  const map = new Map([['a', { text: 'x' }]]);
  expect(new MapDraft(map).finish()).toBe(map);
});
