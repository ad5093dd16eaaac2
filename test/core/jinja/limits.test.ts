import { describe, expect, it } from 'vitest';
import { createScopes } from '../../../server/src/core/ansible/templates/scope.ts';
import { evaluateTemplate, printJson } from '../../../server/src/core/jinja/evaluate.ts';
import { parseExpression, parseTemplate } from '../../../server/src/core/jinja/parse.ts';
import { walk } from '../../../server/src/core/jinja/walk.ts';
import { modelOfYaml } from '../../support/inventoryModel.ts';

const MANY = 50_000;
/** Enough to overflow a stack, for texts that take the time to build a large tree. */
const FEWER = 20_000;

/** Texts that made parsers crash or take quadratic time, and the first problem they have. */
const HOSTILE: readonly [name: string, text: string, code: string | undefined][] = [
  ['openers', '{{ '.repeat(MANY), 'unclosed'],
  ['openers with strings', "{{ '".repeat(MANY + 1), 'unclosed'],
  ['tags', '{% '.repeat(MANY), 'unclosed'],
  ['comments', '{#'.repeat(MANY), 'unclosed'],
  ['parentheses', `{{ ${'('.repeat(2 * MANY)}`, 'too-deep'],
  ['closed parentheses', `{{ ${'('.repeat(2 * MANY)}1${')'.repeat(2 * MANY)} }}`, 'too-deep'],
  ['brackets', `{{ ${'['.repeat(2 * MANY)}`, 'too-deep'],
  ['subscripts', `{{ ${'a['.repeat(2 * MANY)}`, 'too-deep'],
  ['minus signs', `{{ ${'-'.repeat(2 * MANY)}`, 'too-deep'],
  ['not', `{{ ${'not '.repeat(2 * MANY)}`, 'too-deep'],
  ['else', `{{ ${'a if b else '.repeat(MANY)}c }}`, 'too-deep'],
  ['open tags', '{% if x %}'.repeat(FEWER), 'tag-not-closed'],
  ['closed tags', '{% if x %}'.repeat(FEWER) + '{% endif %}'.repeat(FEWER), undefined],
  ['end tags', '{% endif %}'.repeat(MANY), 'tag-not-open'],
  ['terms', `{{ ${'a + '.repeat(FEWER)}a }}`, undefined],
  ['attributes', `{{ a${'.a'.repeat(MANY)} }}`, undefined],
  ['filters', `{{ a${'|a'.repeat(MANY)} }}`, undefined],
  ['strings', `{{ ${"'a' ".repeat(MANY)} }}`, undefined],
  ['backslashes', `{{ '${'\\'.repeat(2 * MANY)}' }}`, undefined],
  ['digits', `{{ ${'1_'.repeat(MANY)} }}`, 'bad-number'],
  ['a long number', `{{ ${'1'.repeat(MANY)} }}`, 'bad-number'],
  ['blanks', `{{ a${' \n'.repeat(MANY)}`, 'unclosed'],
  ['blanks before raw', `{%${' '.repeat(MANY)}raw`, 'unknown-tag'],
  ['blanks to strip', `${' '.repeat(MANY)}x{{- a }}`, undefined],
];

describe('hostile texts', () => {
  it.each(HOSTILE)('%s', (_name, text, code) => {
    const start = performance.now();
    const { problems, template } = parseTemplate(text);
    const count = [...walk(template)].length;
    expect(performance.now() - start).toBeLessThan(30_000);
    expect(problems[0]?.code).toBe(code);
    expect(count).toBeGreaterThan(0);
  });

  it('bare conditions too', () => {
    expect(parseExpression('('.repeat(2 * MANY)).problems).toMatchObject([{ code: 'too-deep' }]);
  });

  it('150 levels are not too deep', () => {
    expect(parseTemplate(`{{ ${'('.repeat(150)}1${')'.repeat(150)} }}`).problems).toEqual([]);
  });
});

it('takes less than 20 µs for the canonical expression', () => {
  const text = "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}";
  const rounds = 200;
  const deadline = performance.now() + 5000;
  // The best of many rounds: the machine may be busy with something else in the others.
  let best = Number.POSITIVE_INFINITY;
  let count = 0;
  while (best >= 20 && performance.now() < deadline) {
    const start = performance.now();
    // Another text each time, because the tree of a known one is remembered.
    for (let i = 0; i < rounds; i++) parseTemplate(`${text}${count++}`);
    best = Math.min(best, ((performance.now() - start) * 1000) / rounds);
  }
  expect(best).toBeLessThan(20);
});

