// Whatever slip makes Ansible refuse a file, a fix leads back. (That Ansible agrees: test/oracle/fatalRepairs.test.ts.)
import { expect, it } from 'vitest';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { type BrokenInventory, brokenInventories } from '../../support/brokenInventories.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createRandom } from '../../support/random.ts';
import { chooseSeed } from '../../support/seed.ts';
import { createTestService } from '../../support/service.ts';

const EVERYWHERE = { start: { line: 0, column: 0 }, end: { line: 1e6, column: 0 } };
const REFUSED = /^(?:inventory-(?!key-skipped)|yaml-)/;

async function left(text: string, file: string): Promise<readonly string[]> {
  const { diagnoses } = await createTestService(createMemoryFileSystem({ [file]: text })).check(
    uriOf(file),
    {},
  );
  return diagnoses.filter(({ ruleId }) => REFUSED.test(ruleId)).map(({ message }) => message);
}

async function repair({ file, broken }: BrokenInventory): Promise<string | undefined> {
  const service = createTestService(createMemoryFileSystem({ [file]: broken }));
  const offers = await service.offerFixes(uriOf(file), EVERYWHERE, {});
  const [offer] = offers.filter(({ ruleId, title }) => REFUSED.test(ruleId) && !title.startsWith('Ignore'));
  const outcome = offer && (await service.applyFix(uriOf(file), offer.reference, {}));
  return outcome && !('refused' in outcome) ? applyRangeEdits(broken, outcome.edits) : undefined;
}

it.each(brokenInventories(createRandom(chooseSeed('fatal repairs'))))('$kind', async (slip) => {
  expect(await left(slip.sound, slip.file)).toEqual([]);
  expect(await left(slip.broken, slip.file)).not.toEqual([]);
  const text = await repair(slip);
  expect(text, slip.broken).toBeDefined();
  expect(await left(text ?? '', slip.file), text).toEqual([]);
});
