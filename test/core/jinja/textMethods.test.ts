// Methods of texts in templates, with the results of Python 3.11.
import { describe, expect, it } from 'vitest';
import { createScopes } from '../../../server/src/core/ansible/templates/scope.ts';
import { evaluateTemplate, printJson } from '../../../server/src/core/jinja/evaluate.ts';
import { modelOfYaml } from '../../support/inventoryModel.ts';

const scope = createScopes(modelOfYaml('all: { hosts: { h: {} } }'), {
  others: 'undefined',
  dialect: 'tagged',
})('h');

function evaluate(expression: string) {
  if (!scope) throw new Error('no such host');
  return evaluateTemplate(`{{ ${expression} }}`, scope);
}

describe('methods of texts', () => {
  it.each<readonly [expression: string, value: unknown]>([
    ["'abc'.find('c')", 2],
    ["'abc'.find('x')", -1],
    ["'äbc'.find('c')", 2],
    ["'abcabc'.rfind('b')", 4],
    ["'abc'.index('b')", 1],
    ["'abcabc'.rindex('c')", 5],
    ["'a-b-c'.partition('-')", ['a', '-', 'b-c']],
    ["'abc'.partition('-')", ['abc', '', '']],
    ["'a-b-c'.rpartition('-')", ['a-b', '-', 'c']],
    ["'abc'.rpartition('-')", ['', '', 'abc']],
    ["'abcabc'.count('b')", 2],
    ["'abc'.count('')", 4],
    ["'äb'.count('')", 3],
    ["'ab'.ljust(5)", 'ab   '],
    ["'ab'.ljust(5, '*')", 'ab***'],
    ["'ab'.rjust(5, '0')", '000ab'],
    ["'ab'.center(5, '*')", '**ab*'],
    ["'abc'.center(6, '*')", '*abc**'],
    ["'abc'.center(2)", 'abc'],
    ["'42'.zfill(5)", '00042'],
    ["'-42'.zfill(5)", '-0042'],
    ["'+4'.zfill(5)", '+0004'],
    ["'abc'.zfill(2)", 'abc'],
    ["'a,b,c'.rsplit(',', 1)", ['a,b', 'c']],
    ["'a,b,c'.rsplit(',')", ['a', 'b', 'c']],
    ["'a,b,c'.rsplit(',', -1)", ['a', 'b', 'c']],
    ["'a,b,c'.rsplit(',', 0)", ['a,b,c']],
    ["'a b c'.rsplit()", ['a', 'b', 'c']],
    ["''.splitlines()", []],
    ["'v1.2'.removeprefix('v')", '1.2'],
    ["'1.2'.removeprefix('v')", '1.2'],
    ["'a.yml'.removesuffix('.yml')", 'a'],
    ["'a.yml'.removesuffix('')", 'a.yml'],
    ["'12'.isdigit()", true],
    ["'1a'.isdigit()", false],
    ["''.isdigit()", false],
    ["'12'.isnumeric()", true],
    ["'12'.isdecimal()", true],
    ["'ab'.isalpha()", true],
    ["'a1'.isalpha()", false],
    ["'a1'.isalnum()", true],
    ["'a-1'.isalnum()", false],
    ["''.isspace()", false],
    ["' a'.isspace()", false],
    ["'ab1'.islower()", true],
    ["'aB'.islower()", false],
    ["'1'.islower()", false],
    ["'AB1'.isupper()", true],
    ["'Ab'.isupper()", false],
    ["'abc'.startswith('a')", true],
    ["'abc'.startswith(('x', 'a'))", true],
    ["'abc'.endswith(('x', 'y'))", false],
    ["'abc'.endswith('')", true],
    ["', '.join(['a', 'b'])", 'a, b'],
    ["'-'.join('abc')", 'a-b-c'],
    ["'aXbX'.replace('X', 'y', 1)", 'aybX'],
    ["'xxaxx'.strip('x')", 'a'],
    ["'xxaxx'.lstrip('x')", 'axx'],
    ["'xxaxx'.rstrip('x')", 'xxa'],
    ["'hELLO wORLD'.capitalize()", 'Hello world'],
  ])('%s', (expression, value) => {
    const result = evaluate(expression);
    expect(result.known && JSON.parse(printJson(result.value))).toEqual(value);
  });

  it.each([
    "'abc'.index('x')",
    "'abc'.rindex('x')",
    "'abc'.partition('')",
    "'ab'.ljust(5, 'xy')",
    "', '.join(['a', 1])",
    "'abc'.lower(1)",
    "'abc'.strip('a', 'b')",
  ])('fails: %s', (expression) => {
    expect(evaluate(expression)).toMatchObject({ known: false, error: expect.anything() });
  });

  it.each(["'abc'.find('c', 1)", "'ä'.isalpha()", "'a b'.rsplit(none, 1)", "'abc'.ljust(70000)"])(
    'is unknown: %s',
    (expression) => {
      expect(evaluate(expression)).not.toHaveProperty('value');
    },
  );
});
