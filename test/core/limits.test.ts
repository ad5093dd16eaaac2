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

/** Each asks a hundred hosts, and runs through a loop on each. */
const dear = (count: number): string =>
  HEAD.replace(
    's1:\n',
    Array.from({ length: 100 }, (_, index) => `h${index}: {n: ${index}}\n`).join('        '),
  ) +
  Array.from(
    { length: count },
    (_, index) => `    v${index}: "{% for i in range(900) %}{{ n }}{% endfor %}${index}"\n`,
  ).join('');

test('hints of one request have one budget; what does not fit is left out, and is there when it is asked for alone', async () => {
  const text = dear(40);
  const service = createTestService(createMemoryHost({ 'inventory.yml': text }));
  const lines = text.split('\n').length;
  const hintsIn = (from: number, to: number) =>
    service.inlayHintsIn(uriOf('inventory.yml'), {
      start: { line: from, column: 0 },
      end: { line: to, column: 0 },
    });
  expect((await hintsIn(0, lines)).length).toBeLessThan(20);
  const [last] = await hintsIn(lines - 2, lines - 1);
  expect(last).toBeDefined();
  const growth = await fasterThanText((size) => {
    const longer = dear(size);
    const host = createMemoryHost({ 'inventory.yml': longer });
    return () => QUESTIONS.hints?.(createTestService(host), uriOf('inventory.yml'), longer);
  }, 40);
  expect(growth).toBeUndefined();
});
