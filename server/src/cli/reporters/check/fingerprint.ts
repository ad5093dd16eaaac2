// What makes a finding the same one after lines above it have come or gone: its rule, file and words, not its line.
import { createHash } from 'node:crypto';
import type { Diagnosis } from '../../../core/index.ts';

/** A function that gives 64 hexadecimal digits; of equal findings in one file, each has its own, by their order. */
export function createFingerprints(pathOf: (uri: string) => string): (diagnosis: Diagnosis) => string {
  const counts = new Map<string, number>();
  return ({ uri, ruleId, english }) => {
    const words = JSON.stringify([ruleId, pathOf(uri), english]);
    const count = (counts.get(words) ?? 0) + 1;
    counts.set(words, count);
    return createHash('sha256').update(`${words}${count}`).digest('hex');
  };
}
