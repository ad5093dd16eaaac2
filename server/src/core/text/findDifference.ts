/** What two lists do not share at their beginning and at their end. */
export interface Difference<T> {
  /** Where it begins in both. */
  readonly at: number;
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/**
 * Compares the items by identity, so that long lists of which little has changed cost little. Neither list may be
 * changed afterwards: the same two always give the same answer.
 */
export function findDifference<T>(before: readonly T[], after: readonly T[]): Difference<T> {
  if (before === after) return { at: 0, removed: [], added: [] };
  if (before.length === 0) return { at: 0, removed: [], added: after };
  const known = found.get(after);
  if (known?.before.deref() === before) return known.difference as Difference<T>;
  const difference = compare(before, after);
  remember(before, after, difference);
  return difference;
}

/**
 * For who makes one list of another by putting `added` in the place of `removed`: the answer is known without a comparison
 * of the rest.
 */
export function rememberExchange<T>(
  before: readonly T[],
  after: readonly T[],
  { at, removed, added }: Difference<T>,
): void {
  const within = compare(removed, added);
  remember(before, after, { ...within, at: at + within.at });
}

function remember<T>(before: readonly T[], after: readonly T[], difference: Difference<T>): void {
  found.set(after, { before: new WeakRef(before), difference });
}

/** Many follow the same lists. */
const found = new WeakMap<readonly unknown[], Compared>();

interface Compared {
  readonly before: WeakRef<readonly unknown[]>;
  readonly difference: Difference<unknown>;
}

function compare<T>(before: readonly T[], after: readonly T[]): Difference<T> {
  const limit = Math.min(before.length, after.length);
  let at = 0;
  while (at < limit && before[at] === after[at]) at++;
  let same = 0;
  while (same < limit - at && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { at, removed: before.slice(at, before.length - same), added: after.slice(at, after.length - same) };
}
