// Thousands of findings of one rule in a file: VS Code underlines 500, and all other rules have their place among them.
import { expect, it, vi } from 'vitest';
import type { Diagnostic } from 'vscode';
import { fittingDiagnostics } from '../../client/src/diagnostics/fittingDiagnostics.ts';

vi.mock('vscode', () => ({
  l10n: { t: (text: string, count: number) => text.replace('{0}', String(count)) },
}));

const findings = (rule: string, count: number): Diagnostic[] =>
  Array.from({ length: count }, (_, index) => ({
    code: { value: rule, target: {} },
    message: `${rule} ${index}`,
  })) as unknown as Diagnostic[];

const ruleOf = ({ code }: Diagnostic): unknown => (typeof code === 'object' ? code.value : code);

it('all are shown where VS Code shows all', () => {
  const all = [...findings('a', 499), ...findings('b', 1)];
  expect(fittingDiagnostics(all)).toEqual(all);
});

it('one rule leaves room for the others, and says how many of it are not shown', () => {
  const shown = fittingDiagnostics([...findings('a', 5000), ...findings('b', 1), ...findings('c', 30)]);
  expect(shown).toHaveLength(500);
  expect(shown.filter((one) => ruleOf(one) === 'b')).toHaveLength(1);
  expect(shown.filter((one) => ruleOf(one) === 'c')).toHaveLength(30);
  expect(shown[0]?.message).toBe(
    'a 0\n4531 more findings of this rule in this file are not shown here: “k3s-inventory check” lists all.',
  );
  expect(shown[1]?.message).toBe('a 1');
});

it('rules with as many findings have as many of them shown, in the order of the file', () => {
  const shown = fittingDiagnostics([...findings('a', 8), ...findings('b', 8), ...findings('c', 1)], 9);
  expect(shown.map(ruleOf).join('')).toBe('aaaabbbbc');
});
