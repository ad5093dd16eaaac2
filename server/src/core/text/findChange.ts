/** What differs between two texts: `[start, oldEnd)` of the old one has become `[start, newEnd)` of the new one. */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/**
 * The one region outside of which both texts are equal. Compares long slices instead of characters, so that large texts
 * cost little.
 */
export function findChange(before: string, after: string): TextChange {
  const limit = Math.min(before.length, after.length);
  const start = longest(limit, (length, from) => before.slice(from, length) === after.slice(from, length));
  const rest = limit - start;
  const same = longest(
    rest,
    (length, from) =>
      before.slice(before.length - length, before.length - from) ===
      after.slice(after.length - length, after.length - from),
  );
  return { start, oldEnd: before.length - same, newEnd: after.length - same };
}

/** The largest length for which `isEqual` holds, by bisection; only the part that is not known yet is compared. */
function longest(limit: number, isEqual: (length: number, from: number) => boolean): number {
  let known = 0;
  let bound = limit;
  while (known < bound) {
    const middle = bound === limit && known === 0 ? limit : (known + bound + 1) >> 1;
    if (isEqual(middle, known)) known = middle;
    else bound = middle - 1;
  }
  return known;
}