/** Templates that would take Python seconds or all of the memory. */
const COSTLY: readonly [name: string, template: string][] = [
  ['loops in loops', `${'{% for a in range(100) %}'.repeat(4)}x${'{% endfor %}'.repeat(4)}`],
  ['a long range', '{{ range(10 ** 9) | list }}'],
  ['a loop over a long range', '{% for a in range(10 ** 12) %}{% endfor %}'],
  ['a repeated text', "{{ 'a' * 10 ** 9 }}"],
  ['a repeated list', '{{ [0] * 10 ** 9 }}'],
  ['a large power', '{{ 9 ** 9 ** 9 ** 9 }}'],
  ['a wide format', "{{ '%1000000000d' % 1 }}"],
  ['padding', "{{ 'a'.ljust(10 ** 9) }}"],
  ['a wide indent', "{{ 'a' | indent(10 ** 9) }}"],
  ['doubled texts', `{% set x = 'xxxx' %}${'{% set x = x ~ x %}'.repeat(60)}{{ x }}`],
  ['replaced texts', `{% set x = 'xx' %}${"{% set x = x | replace('x', 'xxxxxxxx') %}".repeat(20)}{{ x }}`],
  ['joined texts', "{{ ('a' * 60000).join(['b'] * 1000) }}"],
  ['nested lists', `{% set x = [1] %}${'{% set x = [x, x] %}'.repeat(35)}{{ x }}`],
  [
    'nested dicts',
    `{% set x = {} %}${"{% set x = {'a': x, 'b': x} %}".repeat(35)}{{ x | combine(x, recursive=true) }}`,
  ],
  [
    'nested lists that are equal',
    `{% set x = [1] %}{% set y = [1] %}${'{% set x = [x, x] %}{% set y = [y, y] %}'.repeat(35)}{{ x == y }}`,
  ],
  [
    'nested lists made flat',
    `{% set x = [1] %}${'{% set x = [x, x] %}'.repeat(35)}{{ x | flatten | length }}`,
  ],
  [
    'nested lists in order',
    `{% set x = [1] %}{% set y = [2] %}${'{% set x = [x, x] %}{% set y = [y, y] %}'.repeat(35)}{{ x < y }}`,
  ],
  ['a pattern that never fits', "{{ ('a' * 3000) | regex_replace('(a*)(a*)(a*)(a*)b', 'x') }}"],
  ['a pattern that repeats itself', "{{ ('a' * 40) | regex_replace('(a+)+b', 'x') }}"],
  ['a pattern of choices', `{{ ('a' * 30) is match('${'(a|a)?'.repeat(30)}b') }}`],
  ['many slow patterns', "{% for i in range(2000) %}{{ ('a' * 150) is search('a*a*b') }}{% endfor %}"],
  [
    'many large texts',
    "{% set x = 'a' * 60000 %}{% for i in range(2000) %}{{ (x | replace('a', 'b'))[:1] }}{% endfor %}",
  ],
  [
    'many large lists',
    '{% set x = [1] * 2000 %}{% for i in range(2000) %}{{ (x + [i]) | length }}{% endfor %}',
  ],
  ['a macro that calls itself', '{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(1) }}'],
  ['a macro that calls itself twice', '{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}'],
  [
    'a list that doubles',
    '{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = ns.l + ns.l %}{% endfor %}{{ ns.l }}',
  ],
  ['sets', '{{ (range(1000) | list) | union(range(1000, 2000) | list) | length }}'],
  ['a long literal', `{{ '[' ~ '1,' * 30000 ~ ']' }}`],
  ['a deep literal', "{{ '[' * 30000 }}"],
];

const scope = createScopes(modelOfYaml('all: { hosts: { h1: } }'), { others: 'undefined' })('h1');

describe('costly templates', () => {
  it.each(COSTLY)('%s', (_name, template) => {
    const start = performance.now();
    const result = scope && evaluateTemplate(template, scope);
    expect(performance.now() - start).toBeLessThan(20_000);
    if (result?.known) expect(printJson(result.value).length).toBeLessThan(200_000);
  });
});
