import { describe, expect, it } from 'vitest';
import { createScopes, type ScopeOptions } from '../../../server/src/core/ansible/templates/scope.ts';
import { evaluateTemplate, printJson } from '../../../server/src/core/jinja/evaluate.ts';
import { formatMessage } from '../../../server/src/core/text/message.ts';
import { EVALUATION_CASES_INVENTORY } from '../../support/evaluationCases.ts';
import { modelOfYaml } from '../../support/inventoryModel.ts';

const model = modelOfYaml(`${EVALUATION_CASES_INVENTORY}    nothing: null
    via_number: "{{ number }}"
    via_nothing: "{{ nope }}"
    via_hosts: "{{ hostvars[groups['server'][0]]['ansible_host'] }}"
    nested_nothing: { a: "{{ nope }}", b: 1 }
    loop_a: "{{ loop_b }}"
    loop_b: "{{ loop_a }}"
    kept: "{{ items_ | string }}"
    unsafe: !unsafe "{{ text }}"
    unsafe_list: [!unsafe "{{ text }}", "{{ text }}"]
    vaulted: !vault |
      $ANSIBLE_VAULT;1.1;AES256
      3132
`);

function evaluate(template: string, options: Partial<ScopeOptions> = {}) {
  const scope = createScopes(model, { others: 'undefined', dialect: 'text', ...options })(
    'node1.example.org',
  );
  if (!scope) throw new Error('no such host');
  return evaluateTemplate(template, scope);
}

/** JSON of the value, `!` and what is wrong, or `?` and the reason. */
function give(template: string, options: Partial<ScopeOptions> = {}): string {
  const result = evaluate(template, options);
  if (result.known) return printJson(result.value);
  return 'error' in result ? `! ${formatMessage(result.error)}` : `? ${formatMessage(result.reason)}`;
}

describe('a text of the vault, since ansible-core 2.19', () => {
  const isCiphertext = (template: string): boolean => {
    const result = evaluate(template, { dialect: 'tagged' });
    return 'isVaulted' in result && result.isVaulted === true;
  };

  it.each([
    '{{ vaulted }}',
    "{{ vaulted or 'x' }}",
    '{{ vaulted if vaulted else text }}',
    "{{ vaulted if vaulted != '' else text }}",
    '{{ vaulted if vaulted is string else text }}',
    "{{ lookup('vars', 'vaulted') }}",
    "{{ ({'k': text} | combine({'k': vaulted})).k }}",
    '{{ [vaulted | trim, vaulted] | last }}',
    '{{ [vaulted] | flatten | first }}',
    '{{ [none, vaulted] | select | first }}',
  ])('keeps its ciphertext: %s', (template) => {
    expect(isCiphertext(template)).toBe(true);
  });

  it.each(['{{ vaulted }}\n', 'a{{ vaulted }}', '{{ vaulted | trim }}', '{{ [vaulted] | join }}'])(
    'is a new text: %j',
    (template) => {
      expect(isCiphertext(template)).toBe(false);
    },
  );
});

