// Compares answers, so that what was computed from an answer that comes out equal need not be computed again.
import { ownValue } from '../text/ownValue.ts';

/** Answers are lists and records nested no deeper than this; deeper ones count as different. */
const MAX_DEPTH = 3;

/** Whether the two can stand in for each other; false where a full comparison would take long. */
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
