// Random templates over the variables of one inventory, from the words that operators use, right and wrong.
import type { Random } from './random.ts';

export const EVALUATION_INVENTORY = `all:
  vars:
    text: "Hello, World"
    number: 42
    negative: -7
    float: 2.5
    yes_: true
    no_: false
    nothing: null
    empty_text: ""
    zero: 0
    items_: [3, 1, 2]
    names: [beta, Alpha, gamma, beta]
    mixed: [1, "two", null, true, [4]]
    dict: { a: 1, b: { c: deep, "0": zero }, items: own }
    users: [{ name: ann, id: 1, admin: true }, { name: bob, id: 2, admin: false }]
    addresses: ["10.0.0.1", "fd00::1", "k3s.example.org"]
    json: '{"k": [1, 2.5, null], "t": "x"}'
    yaml: "k: [1, two]\\nt: yes"
    numeric_text: "17"
    padded: "  padded  "
    truth_text: "True"
    list_text: "[1, 2]"
    chinese: "主节点 ünï ÄÖ"
    emoji: "a😀b"
    quotes: "it's \\"q\\" \\\\ \\t."
    version: v1.30.2+k3s1
    big: 123456789012345678901234567890
    floaty: 0.1
    huge: 1.5e+22
    tiny: 0.00001
    address: 10.0.0.11
    url: "https://k3s.example.org:6443/x?y=1"
    spaced: " a\\tb\\u3000c\\u00a0 "
    lines: |
      first
      second
    via: "{{ text }}"
    raw_text: !unsafe "{{ text }} [1]"
    raw_list: [!unsafe "{{ number }}", "{{ number }}", !unsafe "[1]"]
    via_raw: "{{ raw_text }}"
    raw_number: !unsafe 12
    raw_dict: !unsafe { a: "{{ text }}", b: [1, "{{ number }}", { c: yes }] }
    via_number: "{{ number }}"
    via_list: "{{ items_ }}"
    via_calc: "{{ number + 1 }}"
    via_undefined: "{{ not_there }}"
    via_default: "{{ not_there | default('fallback') }}"
    via_string: "{{ items_ | string }}"
    via_null: "{{ nothing }}"
    via_omit: "{{ omit }}"
    omitted: { a: "{{ omit }}", b: ["{{ omit }}", x], c: "{{ nothing }}", d: 1 }
    none_in: ["{{ nothing }}", null, "{{ none if no_ else 'n' }}"]
    via_host: "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}"
    loop_a: "{{ loop_b }}"
    loop_b: "x{{ loop_a }}"
    nested: { x: "{{ text | lower }}", y: ["{{ number }}", "{{ via }}"] }
    nested_bad: { x: "{{ not_there }}", y: 1 }
    config: "cluster-cidr: {{ cidr | default('10.42.0.0/16') }}\\ntls-san:\\n  - {{ via_host }}\\n"
k3s_cluster:
  children:
    server:
      hosts:
        node1.example.org: { ansible_host: 10.0.0.1, rank: 1, own: "{{ inventory_hostname }}" }
        node2: { rank: 2, own: "{{ text }}-{{ rank }}" }
    agent:
      hosts:
        node3: { ansible_host: "{{ prefix }}.3", prefix: "10.0.0", own: "{{ not_there }}" }
    empty:
`;

