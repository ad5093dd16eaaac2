// Identifies a finding after lines above it were added or removed: by rule, file and words, not by line.
import { createHash } from 'node:crypto';
import type { Diagnosis } from '../../../core/index.ts';

/** A function that returns 64 hexadecimal digits; equal findings in one file get different ones, by their order. */
export function createFingerprints(pathOf: (uri: string) => string): (diagnosis: Diagnosis) => string {
  const counts = new Map<string, number>();
  return ({ uri, ruleId, english }) => {
    const words = JSON.stringify([ruleId, pathOf(uri), english]);
    const count = (counts.get(words) ?? 0) + 1;
    counts.set(words, count);
    return createHash('sha256').update(`${words}${count}`).digest('hex');
  };
}
