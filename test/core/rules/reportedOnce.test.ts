// One cause is reported once. Markers are all that is reported for a fixture (fixtures.test.ts), so nothing is checked anew here;
// inventories of other people are.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFixture } from '../../support/fixture.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { reportedTwice } from '../../support/reportedTwice.ts';
import { createTestService } from '../../support/service.ts';
import { type Collection, casesOf, filesOf, sharedFolder } from '../../support/sharedCases.ts';

const ROOM = join(import.meta.dirname, '../../fixtures/rules');
const fixtures = readdirSync(ROOM, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.(?:yml|ini)$/.test(name),
);

it('no place of a fixture is reported twice for one cause', () => {
  expect(fixtures.length).toBeGreaterThan(500);
  const twice = fixtures.flatMap((name) =>
    reportedTwice(parseFixture(readFileSync(join(ROOM, name), 'utf8'), name).markers),
  );
  expect(twice).toEqual([]);
});

it('two at one place are noticed, two beside each other are not', () => {
  const reported = { file: 'a.yml', line: 3, column: 4, length: 5, ruleId: 'token-empty' };
  expect(reportedTwice([reported, { ...reported, column: 8, ruleId: 'token-missing' }])).toEqual([
    'a.yml:4 token-empty token-missing',
  ]);
  expect(reportedTwice([reported, reported])).toHaveLength(1);
  expect(reportedTwice([reported, { ...reported, column: 9 }, { ...reported, line: 4 }])).toEqual([]);
});

describe.each<Collection>(['corpus', 'field', 'rehearsal'])('%s', (collection) => {
  const folder = sharedFolder(collection);

  it.skipIf(folder === undefined)(
    'no place of a case is reported twice for one cause',
    async () => {
      const twice: string[] = [];
      for (const one of casesOf(folder ?? '')) {
        const service = createTestService(createMemoryFileSystem(filesOf(one)));
        const { diagnoses } = await service.check(uriOf(one.inventory), {});
        const reported = diagnoses.map(({ uri, start, end, ruleId }) => ({
          file: `${one.name} ${uri}`,
          line: start.line,
          column: start.column,
          length: start.line === end.line ? end.column - start.column : Number.POSITIVE_INFINITY,
          ruleId,
        }));
        twice.push(...reportedTwice(reported));
      }
      expect(twice).toEqual([]);
    },
    120_000,
  );
});
