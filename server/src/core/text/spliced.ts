// Part of a list exchanged, however many items come in its place.

/** More arguments than this may overflow the stack of a call. */
const MAX_ARGUMENTS = 10_000;

/** A copy of the list with some items replaced by others. */
export const spliced = <T>(
  list: readonly T[],
  at: number,
  count: number,
  added: readonly T[],
): readonly T[] =>
  added.length <= MAX_ARGUMENTS
    ? list.toSpliced(at, count, ...added)
    : list.slice(0, at).concat(added, list.slice(at + count));
