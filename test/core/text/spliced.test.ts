import { expect, it } from 'vitest';
import { findDifference } from '../../../server/src/core/text/findDifference.ts';
import { spliced } from '../../../server/src/core/text/spliced.ts';

const long = Array.from({ length: 1000 }, (_, at) => ({ at }));

it.each([10, 1000])('of %i items, some are exchanged, and the difference is what was exchanged', (length) => {
  const list = long.slice(0, length);
  const added = [{ at: -1 }, { at: -2 }, { at: -3 }];
  const copy = spliced(list, 4, 2, added);
  expect(copy).toEqual([...list.slice(0, 4), ...added, ...list.slice(6)]);
  expect(list).toHaveLength(length);
  expect(findDifference(list, copy)).toEqual({ at: 4, removed: list.slice(4, 6), added });
});

it('what is exchanged for itself is no difference', () => {
  const [a, b, c] = [{ at: -1 }, long[5], long[6]];
  const copy = spliced(
    long,
    4,
    3,
    [a, b, c].filter((item) => item !== undefined),
  );
  expect(findDifference(long, copy)).toEqual({ at: 4, removed: [long[4]], added: [a] });
});

it('a list of which nothing is exchanged is a copy without a difference', () => {
  expect(findDifference(long, spliced(long, 7, 0, []))).toMatchObject({ removed: [], added: [] });
});

it('more items than a call takes as arguments are put in', () => {
  const added = Array.from({ length: 25_000 }, (_, at) => at);
  const copy = spliced([-1, -2, -3], 1, 1, added);
  expect([copy.length, copy[0], copy[1], copy.at(-1)]).toEqual([25_002, -1, 0, -3]);
});

it('from a list that is none of these two, the difference is found', () => {
  const copy = spliced(long, 10, 1, [{ at: -1 }]);
  expect(findDifference(long.slice(0, 500), copy).at).toBe(10);
});