/** Forms that are in use, right and wrong. */
export const ENDPOINT_FORMS: readonly string[] = [
  "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}",
  "{{ hostvars[groups['server'][1]]['ansible_host'] | default(groups['server'][1]) }}",
  "{{ hostvars[groups['server'][1]]['ansible_host'] }}",
  "{{ hostvars[groups['master'][0]]['ansible_host'] | default(groups['server'][0]) }}",
  "{{ groups['master'][0] | default('a') }}",
  "{{ groups['empty'] | first }}",
  "{{ groups['server'][5] | default('a') }}",
  "{{ hostvars[groups['server'][5]].ansible_host | default('a') }}",
  "{{ hostvars[groups['server'][1]]['ansible_host'] | trim | default('c') }}",
  "{{ hostvars[groups['server'][1]]['inventory_hostname'] }}",
  "{{ groups['master'][0] if 'master' in groups else groups['server'][0] }}",
  "{{ groups.get('master', groups['server'])[0] }}",
  "{{ hostvars['nobody'].ansible_host | default('a') }}",
  "{{ hostvars[groups['server'][1]]['ansible_host'] or 'b' }}",
  "{{ groups['server'] }}",
  "{{ hostvars['node2'].via_host }}",
  '{{ true if groups["node"] | default([]) | length >= 1 else false }}',
];

export const EVALUATION_HOSTS = ['node1.example.org', 'node2', 'node3'];

const VARIABLES =
  'text number negative float yes_ no_ nothing empty_text zero items_ names mixed dict users addresses json yaml numeric_text padded truth_text list_text lines via via_number via_list via_calc via_undefined via_default via_string via_null via_host nested nested_bad config rank own ansible_host inventory_hostname inventory_hostname_short group_names not_there loop_a via_omit omitted none_in'.split(
    ' ',
  );

const FILTERS = [
  'default("d")',
  "default('d', true)",
  "d('')",
  'default(text)',
  'default(omit)',
  'default(omit, true)',
  'default(none)',
  'first',
  'last',
  "join(',')",
  'join',
  'trim',
  'lower',
  'upper',
  'string',
  'int',
  'int(5)',
  'float',
  'bool',
  'length',
  'count',
  "replace('o', '0')",
  "replace('l', '')",
  "regex_replace('[aeiou]', '_')",
  "regex_replace('^(.)(.*)$', '\\2\\1')",
  "regex_replace('l+', 'L')",
  "regex_replace('\\d', '#')",
  'split',
  "split(',')",
  "split('.')",
  "ternary('y', 'n')",
  "ternary('y', 'n', 'none')",
  'b64encode',
  'b64decode',
  'b64encode | b64decode',
  'to_json',
  'to_json | from_json',
  'from_json',
  'from_yaml',
  'unique',
  'sort',
  'sort(reverse=true)',
  'list',
  'reverse',
  "map(attribute='name')",
  "map('upper')",
  "select('defined')",
  'select',
  "selectattr('admin')",
  "selectattr('id', 'gt', 1)",
  "rejectattr('name', 'equalto', 'ann')",
  'mandatory',
  'ansible.builtin.b64encode',
] as const;

const TESTS = [
  'defined',
  'not defined',
  'undefined',
  'none',
  'not none',
  'string',
  'number',
  'mapping',
  'sequence',
  'boolean',
  'integer',
  'float',
  'in names',
  'in text',
  "in ['a', 'beta', 42]",
  "match('H.l+o')",
  "search('or')",
  "match('^[a-z]+$')",
  'eq 42',
  'truthy',
  'falsy',
  'odd',
  'even',
  'divisibleby 2',
  'contains("beta")',
  'true',
] as const;

const LITERALS = [
  '1',
  '0',
  '-1',
  '2.0',
  "'abc'",
  '""',
  "'a\\nb'",
  "'\\\\d'",
  'true',
  'false',
  'none',
  '[]',
  "[1, 'a']",
  "['x', ['y']]",
  "{'a': 1}",
  '{}',
  "'True'",
  "'[1]'",
  '"it\'s"',
  "'é'",
  "(1, 'b')",
] as const;

