import { expect, test } from 'vitest';
import { expandHostPattern } from '../../../server/src/core/ansible/sources/hostPattern.ts';

const LIMIT = 100_000;

// Every line was taken from what ansible-core 2.14.18 makes of the pattern.
test.each([
  ['node', ['node'], undefined],
  ['n[01:03]', ['n01', 'n02', 'n03'], undefined],
  ['n[1:9:4].lan', ['n1.lan', 'n5.lan', 'n9.lan'], undefined],
  ['n[a:c]', ['na', 'nb', 'nc'], undefined],
  ['n[:2]', ['n0', 'n1', 'n2'], undefined],
  ['n[3:1]', [], undefined],
  ['n[5:3:-1]', ['n5'], undefined],
  ['r[1:2]-[a:b]:23', ['r1-a', 'r1-b', 'r2-a', 'r2-b'], '23'],
  ['node:2222', ['node'], '2222'],
  ['10.0.0.1:22', ['10.0.0.1'], '22'],
  ['fe80::1', ['fe80::1'], undefined],
  ['fe80::1%eth0', ['fe80::1%eth0'], undefined],
  ['[fe80::1]:22', ['fe80::1'], '22'],
  ['my host:22', ['my host:22'], undefined],
  ['node_:22', ['node_:22'], undefined],
  ['nöde:22', ['nöde'], '22'],
  ['x:y', ['x:y'], undefined],
])('%s', (listed, names, port) => {
  expect(expandHostPattern(listed, LIMIT)).toEqual(port === undefined ? { names } : { names, port });
});

test.each([
  'n[1-3]',
  'n[1:',
  'n]1[',
  'n[1:]',
  'n[01:1]',
  'n[1:b]',
  'n[c:a]',
  'n[1:3:0]',
  'n[1:2:x]',
  'a|b[1:2]',
  '[node]',
])('%s is refused', (listed) => {
  expect(expandHostPattern(listed, LIMIT)).toEqual({ problem: 'range-invalid' });
});

test.each(['n[1:2000000]', 'n[1:400]-[1:400]', 'n[0:99999999999999999999999]'])(
  '%s is too large',
  (listed) => {
    expect(expandHostPattern(listed, LIMIT)).toEqual({ problem: 'range-too-large' });
  },
);

test('as many hosts as allowed are not too many', () => {
  const expanded = expandHostPattern('n[1:100]', 100);
  expect('names' in expanded && expanded.names.length).toBe(100);
  expect(expandHostPattern('n[1:101]', 100)).toEqual({ problem: 'range-too-large' });
});

test('too many long names are counted, not made', () => {
  const pattern = `${'x'.repeat(100_000)}${'[1:2]'.repeat(40)}`;
  expect(expandHostPattern(pattern, LIMIT)).toEqual({ problem: 'range-too-large' });
  expect(expandHostPattern(`${pattern}[2-1]`, LIMIT)).toEqual({ problem: 'range-invalid' });
});
