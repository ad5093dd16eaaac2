import { describe, expect, it } from 'vitest';
import { parseExpression, parseTemplate } from '../../../server/src/core/jinja/parse.ts';
import { walk } from '../../../server/src/core/jinja/walk.ts';

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
    expect(performance.now() - start).toBeLessThan(3000);
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
  while (best >= 20 && performance.now() < deadline) {
    const start = performance.now();
    for (let i = 0; i < rounds; i++) parseTemplate(text);
    best = Math.min(best, ((performance.now() - start) * 1000) / rounds);
  }
  expect(best).toBeLessThan(20);
});