export function createExpressionWriter({ pick, below }: Random): () => string {
  const group = (): string => {
    const name = pick(['server', 'server', 'agent', 'empty', 'master', 'all', 'ungrouped', 'k3s_cluster']);
    return pick([`groups['${name}']`, `groups.${name}`, `groups.get('${name}', [])`]);
  };
  const host = (): string =>
    pick([
      () => `${group()}[${pick(['0', '0', '1', '-1', '5'])}]`,
      () => `${group()} | first`,
      () => `'${pick(['node2', 'node3', 'nobody', 'node1.example.org'])}'`,
      () => 'inventory_hostname',
    ])();
  const atom = (): string =>
    pick([
      () => pick(VARIABLES),
      () => pick(VARIABLES),
      () => pick(LITERALS),
      group,
      () => `hostvars[${host()}].get('${pick(['rank', 'nope', 'own'])}')`,
      () => `hostvars[${host()}].${pick(VARIABLES)}`,
      () => `hostvars[${host()}]['${pick(['ansible_host', 'own', 'rank', 'nested', 'group_names'])}']`,
    ])();
  const expression = (depth: number): string => {
    if (depth <= 0) return atom();
    const inner = (): string => expression(depth - 1 - below(2));
    return pick([
      atom,
      () => `${inner()} | ${pick(FILTERS)}`,
      () => `(${inner()}) | ${pick(FILTERS)}`,
      () => `(${inner()}) | ${pick(FILTERS)} | ${pick(FILTERS)}`,
      () => `(${inner()}) ${pick(['~', '~', '+', '-', '*', '/', '//', '%', '**'])} (${inner()})`,
      () => `(${inner()}) ${pick(['==', '!=', '<', '>=', 'in', 'not in', 'and', 'or'])} (${inner()})`,
      () => `(${inner()}) is ${pick(TESTS)}`,
      () => `(${inner()}) if (${inner()}) is ${pick(TESTS)} else (${inner()})`,
      () => `(${inner()}) if (${inner()}) else (${inner()})`,
      () => `(${inner()}) if (${inner()})`,
      () => `(${inner()})[${pick(['0', '-1', '9', "'a'", "'b'", "'name'", ':1', '1:', ':-1'])}]`,
      () => `(${inner()}).${pick(['a', 'b', 'b.c', 'x', 'name', '0', 'missing', 'items'])}`,
      () =>
        `(${inner()}).${pick(["split(',')", "split('.')[0]", 'upper()', "get('a')", "get('z', 1)", "startswith('H')"])}`,
      () => `not (${inner()})`,
      () => `-(${inner()})`,
      () => `[${inner()}, ${inner()}]`,
      () => `{'k': ${inner()}}`,
      () => `[${pick(['omit', 'none', 'not_there', 'nothing'])}, ${inner()}]`,
      () => `{'k': ${pick(['omit', 'none', 'not_there', 'nothing'])}, 'l': ${inner()}}`,
    ])();
  };
  const output = (): string => {
    const [open, close] = pick([
      ['{{ ', ' }}'],
      ['{{ ', ' }}'],
      ['{{ ', ' }}'],
      ['{{- ', ' -}}'],
    ] as const);
    return `${open}${expression(below(4))}${close}`;
  };
  const template = (): string =>
    pick([
      output,
      output,
      output,
      output,
      output,
      () => `https://${output()}:6443`,
      () => `${output()}${output()}`,
      () => `a ${output()}\n`,
      () => `{% if ${expression(1)} %}\n${output()}\n{% else %}no{% endif %}\n`,
      () =>
        `{% for x in ${expression(1)} %}{{ x${pick(['', ' | upper', '.name', ' ~ loop.index'])} }}${pick([',', '{% if not loop.last %},{% endif %}', '\n'])}{% endfor %}`,
      () => `{% for k, v in dict.items() %}{{ k }}={{ v }} {% endfor %}`,
      () => `{% set x = ${expression(1)} %}${pick(['', '\n', ' '])}{{ x }}${pick(['', 'z'])}`,
      () => `[${output()}, ${output()}]`,
      () => `{# note #}${output()}`,
      () => `{% with x = ${expression(1)} %} {{ x }} {%- endwith %}`,
    ])();
  return template;
}
