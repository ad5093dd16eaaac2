// What is asked of a document takes no longer than its length allows.
import { expect, test } from 'vitest';
import { QUESTIONS } from '../support/askEverything.ts';
import { fasterThanText } from '../support/doubling.ts';
import { createMemoryHost, uriOf } from '../support/memoryHost.ts';
import { createTestService } from '../support/service.ts';

const HEAD =
  'k3s_cluster:\n  children:\n    server:\n      hosts:\n        s1:\n    agent:\n      hosts:\n        a1:\n  vars:\n';

const variables = (count: number, value: (index: number) => string): string =>
  HEAD + Array.from({ length: count }, (_, index) => `    v${index}: ${value(index)}\n`).join('');

/** Texts that grow with a number of variables. */
const KINDS: Readonly<Record<string, (count: number) => string>> = {
  'a chain of variables': (count) => variables(count, (index) => `"{{ v${index - 1} }}"`),
  'a chain of variables, the last one first': (count) => variables(count, (index) => `"{{ v${index + 1} }}"`),
  'a circle of variables': (count) => variables(count, (index) => `"{{ v${(index + 1) % count} }}"`),
  'variables that are all in one': (count) =>
    `${variables(count, () => 'x')}    all: "${Array.from({ length: count }, (_, index) => `{{ v${index} }}`).join('')}"\n`,
  'one variable in all': (count) =>
    `${HEAD}    one: x\n${variables(count, () => '"{{ one }}"').slice(HEAD.length)}`,
  'variables of many words': (count) => variables(count, () => 'some words "and quotes" --and=options'),
  groups: (count) =>
    HEAD + Array.from({ length: count }, (_, index) => `g${index}:\n  hosts:\n    s1:\n`).join(''),
  'groups in groups': (count) =>
    `${HEAD}${Array.from({ length: count }, (_, index) => `g${index}:\n  children:\n    g${index + 1}:\n`).join('')}`,
};

for (const [kind, textOf] of Object.entries(KINDS))
  test.each(['check', 'fixes', 'hints', 'hover', 'complete', 'symbols'])(`${kind}: %s`, async (name) => {
    const growth = await fasterThanText((size) => {
      const text = textOf(size);
      return () => {
        const service = createTestService(createMemoryHost({ 'inventory.yml': text }));
        return QUESTIONS[name]?.(service, uriOf('inventory.yml'), text);
      };
    }, 700);
    expect(growth).toBeUndefined();
  });
