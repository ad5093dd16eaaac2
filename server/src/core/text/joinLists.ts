// Joins lists of any length, at the cost of copying memory.

/** More arguments than this may overflow the stack of a call. */
const MAX_ARGUMENTS = 10_000;

/** As `flat` does, which looks at every item; a single list is returned itself. */
export function joinLists<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const [first = [], ...others] = lists;
  if (others.length === 0) return first;
  return others.length > MAX_ARGUMENTS ? lists.flat() : first.concat(...others);
}
