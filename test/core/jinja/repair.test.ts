// Guesses at what a broken template was meant to be.
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../../server/src/core/jinja/parse.ts';
import { repairsFor } from '../../../server/src/core/jinja/repair.ts';

/** Every broken text with the first guess at its first problem; `-` where there is none. */
const first = (text: string): string => {
  const [problem] = parseTemplate(text).problems;
  return problem ? (repairsFor(text, problem)[0]?.text ?? '-') : 'not broken';
};

describe('repairsFor', () => {
  it.each([
    [
      "{{ hostvars[groups['a'][0]['x'] | default('y') }}",
      "{{ hostvars[groups['a'][0]]['x'] | default('y') }}",
    ],
    ["{{ groups['a'[0] }}", "{{ groups['a'][0] }}"],
    ["{{ groups['a'][0 }}", "{{ groups['a'][0] }}"],
    ["{{ groups['a'][0]] }}", "{{ groups['a'][0] }}"],
    ["{{ x | default('y' }}", "{{ x | default('y') }}"],
    ["{{ x | default('y')) }}", "{{ x | default('y') }}"],
    ['{{ x }', '{{ x }}'],
    ['{{ x', '{{ x }}'],
    ['{{ inventory_dir/airgap', '{{ inventory_dir }}/airgap'],
    ['a {{ x\nb {{ y }}', 'a {{ x }}\nb {{ y }}'],
    ["{{ groups['a][0] }}", "{{ groups['a'][0] }}"],
    ["{{ groups[a'][0] }}", "{{ groups['a'][0] }}"],
    ["{{ h[groups['a][0]]['x'] }}", "{{ h[groups['a'][0]]['x'] }}"],
    ['{% if a %}x{% endif }', '{% if a %}x{% endif %}'],
    ["{{ h['x'[0] | d('y' }}", "{{ h['x'][0] | d('y') }}"],
    ["{{ groups['a'][0]:6443", "{{ groups['a'][0] }}:6443"],
    ['{{ a.. }}', '-'],
    ['{{ a b }}', '-'],
    [`{{ ${'x'.repeat(3000)}`, '-'],
  ])('%s → %s', (broken, repaired) => {
    expect(first(broken)).toBe(repaired);
  });

  it('does away with one problem and leaves the others alone', () => {
    const text = '{{ a[0 }} and {{ b(1 }}';
    const { problems } = parseTemplate(text);
    expect(problems.map((problem) => repairsFor(text, problem)[0]?.text)).toEqual([
      '{{ a[0] }} and {{ b(1 }}',
      '{{ a[0 }} and {{ b(1) }}',
    ]);
  });

  it('every guess can be read', () => {
    const whole = "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}";
    for (const at of whole.split('').keys()) {
      const broken = whole.slice(0, at) + whole.slice(at + 1);
      for (const problem of parseTemplate(broken).problems)
        for (const { text } of repairsFor(broken, problem)) expect(parseTemplate(text).problems).toEqual([]);
    }
  });
});
