// Chains of variables: what is known without an evaluation, that one is too long, is what following it gives.
import { describe, expect, it } from 'vitest';
import { createScopes } from '../../../server/src/core/ansible/templates/scope.ts';
import {
  type Dialect,
  type EvaluationScope,
  evaluateExpression,
  evaluateTemplate,
} from '../../../server/src/core/jinja/evaluate.ts';
import { parseExpression } from '../../../server/src/core/jinja/parse.ts';
import { modelOfYaml } from '../../support/inventoryModel.ts';

const DIALECTS: readonly Dialect[] = ['text', 'native', 'tagged'];
const FORMS: readonly (readonly [before: string, after: string])[] = [
  ['{{ ', ' }}'],
  ['a {{ ', ' | upper }}'],
  ["{{ 'a' ~ ", ' }}'],
  ['{{ ', " ~ nothing['at all'] }}"],
  ['{{ nothing ~ ', ' }}'],
  ['{{ 1 if true else ', ' }}'],
];

function scopeOf(variables: readonly string[], dialect: Dialect): EvaluationScope {
  const text = `all:\n  hosts: {h: }\n  vars:\n${variables.map((line) => `    ${line}\n`).join('')}`;
  const scope = createScopes(modelOfYaml(text), { others: 'undefined', dialect })('h');
  if (!scope) throw new Error('no scope');
  return scope;
}

const chain = (length: number, [before, after] = FORMS[0] ?? ['', '']): readonly string[] =>
  Array.from({ length }, (_, at) => `v${at}: ${at === 0 ? 'base' : `"${before}v${at - 1}${after}"`}`);

describe.each(DIALECTS)('in the dialect %s', (dialect) => {
  it.each(FORMS)('a chain of %sv%s is followed as far as an expression follows it', (...form) => {
    const variables = chain(36, form);
    const [upwards, downwards] = [scopeOf(variables, dialect), scopeOf(variables, dialect)];
    const results = variables.map((_, at) => evaluateTemplate(`{{ v${at} }}`, upwards));
    for (const [at, result] of [...results.entries()].reverse()) {
      expect(evaluateTemplate(`{{ v${at} }}`, downwards), `v${at}`).toEqual(result);
      const { expression } = parseExpression(`v${at}`);
      expect(evaluateExpression(expression, upwards) !== undefined, `v${at}`).toBe(result.known);
    }
  });

  it.each([1, 2, 29, 30, 31, 35])('a circle of %i is found where following it finds it', (length) => {
    const variables = Array.from({ length }, (_, at) => `v${at}: "{{ v${(at + 1) % length} }}"`);
    const scope = scopeOf(variables, dialect);
    for (let at = 0; at < length; at++) {
      const failure = length <= 30 ? { failure: 'recursion' } : { reason: expect.anything() };
      expect(evaluateTemplate(`{{ v${at} }}`, scope), `v${at}`).toMatchObject({ known: false, ...failure });
    }
  });

  it('thousands of variables in a chain are not looked up again for each other', () => {
    const scope = scopeOf(chain(1100), dialect);
    let lookedUp = 0;
    const variable = (name: string) => {
      lookedUp++;
      return scope.variable(name);
    };
    const counting: EvaluationScope = Object.create(scope, { variable: { value: variable } });
    for (let at = 0; at < 100; at++) evaluateTemplate(`{{ v${at} }}`, counting);
    lookedUp = 0;
    for (let at = 100; at < 1100; at++) evaluateTemplate(`{{ v${at} }}`, counting);
    expect(lookedUp).toBeLessThan(3 * 1000);
  });
});