describe('the value of a template', () => {
  it('does not say what a part without variables gives that has no parts', () => {
    expect(give('{{ (1)[:1] is boolean }}')).toMatch(/^\?/);
    expect(give('{{ number[:1] is boolean }}')).toMatch(/^!/);
  });

  it('does not say whether what is undefined in a mapping equals itself', () => {
    expect(give('{{ nested_nothing == nested_nothing }}', { dialect: 'tagged' })).toMatch(/^\?/);
    expect(give("{{ nested_nothing == {'a': 2, 'b': 1} }}", { dialect: 'tagged' })).toMatch(/^!/);
  });

  it('reads variables for the lookup of them, as far as they are known', () => {
    expect(give("{{ lookup('vars', 'via_number') }}")).toBe('"42"');
    expect(give("{{ lookup('vars', 'via_nothing', default='x') }}")).toMatch(/^\?/);
    expect(give("{{ lookup('vars', 'nope', default=none) }}")).toMatch(/^\? a lookup/);
  });

  it('does not say what a number makes of a text that is marked unsafe', () => {
    expect(give('{{ 1 + unsafe }}')).toMatch(/^\?/);
    expect(give('{{ 1 % unsafe }}')).toMatch(/^\?/);
    expect(give("{{ 1 + lookup('vars', 'text') }}")).toMatch(/^\?/);
    expect(give("{{ {'a': 1} | list | sum }}")).toMatch(/^\?/);
    expect(give('{{ 1 - unsafe }}')).toMatch(/^!/);
  });

  it.each(['text', 'tagged'] as const)('does not lead into texts that are marked unsafe (%s)', (dialect) => {
    expect(give('{{ unsafe }}', { dialect })).toBe('"{{ text }}"');
    expect(give('{{ unsafe_list }}', { dialect })).toBe('["{{ text }}", "Hello"]');
  });

  it('is the one of a variable that is looked up by its name, since ansible-core 2.19', () => {
    expect(give("{{ lookup('vars', 'via_number') }}", { dialect: 'tagged' })).toBe('42');
    expect(give("{{ lookup('vars', 'nope', default='x') }}", { dialect: 'tagged' })).toBe('"x"');
    expect(give("{{ lookup('vars', 'nope') }}", { dialect: 'tagged' })).toMatch(/^\? a lookup/);
    expect(give("{{ lookup('env', 'via_number') }}", { dialect: 'tagged' })).toMatch(/^\? a lookup/);
  });

  it('of a set operation is unknown where the order of another one below it shows', () => {
    expect(give("{{ names | union(['z']) | difference([[1]]) }}")).toMatch(/^\? the order/);
    expect(give("{{ names | union(['z']) | difference([[1]]) | sort }}")).toBe('["Alpha", "beta", "z"]');
  });

  it.each<[string, string]>([
    ["{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}", '"10.0.0.1"'],
    ["{{ hostvars[groups['server'][1]]['ansible_host'] | default(groups['server'][1]) }}", '"node2"'],
    ['{{ inventory_hostname_short }}', '"node1"'],
    ['{{ group_names }}', '["k3s_cluster", "server"]'],
    ['{{ groups.agent }}', '["node3"]'],
    ['{{ via }} {{ via_number }}', '"Hello 42"'],
    ["{{ via_nothing | default('x') }}", '"x"'],
    ["{{ '' | default('x', true) }}", '"x"'],
    ["{{ items_ | sort | join('-') }}", '"1-2-3"'],
    ['{{ names | unique }}', '["beta", "Alpha"]'],
    ["{{ users | map(attribute='name') | list }}", '["ann", "bob"]'],
    ["{{ users | selectattr('admin') | map(attribute='name') | first }}", '"ann"'],
    ["{{ text | regex_replace('l+', '_') | lower }}", '"he_o"'],
    ["{{ 'a,b'.split(',') }}", '["a", "b"]'],
    ["{{ 'é' | b64encode }} {{ 'w6k=' | b64decode }}", '"w6k= \\u00e9"'],
    ["{{ (number > 40) | ternary('big', 'small') }}", '"big"'],
    ["{{ 'fd00::1' | ansible.utils.ipwrap }}", '"[fd00::1]"'],
    ['{{ \'{"a": [1, 2.0]}\' | from_json }}', '{"a": [1, 2.0]}'],
    ["{{ 'a: [1, yes]' | from_yaml }}", '{"a": [1, true]}'],
    ["{{ '%s:%s' | format(text, number) }}", '"Hello:42"'],
    ['{{ text[1:3] }}{{ text[-1] }}', '"elo"'],
    ['{{ 7 // -2 }} {{ 7 % -2 }} {{ 7 / 2 }}', '"-4 1 3.5"'],
    ['{% for x in items_ if x > 1 %}{{ x }}{{ "," if not loop.last }}{% endfor %}', '"3,2"'],
    ['{% set x = 1 %}\n{% if x %}\nyes\n{% endif %}\n', '"yes\\n"'],
    ["{{ 'server' in group_names and number is number }}", 'true'],
  ])('%s → %s', (template, value) => {
    expect(give(template)).toBe(value.replace('1 3.5', '-1 3.5'));
  });
});

describe('the type of a value', () => {
  it.each<[string, string]>([
    ['{{ number }}', '42'],
    [' {{ number }}', '" 42"'],
    ['{{ number + 1 }}', '"43"'],
    ['{{ via_number }}', '"42"'],
    ['{{ via_number + 1 }}', '"43"'],
    ['{{ nothing }}', 'null'],
    ['{{ nothing }}x', '"x"'],
    ['{{ items_ }}', '[3, 1, 2]'],
    ['{{ items_ }} ', '[3, 1, 2]'],
    ['[{{ number }}, true]', '[42, true]'],
    ["{{ 'True' }}", 'true'],
    ["{{ 'true' }}", '"true"'],
    ['{{ items_ | string }}', '"[3, 1, 2]"'],
    ['{{ kept }}', '"[3, 1, 2]"'],
    ['[{{ "fd00::1" }}]:6443', '"[fd00::1]:6443"'],
    ["{{ 'a\\nb' }}", '"a\\\\nb"'],
    ["{% set x = 'a\\nb' %}{{ x }}", '"a\\nb"'],
  ])('%s → %s', (template, value) => {
    expect(give(template)).toBe(value);
  });
});

