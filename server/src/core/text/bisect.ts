// A place in an ordered list, found without looking at all of it.

/** The index of the first item for which `holds`, where it holds for all that follow one for which it does; the length where it holds for none. */
export function firstIndexWhere<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let [from, to] = [0, items.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(items[middle] as T)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** The index of the last item whose position is not above the limit; 0 when there is none. Positions must ascend. */
export const lastUpTo = <T>(items: readonly T[], limit: number, placeOf: (item: T) => number): number =>
  Math.max(0, firstIndexWhere(items, (item) => placeOf(item) > limit) - 1);
