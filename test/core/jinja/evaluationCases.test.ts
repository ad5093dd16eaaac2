import { describe, expect, it } from 'vitest';
import { createScopes } from '../../../server/src/core/ansible/templates/scope.ts';
import { evaluateTemplate, printJson } from '../../../server/src/core/jinja/evaluate.ts';
import { EVALUATION_CASES_INVENTORY, evaluationCases, FAILS } from '../../support/evaluationCases.ts';
import { modelOfYaml } from '../../support/inventoryModel.ts';

const model = modelOfYaml(EVALUATION_CASES_INVENTORY);

describe.each(['text', 'tagged'] as const)('%s', (dialect) => {
  const scope = createScopes(model, { others: 'undefined', dialect })('node1.example.org');

  it.each(evaluationCases(dialect))('%s → %s', (template, json) => {
    const result = scope && evaluateTemplate(template, scope);
    expect(result?.known ? printJson(result.value) : FAILS).toBe(json);
  });
});