describe('what Ansible surely refuses', () => {
  it.each<[string, string]>([
    ['{{ nope }}', 'nope'],
    ["{{ groups['master'][0] }}", "groups['master']"],
    ["{{ groups['server'][5] }}", "groups['server'][5]"],
    [
      "x {{ hostvars[groups['server'][1]].ansible_host | trim }}",
      "hostvars[groups['server'][1]].ansible_host",
    ],
    ['{{ loop_a }}', 'loop_a'],
    ["{{ loop_a | default('x') }}", 'loop_a'],
    ['{{ text if true else loop_a }}', 'loop_a'],
    ['{{ text + 1 }}', 'text + 1'],
    ['{{ number | length }}', 'number | length'],
    ['{{ 1 / 0 }}', '1 / 0'],
    ['{{ groups.empty | first }}', 'groups.empty | first'],
  ])('%s at %s', (template, place) => {
    const result = evaluate(template);
    expect('error' in result && template.slice(result.span.start, result.span.end)).toBe(place);
  });
});

describe('why Ansible refuses', () => {
  it.each<[string, string, string[]?]>([
    ['{{ nope }}', 'undefined'],
    ['{{ via_nothing }}', 'undefined'],
    ["{{ groups['master'] }}", 'undefined'],
    ["{{ hostvars.get('nobody') }}", 'undefined'],
    ['{{ loop_a }}', 'recursion', ['loop_a', 'loop_b']],
    ['{{ [loop_b] }}', 'recursion', ['loop_b', 'loop_a']],
    ['{{ text +', 'syntax'],
    ['{{ text + 1 }}', 'other'],
  ])('%s: %s', (template, failure, chain) => {
    expect(evaluate(template)).toMatchObject({ failure, ...(chain && { chain }) });
  });
});

describe('what is not known', () => {
  it.each<[string, RegExp]>([
    ["{{ lookup('env', 'X') }}", /lookup/],
    ['{{ ansible_default_ipv4.address }}', /fact/],
    ["{{ text if true else lookup('env', 'X') }}", /^$/],
    ['{{ vaulted }}', /secret/],
    ['{{ text | no_such_filter }}', /no_such_filter/],
    ['{{ text if true else text | no_such_filter }}', /no_such_filter/],
    ['{{ playbook_dir }}', /when the play runs/],
    ["{{ hostvars['localhost'].x }}", /localhost/],
    ['{{ ansible_host_ip }}', /fact/],
    ["{{ number if (false if [1] else groups)['b'] }}", /without variables/],
    ["{{ number if (1 and groups)['b'] }}", /without variables/],
    ['{{ "x" * 10 ** 9 }}', /too large/],
    ['{{ range(10 ** 9) | list }}', /too large/],
  ])('%s', (template, reason) => {
    if (reason.source === '^$') expect(evaluate(template).known).toBe(true);
    else expect(give(template)).toMatch(new RegExp(`^\\? .*${reason.source}`));
  });

  it('is what a play may define, for those who ask', () => {
    expect(give("{{ nope | default('x') }}")).toBe('"x"');
    expect(give("{{ nope | default('x') }}", { others: 'unknown' })).toMatch(/^\? .*nope/);
    expect(give("{{ hostvars['node2'].ansible_host | default('x') }}", { others: 'unknown' })).toBe('"x"');
  });

  it('is not everything behind it: a fallback that is not needed does not matter', () => {
    expect(give('{{ text | default(ansible_fqdn) }}')).toBe('"Hello"');
    expect(give('{{ vaulted is defined }}')).toBe('true');
  });

  it('is a template of a host seen through hostvars that uses hostvars: Ansible leaves it as it is', () => {
    expect(give("{{ hostvars['node2'].via }}")).toBe('"Hello"');
    expect(give("{{ hostvars['node2'].via_hosts }}")).toBe(
      JSON.stringify("{{ hostvars[groups['server'][0]]['ansible_host'] }}"),
    );
  });
});

describe('bounds', () => {
  it.each([
    `{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`,
    `{{ text${'.a'.repeat(20_000)} }}`,
    `{{ ${'text ~ '.repeat(20_000)}text }}`,
    `{{ ${'[1] + '.repeat(9_000)}[1] }}`,
    `${'{% for a in items_ %}'.repeat(20)}{{ a }}${'{% endfor %}'.repeat(20)}`,
    `{% set x = "xxxxxxxxxxxxxxxx" %}${'{% set x = x ~ x %}'.repeat(40)}{{ x }}`,
    `{{ '${'a'.repeat(70_000)}' }}`,
  ])('end the evaluation (%#)', (template) => {
    // Without a bound, each would run for hours: the time limit of the test is enough.
    expect(evaluate(template).known).toBe(false);
  });
});
