// What is reported for the first fixtures of each rule, `bad.yml` and `good.yml`; all others are in moreFixtures.test.ts.
import { expect, it } from 'vitest';
import { describeFixtures, fixtureNames, rulesWithFixtures } from '../../support/ruleFixtures.ts';

const withoutFixture = (kind: string): readonly string[] =>
  rulesWithFixtures.filter((ruleId) => !fixtureNames(ruleId).some((name) => name.startsWith(kind)));

it('every rule has a fixture where it speaks and one where it reports nothing', () => {
  expect({ bad: withoutFixture('bad'), good: withoutFixture('good') }).toEqual({ bad: [], good: [] });
});

describeFixtures((name) => /^(?:bad|good)\.\w+$/.test(name));
