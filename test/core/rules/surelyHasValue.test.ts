// Which templates have a value without being evaluated.
import { expect, it } from 'vitest';
import { parseTemplate } from '../../../server/src/core/jinja/parse.ts';
import { surelyHasValue } from '../../../server/src/core/rules/jinja/surelyHasValue.ts';
import { modelOfYaml } from '../../support/inventoryModel.ts';

const hasValue = (text: string, variables: readonly string[]): boolean => {
  const model = modelOfYaml(
    `all:\n  hosts: {h: }\n  vars:\n${variables.map((line) => `    ${line}\n`).join('')}`,
  );
  return surelyHasValue(model, parseTemplate(text).template);
};

it.each([
  ['a text', '{{ a }}', ['a: 1']],
  ['the name of the host', "{{ inventory_hostname | replace('.', '-') }}", []],
  ['texts put together', "x-{{ a ~ '-' ~ b | upper }}", ['a: 1', 'b: two']],
  ['a variable that is put together', '{{ c }}', ['a: 1', 'b: "{{ a }}{{ a }}"', 'c: "{{ b }}-{{ a }}"']],
  ['a list of such texts', '{{ b }}', ['a: 1', 'b: ["{{ a }}", x]']],
])('%s', (_, text, variables) => {
  expect(hasValue(text, variables)).toBe(true);
});

it.each([
  ['what is defined nowhere', '{{ a }}', []],
  ['a variable that needs what is defined nowhere', '{{ b }}', ['b: "{{ a }}"']],
  ['a part of something', '{{ b }}', ['b: "{{ groups.server[0] }}"']],
  ['a circle, and what leads to it', '{{ c }}', ['a: "{{ b }}"', 'b: "{{ a }}"', 'c: "{{ a }}"']],
  ['a question', '{{ a if b else c }}', ['a: 1', 'b: true', 'c: 2']],
])('%s is evaluated', (_, text, variables) => {
  expect(hasValue(text, variables)).toBe(false);
});

it('thousands of variables, each made of the one before, are followed from the first', () => {
  const chain = Array.from({ length: 20_000 }, (_, at) =>
    at === 0 ? 'v0: base' : `v${at}: "{{ v${at - 1} }}"`,
  );
  expect(hasValue('{{ v19999 }}', chain)).toBe(true);
  expect(hasValue('{{ v19999 }}', chain.slice(1))).toBe(false);
});
