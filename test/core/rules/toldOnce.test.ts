// One cause is told once. Markers are all that is told of a fixture (fixtures.test.ts), so nothing is checked anew here.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseFixture } from '../../support/fixture.ts';
import { toldTwice } from '../../support/toldTwice.ts';

const ROOM = join(import.meta.dirname, '../../fixtures/rules');
const fixtures = readdirSync(ROOM, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.(?:yml|ini)$/.test(name),
);

it('no place of a fixture is told twice for one cause', () => {
  expect(fixtures.length).toBeGreaterThan(500);
  const twice = fixtures.flatMap((name) =>
    toldTwice(parseFixture(readFileSync(join(ROOM, name), 'utf8'), name).markers),
  );
  expect(twice).toEqual([]);
});

it('two at one place are noticed, two beside each other are not', () => {
  const reported = { file: 'a.yml', line: 3, column: 4, length: 5, ruleId: 'token-empty' };
  expect(toldTwice([reported, { ...reported, column: 8, ruleId: 'token-missing' }])).toEqual([
    'a.yml:4 token-empty token-missing',
  ]);
  expect(toldTwice([reported, reported])).toHaveLength(1);
  expect(toldTwice([reported, { ...reported, column: 9 }, { ...reported, line: 4 }])).toEqual([]);
});
