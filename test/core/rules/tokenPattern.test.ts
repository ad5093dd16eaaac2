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
  expect(performance.now() - start).toBeLessThan(1000);
});
