import { expect, it } from 'vitest';
import { BUDGETS, overBudget } from '../../scripts/numbers/report.mjs';

const file = (path: string, text: string, lines: number, own: number) => ({
  path,
  text,
  lines,
  comments: 0,
  functions: [{ path, name: 'work', line: 7, lines: own + 100, own }],
  imports: [],
});

const measured = (files: readonly ReturnType<typeof file>[], filesInFolder: number) => ({
  files: [...files],
  folders: new Map([['a', filesInFolder]]),
  rooms: ['a'],
  arrows: new Set<string>(),
});

it('what is as long as is allowed is fine, and a rule needs no first sentence', () => {
  const files = [
    file('a/b.ts', '// What it is for.', BUDGETS.lines, BUDGETS.functionLines),
    file('server/src/core/rules/token/token-empty.ts', 'import', 1, 1),
  ];
  expect(overBudget(measured(files, BUDGETS.filesInFolder))).toEqual([]);
});

it('each fault is reported at its place', () => {
  const files = [file('a/b.ts', 'import', BUDGETS.lines + 1, BUDGETS.functionLines + 1)];
  const faults = overBudget(measured(files, BUDGETS.filesInFolder + 1));
  expect(faults.map((fault) => /^(a\S*?):? /.exec(fault)?.[1])).toEqual([
    'a/b.ts',
    'a/b.ts:1',
    'a/b.ts:7',
    'a',
  ]);
});
