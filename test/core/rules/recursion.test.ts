import { expect, test } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const inventory = (variables: string): string =>
  `k3s_cluster:\n  children:\n    server:\n      hosts:\n        s1:\n    agent:\n      hosts:\n        a1:\n  vars:\n${variables}`;

async function recursionsIn(text: string): Promise<readonly string[]> {
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }));
  const { diagnoses } = await service.check(uriOf('inventory.yml'), {});
  return diagnoses.filter(({ ruleId }) => ruleId === 'jinja-recursive').map(({ message }) => message);
}

/** Each needs the one before it. */
const chain = (length: number): string =>
  Array.from({ length }, (_, i) => `    v${i + 1}: "{{ v${i} }}"\n`).join('');

test.each([1, 2, 29, 30, 31, 500])('a circle of %i variables is reported once', async (length) => {
  const found = await recursionsIn(inventory(`    v0: "{{ v${length} }}"\n${chain(length)}`));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('“v0” needs its own value');
});

test('each circle is reported, also one that a host makes with a value of its own', async () => {
  const text = inventory(
    '    a: "{{ b }}"\n    b: "{{ a }}"\n    c: "{{ d }}"\n    d: "{{ c }}"\n    e: "{{ f }}"\n    f: x\n',
  );
  const found = await recursionsIn(text.replace('a1:\n', 'a1:\n          f: "{{ e }}"\n'));
  expect(found.map((message) => /“(\w)”/.exec(message)?.[1]).sort()).toEqual(['a', 'c', 'f']);
});

test('of a long circle only the first few are named', async () => {
  const [first] = await recursionsIn(inventory(`    v0: "{{ v500 }}"\n${chain(500)}`));
  expect(first).toContain('(v0 → v500 → v499 → … → v0)');
});

test('a chain has an end, however long it is', async () => {
  expect(await recursionsIn(inventory(`    v0: a\n${chain(500)}`))).toEqual([]);
});

test('a circle of names that a host leads elsewhere is none there, and one on the others', async () => {
  const text = inventory(`    v0: "{{ v60 }}"\n${chain(60)}`);
  const onOne = text.replace('s1:\n', 's1:\n          v30: end\n');
  const [first] = await recursionsIn(onOne);
  expect(first).toContain('on a1');
  expect(await recursionsIn(onOne.replace('a1:\n', 'a1:\n          v7: end\n'))).toEqual([]);
});

test('what a loop may not come to is not sure', async () => {
  const text = inventory(`    v0: "{% for i in x %}{{ v60 }}{% endfor %}"\n${chain(60)}`);
  expect(await recursionsIn(text)).toEqual([]);
});
