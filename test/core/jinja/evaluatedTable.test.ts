// docs/jinja.md says which filters and tests are evaluated. Asked of the evaluator itself, name by name.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createScopes } from '../../../server/src/core/ansible/templates/scope.ts';
import { jinjaPlugins, type PluginKind } from '../../../server/src/core/jinja/catalog.ts';
import { evaluateTemplate } from '../../../server/src/core/jinja/evaluate.ts';
import { modelOfYaml } from '../../support/inventoryModel.ts';

const page = readFileSync(new URL('../../../docs/jinja.md', import.meta.url), 'utf8');
const scope = createScopes(modelOfYaml('all: { hosts: { h1: } }'), { others: 'undefined' })('h1');

const section = (title: string): string => page.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';

const codeSpans = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

/** The names in the first column of the table. */
const evaluated = (title: string): string[] =>
  section(title)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => codeSpans(line.split(' | ')[0] ?? ''));

const notEvaluated = (title: string): string[] =>
  codeSpans(
    section(title)
      .split('\n')
      .find((line) => line.startsWith('Not evaluated:')) ?? '',
  );

const ALWAYS_THERE = new Set(['jinja2', 'ansible.builtin']);

const names = (kind: PluginKind, isEvaluated: boolean): string[] => [
  ...new Set(
    jinjaPlugins()
      .filter(
        (plugin) =>
          plugin.kind === kind &&
          ALWAYS_THERE.has(plugin.collection) &&
          isKnown(kind, plugin.name) === isEvaluated,
      )
      .map(({ name }) => name),
  ),
];

/** Whether the evaluator has it, whatever it says of these values. */
function isKnown(kind: PluginKind, name: string): boolean {
  const forms =
    kind === 'filter' ? [`{{ 'x' | ${name} }}`] : [`{{ 'x' is ${name} }}`, `{{ 'x' is ${name}('x') }}`];
  return forms.some((form) => {
    const result = scope && evaluateTemplate(form, scope);
    const reason = result && 'reason' in result ? result.reason.pattern : '';
    return !/^the (?:filter|test) '\{0\}' is not/.test(reason);
  });
}

describe.each([
  ['Filters', 'filter', ['ansible.utils.ipwrap', 'ipwrap']],
  ['Tests', 'test', []],
] as const)('%s', (title, kind, others) => {
  it('that the page calls evaluated are those that are', () => {
    expect(evaluated(title).sort()).toEqual([...names(kind, true), ...others].sort());
  });

  it('that the page calls not evaluated are all others', () => {
    expect(notEvaluated(title).sort()).toEqual(names(kind, false).sort());
  });
});
