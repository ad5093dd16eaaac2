// Whether two answers are interchangeable.
import { ownValue } from '../text/ownValue.ts';

/** As deep as answers are put together of lists and records. */
const MAX_DEPTH = 3;

/** Whether nobody can tell the two apart; false where that would take long to find out. */
export function isShallowEqual(a: unknown, b: unknown, depth: number = MAX_DEPTH): boolean {
  if (Object.is(a, b)) return true;
  if (depth === 0 || typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isShallowEqual(item, b[index], depth - 1));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) => Object.hasOwn(b, key) && isShallowEqual(ownValue(a, key), ownValue(b, key), depth - 1),
    )
  );
}

const isRecord = (value: object): value is Record<string, unknown> =>
  Object.getPrototypeOf(value) === Object.prototype;
