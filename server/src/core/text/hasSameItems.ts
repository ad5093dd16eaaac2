// Whether two lists hold the very same objects, in the same order.

/** By identity: an equal copy of an item is another one. */
export const hasSameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a === b || (a.length === b.length && a.every((item, index) => item === b[index]));
