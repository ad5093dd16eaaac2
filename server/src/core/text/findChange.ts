/** What differs between two texts: `[start, oldEnd)` of the old one has become `[start, newEnd)` of the new one. */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** The one stretch outside which both texts are equal; compares whole runs, so that large texts cost little. */
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

/** The largest length up to which `isEqual` holds; it is asked about the part not known yet only. */
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
