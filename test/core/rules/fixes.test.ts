// What a fix makes of a fixture, and what it leaves behind: its own finding is gone, and no rule has a finding that had none
// before. `bad.fixed.yml` is what the first fix makes of `bad.yml`; `bad.fixed-2.yml` the second.
import { expect, it } from 'vitest';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { fixtureNames, loadFixture, readFixture, rulesWithFixtures } from '../../support/ruleFixtures.ts';
import { createTestService } from '../../support/service.ts';

const FIXED = /^(?<stem>.+)\.fixed(?:-(?<number>\d))?(?<extension>\.\w+)$/;
const WHOLE = { start: { line: 0, column: 0 }, end: { line: 1e6, column: 0 } };

/** Applies fix number `index` of every finding of the rule, one after the other. */
async function applyAll(ruleId: string, name: string, index: number) {
  const { main, fixture } = loadFixture(ruleId, name);
  const uri = uriOf(main);
  const fileSystem = createMemoryFileSystem(fixture.files);
  const service = createTestService(fileSystem);
  const rules = async () => (await service.check(uri, {})).diagnoses.map((found) => found.ruleId);
  const before = await rules();
  let text = fixture.files[main] ?? '';
  for (let round = 0; round < 20; round++) {
    const offers = await service.offerFixes(uri, WHOLE, {});
    const offer = offers.find((o) => o.ruleId === ruleId && o.fix === index && !o.request);
    if (!offer) return { text, before, after: await rules() };
    const outcome = await service.applyFix(uri, offer.reference, {});
    if ('refused' in outcome) throw new Error(outcome.refused);
    const next = applyRangeEdits(text, outcome.edits);
    expect(next, `fix "${offer.title}" changes nothing`).not.toBe(text);
    text = next;
    fileSystem.write(main, text);
  }
  throw new Error(`fix ${index} of ${ruleId} never ends`);
}

/** One definition of a token has one finding, the most serious; when that is fixed, the next ones show. */
const isNext = (ruleId: string, found: string): boolean =>
  /^(?:token|vault)-/.test(ruleId) &&
  /^token-(?:plaintext|placeholder|weak|unsafe-characters|inline-vault)$/.test(found);

/** Of a file that cannot be read nothing else is reported; of one that can be, all that stands in it. */
const isReadNow = (ruleId: string, found: string): boolean =>
  ruleId === 'inventory-unparsable' && /^(?:token|vault)-/.test(found);

/** The first server's address is right; that it is only one of several is advice, heard once it is there. */
const isAdvice = (found: string): boolean => found === 'api-endpoint-of-one-server';

const count = (found: readonly string[], ruleId: string): number =>
  found.filter((id) => id === ruleId).length;

const fixed = rulesWithFixtures.flatMap((ruleId) =>
  fixtureNames(ruleId).flatMap((name) => (FIXED.test(name) ? [[ruleId, name] as const] : [])),
);

it.each(fixed)('%s: %s', async (ruleId, name) => {
  const { stem = '', number = '1', extension = '' } = FIXED.exec(name)?.groups ?? {};
  const { text, before, after } = await applyAll(ruleId, stem + extension, Number(number) - 1);
  expect(text).toBe(readFixture(ruleId, name));
  expect(count(after, ruleId)).toBeLessThan(count(before, ruleId));
  expect(
    after.filter(
      (found) =>
        !before.includes(found) && !isNext(ruleId, found) && !isReadNow(ruleId, found) && !isAdvice(found),
    ),
  ).toEqual([]);
});
