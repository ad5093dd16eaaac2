// Part of a list exchanged, however many items come in its place.
import { rememberExchange } from './findDifference.ts';

/** More arguments than this may overflow the stack of a call. */
const MAX_ARGUMENTS = 10_000;

/** To compare shorter lists costs less than to remember what came of it. */
const LONG = 200;

/** A copy of the list with some items replaced by others. */
export function spliced<T>(list: readonly T[], at: number, count: number, added: readonly T[]): readonly T[] {
  const copy =
    added.length <= MAX_ARGUMENTS
      ? list.toSpliced(at, count, ...added)
      : list.slice(0, at).concat(added, list.slice(at + count));
  if (list.length > LONG) rememberExchange(list, copy, { at, removed: list.slice(at, at + count), added });
  return copy;
}
