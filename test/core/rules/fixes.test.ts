// What a fix leaves behind: its own finding is gone, and no rule has a finding that had none before.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseFixture } from '../../support/fixture.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const room = join(import.meta.dirname, '../../fixtures/rules');
const FIXED = /^(?<stem>.+)\.fixed(?:-\d)?\.(?<ending>\w+)$/;

/** One definition of a token has one finding, the most serious; when that is fixed, the next ones show. */
const isNext = (ruleId: string, found: string): boolean =>
  /^(?:token|vault)-/.test(ruleId) &&
  /^token-(?:plaintext|placeholder|weak|unsafe-characters|inline-vault)$/.test(found);

/** Of a file that cannot be read nothing else is reported; of one that can be, all that stands in it. */
const isReadNow = (ruleId: string, found: string): boolean =>
  ruleId === 'inventory-unparsable' && /^(?:token|vault)-/.test(found);

/** The first server's address is right; that it is only one of several is advice, heard once it is there. */
const isAdvice = (found: string): boolean => found === 'api-endpoint-of-one-server';

async function rulesIn(files: Readonly<Record<string, string>>, main: string): Promise<readonly string[]> {
  const { diagnoses } = await createTestService(createMemoryFileSystem(files)).check(uriOf(main), {});
  return diagnoses.map(({ ruleId }) => ruleId);
}

const count = (found: readonly string[], ruleId: string): number =>
  found.filter((id) => id === ruleId).length;

const fixed = readdirSync(room).flatMap((ruleId) =>
  readdirSync(join(room, ruleId)).flatMap((name) => (FIXED.test(name) ? [[ruleId, name] as const] : [])),
);

it.each(fixed)('%s: %s', async (ruleId, name) => {
  const { stem, ending } = FIXED.exec(name)?.groups ?? {};
  const main = `inventory.${ending}`;
  const read = (file: string): string => readFileSync(join(room, ruleId, file), 'utf8');
  const { files } = parseFixture(read(`${stem}.${ending}`), main);
  const before = await rulesIn(files, main);
  const after = await rulesIn({ ...files, [main]: read(name) }, main);
  expect(count(after, ruleId)).toBeLessThan(count(before, ruleId));
  expect(
    after.filter(
      (found) =>
        !before.includes(found) && !isNext(ruleId, found) && !isReadNow(ruleId, found) && !isAdvice(found),
    ),
  ).toEqual([]);
});
