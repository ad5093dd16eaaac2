// A token is a text of anybody: following it as a pattern takes no longer than its length allows.
import { expect, it } from 'vitest';
import { matchesStart } from '../../../server/src/core/rules/token/followPattern.ts';
import { readPythonPattern } from '../../../server/src/core/rules/token/pythonPattern.ts';

const A = 'a'.repeat(44);

it.each([
  ['[a\\b]x', '\bx', true],
  ['[a\\b]x', 'bx', false],
  ['[^\\b]x', 'bx', true],
])('%s on %j: in a set, \\b is a backspace', (token, text, isMatch) => {
  const pattern = readPythonPattern(token);
  expect(pattern && !pattern.isError && matchesStart(pattern.steps, text)).toBe(isMatch);
});

const REFUSED = 'refused';

// What `re.match` of Python 3.11 says.
it.each([
  ['\\d+x', '12x', true],
  ['\\D', 'a', true],
  ['\\D', '1', false],
  ['\\Sx', ' x', false],
  ['\\Sx', 'ax', true],
  ['\\W', 'é', false],
  ['\\W', '-', true],
  ['\\w_', 'é_', true],
  ['a**', 'a', REFUSED],
  ['*a', 'a', REFUSED],
  ['+', 'a', REFUSED],
  ['a??b', 'ab', true],
  ['a*?b', 'aab', true],
  ['a{2}b', 'aab', true],
  ['a{2}b', 'ab', false],
  ['a{,2}b', 'aab', true],
  ['a{3,2}', 'aaa', REFUSED],
  ['a{x}', 'a{x}', true],
  ['{2}', 'x', REFUSED],
  ['a.c', 'a\nc', false],
  ['a.c', 'abc', true],
  ['^a', 'a', true],
  ['a^b', 'ab', false],
  ['a$', 'a', true],
  ['a$', 'a\n', true],
  ['\\Aa', 'a', true],
  ['a\\b', 'a b', true],
  ['a\\b', 'ab', false],
  ['a\\B', 'ab', true],
  ['(?:ab)+c', 'ababc', true],
  ['(ab', 'ab', REFUSED],
  ['ab)', 'ab', REFUSED],
  ['a|b', 'b', true],
  ['[a-c]x', 'bx', true],
  ['[c-a]', 'b', REFUSED],
  ['[^a-c]x', 'bx', false],
  ['[^a-c]x', 'dx', true],
  ['[]a]x', ']x', true],
  ['[a', 'a', REFUSED],
  ['\\n', '\n', true],
  ['\\-', '-', true],
  ['\\q', 'q', REFUSED],
  ['a\\', 'a', REFUSED],
  ['[\\d]', '5', true],
  ['a|', 'b', true],
  ['(a|b)*c', 'abac', true],
])('%s on %j: %s', (token, text, wanted) => {
  const pattern = readPythonPattern(token);
  const own = pattern && (pattern.isError ? REFUSED : matchesStart(pattern.steps, text));
  expect(own).toBe(wanted);
});

it.each([
  `${A}a[b]|(a+)+X`,
  `(a*)*${A}`,
  `(a|a|aa)+${A}`,
  `((((a+)+)+)+)+${A}`,
  '(a{0,99}){0,99}',
  '((a?){99}){99}',
  '(a{1000}){1000}',
  'a'.repeat(100_000),
  '(a?)'.repeat(20_000),
  '('.repeat(100_000),
  '['.repeat(100_000),
  '{'.repeat(100_000),
  '|'.repeat(50_000),
])('%.20s …', (token) => {
  const start = performance.now();
  const pattern = readPythonPattern(`${token}\\s*$`);
  if (pattern && !pattern.isError) matchesStart(pattern.steps, token);
  expect(performance.now() - start).toBeLessThan(10_000);
});
