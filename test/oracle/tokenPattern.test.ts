// Tokens as regular expressions of Python: what the rule finds out without ever running one is what Python says.
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { matchesStart } from '../../server/src/core/rules/token/followPattern.ts';
import { readPythonPattern } from '../../server/src/core/rules/token/pythonPattern.ts';
import { createRandom } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';

const PARTS = [...'ab.*+?()[]{}12,|^$\\-dwsBz &', '(?:', '[^', '{1,', '{,', 'ä', '\\s'];
const PYTHON = `
import json, re, sys, warnings
warnings.simplefilter('ignore')
def effect(token):
    try:
        return 'match' if re.compile(token + r'\\s*$').match(token) else 'none'
    except re.error:
        return 'error'
print(json.dumps([effect(token) for token in json.load(sys.stdin)]))`;

it('agrees with Python on 60 000 tokens', () => {
  const random = createRandom(chooseSeed('tokenPattern'));
  const tokens = Array.from({ length: 60_000 }, () =>
    Array.from({ length: 1 + random.below(9) }, () => random.pick(PARTS)).join(''),
  );
  const answer = execFileSync('/usr/bin/python3', ['-c', PYTHON], {
    input: JSON.stringify(tokens),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const real = JSON.parse(answer) as string[];
  const known = tokens.flatMap((token, index) => {
    const pattern = readPythonPattern(`${token}\\s*$`);
    if (!pattern) return [];
    const own = pattern.isError ? 'error' : matchesStart(pattern.steps, token) ? 'match' : 'none';
    return [{ token, own, real: real[index] }];
  });
  // What Python matches without going back (`++`) is among what is matched here: nothing is said of a match.
  const isCertain = ({ own, token }: { own: string; token: string }) =>
    own !== 'match' || !/[*+?}]\+/.test(token);
  expect(known.filter((one) => one.own !== one.real && isCertain(one))).toEqual([]);
  expect(known.length).toBeGreaterThan(50_000);
});
