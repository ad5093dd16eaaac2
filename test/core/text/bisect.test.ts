import { expect, it } from 'vitest';
import { firstIndexWhere } from '../../../server/src/core/text/bisect.ts';

it.each([
  [[], 0],
  [[1, 2, 3], 3],
  [[5, 6, 7], 0],
  [[1, 4, 5, 9], 2],
  [[1, 5, 5, 5], 1],
])('%j: the first that is 5 or more is at %i', (items, index) => {
  expect(firstIndexWhere(items, (item) => item >= 5)).toBe(index);
});
