import { describe, expect, it } from 'vitest';
import type { OutlineFile } from '../../../server/src/core/ansible/sources/outlineEntry.ts';
import { type Reference, readNames } from '../../../server/src/core/ansible/templates/references.ts';
import { createSourceText } from '../../../server/src/core/text/sourceText.ts';
import { parseYaml } from '../../../server/src/core/yaml/parseYaml.ts';

const show =
  (text: string) =>
  ({ kind, name, role, span, isPattern }: Reference): string => {
    const written = text.slice(span.start, span.end);
    return `${role === 'definition' ? '+' : ''}${kind}${isPattern ? ' range' : ''} ${name}${written === name ? '' : ` as ${written}`}`;
  };

function names(text: string, format: 'yaml' | 'ini' | 'vars'): readonly string[] {
  const source = createSourceText('file:///hosts', text);
  const role = format === 'vars' ? 'group_vars' : 'inventory';
  const file: OutlineFile = format === 'ini' ? { source, role } : { source, role, document: parseYaml(text) };
  const { references } = readNames(file);
  return references.toSorted((a, b) => a.span.start - b.span.start).map(show(text));
}

const inTemplate = (template: string): readonly string[] => names(`x: "${template}"\n`, 'vars').slice(1);

describe('YAML', () => {
  it('groups, hosts and variables, as they are written', () => {
    const text = `all:
  vars: {'my_var': 1, other: }
  children:
    "server":
      hosts:
        h1:
          ansible_host: 10.0.0.1
        'node-2':
        n[1:3]:
        n9:2222:
        "[fe80::1]:22":
    agent:
    listed:
      hosts: one
`;
    expect(names(text, 'yaml')).toEqual([
      '+group all',
      '+variable my_var',
      '+variable other',
      '+group server',
      '+host h1',
      '+variable ansible_host',
      '+host node-2',
      '+host range n[1:3]',
      '+host n9',
      '+host fe80::1',
      '+group agent',
      '+group listed',
      '+host one',
    ]);
  });

  it('what stands behind aliases and merge keys once, and keys that Ansible drops', () => {
    const text = `a:
  vars: &common {x: 1, x: 2}
b:
  vars: *common
c:
  vars:
    <<: *common
    y: 1
  children: &self
    d:
      children: *self
`;
    expect(names(text, 'yaml')).toEqual([
      '+group a',
      '+variable x',
      '+variable x',
      '+group b',
      '+group c',
      '+variable y',
      '+group d',
    ]);
  });

  it('templates in every style, deep in values, not in keys, not where they are unsafe', () => {
    const text = `double: "a\\t{{ one }}\\n"
single: 'it''s {{ two }}'
block: |
  first
    {{ three }}
folded: >-
  a
  {{ four }}
list: [{"{{ key }}": "{{ five }}"}]
unsafe: !unsafe "{{ six }}"
unsafe_list: !unsafe ["{{ seven }}"]
plain: a {{ eight }} b
`;
    expect(names(text, 'vars').filter((name) => !name.startsWith('+'))).toEqual([
      'variable one',
      'variable two',
      'variable three',
      'variable four',
      'variable five',
      'variable eight',
    ]);
  });
});

describe('INI', () => {
  it('sections, lines, children and assignments', () => {
    const text = `lone
[server]
h1 ansible_host=10.0.0.1 note="{{ one }}" # h9
n[1:2] x='{{ groups["agent"] }}'
n7:22
[server:vars]
my_var = {{ two }}
list = ["{{ three }}"]
[k3s_cluster:children]
server # the servers
agent
`;
    expect(names(text, 'ini')).toEqual([
      '+host lone',
      '+group server',
      '+host h1',
      '+variable ansible_host',
      '+variable note',
      'variable one',
      '+host range n[1:2]',
      '+variable x',
      'variable groups',
      'group agent',
      '+host n7',
      'group server',
      '+variable my_var',
      'variable two',
      '+variable list',
      'variable three',
      'group k3s_cluster',
      'group server',
      'group agent',
    ]);
  });
});

describe('templates', () => {
  it.each([
    ["{{ groups['a'] + groups.b | length + groups.get('c') }}", ['group a', 'group b', 'group c']],
    ["{{ hostvars['h'].x ~ hostvars.h['y'] }}", ['host h', 'variable x', 'host h', 'variable y']],
    ["{{ hostvars[groups['a'][0]].x }}", ['group a', 'variable x']],
    ["{{ hostvars['h'].get('x') }}", ['host h', 'variable x']],
    [
      "{{ vars['x'] ~ vars.y ~ lookup('vars', 'z', default='w') }}",
      ['variable x', 'variable y', 'variable z'],
    ],
    ["{{ groups['a'] | map('extract', hostvars, 'x') | list }}", ['group a', 'variable x']],
    ["{{ groups['a'] | map('extract', hostvars, ['x', 'y']) }}", ['group a', 'variable x']],
    ["{{ 'a' in group_names or 'b' not in groups }}", ['group a', 'group b']],
    ["{{ inventory_hostname == 'h' or inventory_hostname in ['i', 'j'] }}", ['host h', 'host i', 'host j']],
    ["{{ inventory_hostname in 'h1,h2' }}", []],
    ['{{ groups.keys() | list + hostvars.items() }}', []],
    ["{{ a.b['c'] }}", ['variable a']],
    ['{{ a(b=c) | d(e) is f(g) }}', ['variable c', 'variable e', 'variable g']],
  ])('%s', (template, expected) => {
    const magic = /^variable (?:groups|hostvars|group_names|vars|inventory_hostname|default)$/;
    expect(inTemplate(template).filter((name) => !magic.test(name))).toEqual(expected);
  });

  it.each([
    ['{% for a in b %}{{ a ~ loop.index ~ c }}{% endfor %}{{ a }}', ['b', 'c', 'a']],
    ['{{ a }}{% set a = a + 1 %}{{ a }}', ['a', 'a']],
    ['{% with a = a %}{{ a }}{% endwith %}{{ a }}', ['a', 'a']],
    ['{% macro m(a, b=c) %}{{ a ~ b ~ d }}{% endmacro %}{{ m(1) ~ a }}', ['c', 'd', 'a']],
    ['{% set a %}{{ a }}{% endset %}{{ a }}', ['a']],
    ['{% for a, b in c if a %}{% set d = 1 %}{% endfor %}{{ d }}', ['c', 'd']],
    ['{% if a %}{% set b = 1 %}{% endif %}{{ b }}', ['a']],
    ["{% import 'x' as a %}{% from 'y' import b, c as d %}{{ a ~ b ~ c ~ d }}", ['c']],
    ['{% call(a) m(b) %}{{ a }}{% endcall %}', ['b']],
  ])('local names are no references: %s', (template, expected) => {
    expect(inTemplate(template)).toEqual(expected.map((name) => `variable ${name}`));
  });
});
