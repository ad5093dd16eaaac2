import { test } from 'vitest';
import { compareAfterEdits, realInventories } from '../../support/editSequences.ts';
import { chooseSeed } from '../../support/seed.ts';

test('5 000 sequences of random edits: as if opened anew', async () => {
  await compareAfterEdits(chooseSeed('5 000 sequences of edits'), 5000, realInventories(), true);
}, 900_000);
