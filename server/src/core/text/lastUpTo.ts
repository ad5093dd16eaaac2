/** The index of the last item whose position is not above the limit; 0 when there is none. Positions must ascend. */
export function lastUpTo<T>(items: readonly T[], limit: number, placeOf: (item: T) => number): number {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const item = items[middle];
    if (item === undefined || placeOf(item) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
