// What is asked of a document takes no longer than its length allows.
import { expect, test } from 'vitest';
import { QUESTIONS } from '../support/askEverything.ts';
import { fasterThanText } from '../support/doubling.ts';
import { BASE, FRAGMENTS, PLACES } from '../support/hostileTexts.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { createRandom } from '../support/random.ts';
import { READERS } from '../support/readers.ts';
import { chooseSeed } from '../support/seed.ts';
import { createTestService } from '../support/service.ts';

const HEAD =
  'k3s_cluster:\n  children:\n    server:\n      hosts:\n        s1:\n    agent:\n      hosts:\n        a1:\n  vars:\n';

const variables = (count: number, value: (index: number) => string): string =>
  HEAD + Array.from({ length: count }, (_, index) => `    v${index}: ${value(index)}\n`).join('');

test.each([
  ['quadratic', 8000, (size: number) => size * size, true],
  ['linear', 80_000_000, (size: number) => size, false],
])('what is %s is told from what is not', async (_, size, stepsOf, isFound) => {
  const growth = await fasterThanText((length) => {
    const steps = stepsOf(length);
    return () => {
      let sum = 0;
      for (let step = 0; step < steps; step++) sum += step % 7;
      return sum;
    };
  }, size);
  expect(growth !== undefined).toBe(isFound);
});

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
  'one token over and over': (count) => HEAD + '    token: ""\n'.repeat(count),
  'one endpoint over and over': (count) => HEAD + '    api_endpoint: "{{ x }}"\n'.repeat(count),
  'one argument over and over, in INI': (count) =>
    `[server:vars]\n${'extra_server_args="--x --y=1"\n'.repeat(count)}`,
  'one token over and over, in INI': (count) =>
    `[server]\ns1\n[agent]\na1\n[k3s_cluster:children]\nserver\nagent\n[server:vars]\n${'token=\n'.repeat(count)}`,
  'one host over and over, in INI': (count) => `[server]\n${'s1 token=x\n'.repeat(count)}`,
  groups: (count) =>
    HEAD + Array.from({ length: count }, (_, index) => `g${index}:\n  hosts:\n    s1:\n`).join(''),
  'groups in groups': (count) =>
    `${HEAD}${Array.from({ length: count }, (_, index) => `g${index}:\n  children:\n    g${index + 1}:\n`).join('')}`,
};

const asking = (file: string, text: string, question: string) => () =>
  QUESTIONS[question]?.(
    createTestService(createMemoryFileSystem({ ...BASE, [file]: text })),
    uriOf(file),
    text,
  );

for (const [kind, textOf] of Object.entries(KINDS))
  test.each(['check', 'fixes', 'hints', 'hover', 'complete', 'symbols'])(`${kind}: %s`, async (name) => {
    const growth = await fasterThanText((size) => {
      const text = textOf(size);
      return asking(text.startsWith('[') ? 'hosts.ini' : 'inventory.yml', text, name);
    }, 700);
    expect(growth).toBeUndefined();
  });

test.each(Object.keys(READERS))(
  'any fragment over and over, read as %s',
  { timeout: 300_000 },
  async (name) => {
    const slow: unknown[] = [];
    for (const fragment of FRAGMENTS)
      for (const end of ['', '\u0001']) {
        const growth = await fasterThanText((size) => {
          const text = fragment.repeat(Math.ceil(size / fragment.length)) + end;
          return () => READERS[name]?.(text);
        }, 30_000);
        if (growth) slow.push({ fragment, end, ...growth });
      }
    expect(slow).toEqual([]);
  },
);

const SAMPLES = 120;

test(`${SAMPLES} fragments over and over, somewhere in an inventory`, { timeout: 300_000 }, async () => {
  const random = createRandom(chooseSeed('doubled texts'));
  const slow: unknown[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    const place = random.pick(PLACES);
    const unit = Array.from({ length: random.pick([1, 1, 2]) }, () => random.pick(FRAGMENTS)).join('');
    const end = random.pick(['', '\u0001', random.pick(FRAGMENTS)]);
    const question = random.pick(['check', 'check', 'fixes', 'hints', 'hover', 'complete', 'tokens']);
    const growth = await fasterThanText((size) => {
      const middle = unit.repeat(Math.ceil(size / unit.length)) + end;
      return asking(place.file, place.around.join(middle), question);
    }, 20_000);
    if (growth) slow.push({ unit, end, place: place.name, question, ...growth });
  }
  expect(slow).toEqual([]);
});

/** What took long once; each is of a kind that its question asks for over and over. */
const TOOK_LONG: readonly (readonly [place: string, unit: string, question: string])[] = [
  ['registries_config_yaml |', '{#', 'complete'],
  ['registries_config_yaml |', '{% if a %}\n      b: 1\n      {% endif %}\n      ', 'check'],
  ['a host', '{{}}\u2028', 'hints'],
];

test.each(TOOK_LONG)('%s, with %j over and over: %s', async (name, unit, question) => {
  const place = PLACES.find((one) => one.name.startsWith(name));
  expect(place).toBeDefined();
  const growth = await fasterThanText((size) => {
    const middle = unit.repeat(Math.ceil(size / unit.length));
    return asking(place?.file ?? '', (place?.around ?? []).join(middle), question);
  }, 40_000);
  expect(growth).toBeUndefined();
});

/** More parts than a call takes arguments; no rule may throw, and no question either. */
const PARTS = 200_000;

test.each([
  ['a list', `    foo: [${'a,'.repeat(PARTS)}]\n`],
  ['items', `    foo:\n${'    - a\n'.repeat(PARTS)}`],
  ['a template', `    foo: "${'{{ a }}'.repeat(PARTS)}"\n`],
  ['backticks', `    foo: "${'` '.repeat(PARTS)}"\n`],
  ['empty lines', '\n'.repeat(PARTS)],
  ['comments', '    # a\n'.repeat(PARTS)],
])(`${PARTS} parts: %s`, { timeout: 300_000 }, async (_, part) => {
  const text = HEAD + part;
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }));
  for (const ask of Object.values(QUESTIONS)) await ask(service, uriOf('inventory.yml'), text);
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
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }));
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
    const fileSystem = createMemoryFileSystem({ 'inventory.yml': longer });
    return () => QUESTIONS.hints?.(createTestService(fileSystem), uriOf('inventory.yml'), longer);
  }, 40);
  expect(growth).toBeUndefined();
});
