import { expect, it } from 'vitest';
import { createScopes } from '../../../server/src/core/ansible/templates/scope.ts';
import { evaluateTemplate, printJson } from '../../../server/src/core/jinja/evaluate.ts';
import { EVALUATION_CASES, EVALUATION_CASES_INVENTORY } from '../../support/evaluationCases.ts';
import { modelOfYaml } from '../../support/inventoryModel.ts';

const scope = createScopes(modelOfYaml(EVALUATION_CASES_INVENTORY), { others: 'undefined' })(
  'node1.example.org',
);

it.each(EVALUATION_CASES)('%s → %s', (template, json) => {
  const result = scope && evaluateTemplate(template, scope);
  expect(result?.known ? printJson(result.value) : result).toBe(json);
});
