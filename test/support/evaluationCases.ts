// Templates with the value they have on node1.example.org of EVALUATION_CASES_INVENTORY, as JSON of Python, and where
// that is another, with the one since ansible-core 2.19. The fast tests compare the evaluator with it, the oracle tests
// the real Ansible.
import type { Dialect } from '../../server/src/core/jinja/evaluate.ts';

export const EVALUATION_CASES_INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        node1.example.org: { ansible_host: 10.0.0.1 }
        node2:
    agent:
      hosts:
        node3:
    empty:
  vars:
    text: Hello
    number: 42
    items_: [3, 1, 2]
    names: [beta, Alpha, beta]
    users: [{ name: ann, admin: true }, { name: bob, admin: false }]
    via: "{{ text }}"
`;

/** Since ansible-core 2.19 it ends with an error. */
export const FAILS = 'fails';

const CASES: readonly (readonly [template: string, json: string, since219?: string])[] = [
  ["{{ lookup('vars', 'via') }} {{ lookup('vars', 'items_') | first }}", '"Hello 3"'],
  ["{{ lookup('vars', 'nope', default=[1, 'x']) }}", '[1, "x"]'],
  ["{{ lookup('vars', 'users') | map(attribute='name') | list }}", '["ann", "bob"]'],
  ["{{ 'ab'.ljust(4) ~ '|' }}", '"ab  |"'],
  ["{{ 'x' ~ ([[1], [2]] | last | default('none') | string) }}", '"x[2]"'],
  ["{{ 'y' if [1, 2][:1] else 'n' }}", '"y"'],
  ['{{ -true }} {{ -(number == 1) }}', '"-1 0"'],
  ["{{ vars['text'] }}", '"Hello"'],
  ["{{ vars['via'] }}", '"{{ text }}"', '"Hello"'],
  ["{{ vars['10.0.0.1'] | default('x') }}", '"x"'],
  ["{{ hostvars[groups['server']] is defined }}", 'false'],
  ["{{ hostvars[groups['server']]['ansible_host'] | default('x') }}", '"x"'],
  ["{{ hostvars[{}] | default('x') }} {{ hostvars['node2'][items_] | default('y') }}", '"x y"'],
  ["{{ {'a': 1}[['a']] | default('x') }} {{ items_[items_] | default('y') }}", '"x y"'],
  ["{{ text[items_] | default('x') }} {{ vars[items_] | default('y') }}", '"x y"'],
  ['{{ [not_there] is in [1] }}', 'false', FAILS],
  ["{{ {'a': not_there} is eq 1 }}", 'false', FAILS],
  ["{{ '1' is in {'1': not_there} }}", 'true'],
  ["{{ 'text' in vars and 'nope' not in vars }}", 'true'],
  ['{{ range(3) }}', '[0, 1, 2]', FAILS],
  ["{{ ['b', 1] not in {'a': 1}.keys() }}", FAILS, 'true'],
  ["{{ 'a' in {'a': 1}.keys() and ('a', 1) in {'a': 1}.items() and [1] in {'a': [1]}.values() }}", 'true'],
  ['{{ range(5, 0, -2) | list }}', '[5, 3, 1]'],
  ['{{ 2 in range(3) }}', 'true'],
  ['{% for i in range(1, 4) %}{{ i }}{% if not loop.last %},{% endif %}{% endfor %}', '"1,2,3"'],
  [
    "{% macro url(host, port=6443) %}https://{{ host }}:{{ port }}{% endmacro %}{{ url('a') }} {{ url('b', port=1) }}",
    '"https://a:6443 https://b:1"',
  ],
  ['{% macro items() %}[{{ number }}]{% endmacro %}{{ items()[0] + 1 }}', '"43"', FAILS],
  ['{% set block %}a{{ number }}{% endset %}{{ block }}', '"a42"'],
  ['{% set block | upper %}a{% endset %}{{ block }}', '"A"'],
  ['{% filter upper %}abc{{ number }}{% endfilter %}', '"ABC42"'],
  [
    '{% set ns = namespace(n=0) %}{% for i in items_ %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}',
    '"6"',
    '6',
  ],
  ["{{ dict(a=1, b='x') }}", '{"a": 1, "b": "x"}'],
  ["{{ dict(users[0], name='cy') }}", '{"name": "cy", "admin": true}'],
  ["{% print number, 'x' %}", '"42x"'],
  ["{{ 'ab' * 3 }} {{ [1] * 2 }}", '"ababab [1, 1]"'],
  ["{{ '%s-%03d-%5.2f|%-4s|%x' % ('a', 7, 2.345, 'b', 255) }}", '"a-007- 2.35|b   |ff"'],
  ["{{ '%(a)s' % {'a': 1} }}", '"1"'],
  ["{{ 'abcdef'[::-1] }} {{ 'abcdef'[4:1:-2] }} {{ items_[::2] }}", '"fedcba ec [3, 2]"'],
  ['{{ (1, 2) + (3,) }}', '"(1, 2, 3)"', '[1, 2, 3]'],
  ['{{ [1, 2] < [1, 3] }} {{ [1] < [1, 0] }}', '"True True"'],
  ['{{ 2 ** 100 }}', '"1267650600228229401496703205376"', '1267650600228229401496703205376'],
  [
    '{{ 123456789012345678901234567890 + 1 }}',
    '"123456789012345678901234567891"',
    '123456789012345678901234567891',
  ],
  ['{{ 0.1 + 0.2 }} {{ 1e22 }} {{ 1 / 3 }}', '"0.30000000000000004 1e+22 0.3333333333333333"'],
  [
    "{{ 'a b  c '.split() }} {{ 'a,b,c'.split(',', 1) }} {{ 'a,b,c'.rsplit(',', 1) }}",
    "\"['a', 'b', 'c'] ['a', 'b,c'] ['a,b', 'c']\"",
  ],
  ["{{ ' x '.strip() }}{{ 'xxaxx'.strip('x') }}{{ 'xxa'.lstrip('x') }}", '"xaa"'],
  [
    "{{ 'a-b'.partition('-') }} {{ 'abc'.find('c') }} {{ 'abc'.zfill(5) }} {{ 'ab'.center(5, '*') }}",
    "\"('a', '-', 'b') 2 00abc **ab*\"",
    "\"['a', '-', 'b'] 2 00abc **ab*\"",
  ],
  ["{{ '-'.join(names) }} {{ 'a1'.isalnum() }} {{ 'abc'.capitalize() }}", '"beta-Alpha-beta True Abc"'],
  ["{{ 'ÄÖ 中文'.lower() }} {{ 'ñ' | upper }}", '"\\u00e4\\u00f6 \\u4e2d\\u6587 \\u00d1"'],
  ["{{ '\\u3000 中 ' | trim }}", '"\\\\u3000 \\u4e2d"'],
  [
    "{{ '0x1f' | int(0, 16) }} {{ '1e3' | int }} {{ '1_000' | int }} {{ 'x' | int(7) }} {{ ' 42 ' | int }}",
    '"31 1000 1000 7 42"',
  ],
  ["{{ '1e-3' | float }} {{ 2.5 | round }} {{ 2.675 | round(2) }} {{ -3 | abs }}", '"0.001 2.0 2.67 3"'],
  ['{{ items_ | sum }} {{ items_ | max }} {{ names | min }}', '"6 3 Alpha"'],
  ["{{ users | sort(attribute='name', reverse=true) | map(attribute='name') }}", '["bob", "ann"]'],
  ["{{ users | join(',', attribute='name') }}", '"ann,bob"'],
  [
    "{{ items_ | map('string') | list }} {{ names | map('regex_replace', 'a', '_') }}",
    "\"['3', '1', '2'] ['bet_', 'Alph_', 'bet_']\"",
  ],
  ["{{ items_ | select('>', 1) }} {{ items_ | reject('odd') }}", '"[3, 2] [2]"'],
  ["{{ {'a': 1} | combine({'b': 2}, {'a': 3}) }}", '{"a": 3, "b": 2}'],
  ["{{ {'a': {'x': 1}} | combine({'a': {'y': 2}}, recursive=true) }}", '{"a": {"x": 1, "y": 2}}'],
  ['{{ [1, [2, [3]], none] | flatten }} {{ [1, [2, [3]]] | flatten(levels=1) }}', '"[1, 2, 3] [1, 2, [3]]"'],
  [
    '{{ [1, 2] | union([2, 3]) | sort }} {{ [1, 2] | difference([2]) }} {{ [1, 2] | intersect([2]) }} {{ [1, 2] | symmetric_difference([2, 3]) | sort }}',
    '"[1, 2, 3] [1] [2] [1, 3]"',
  ],
  [
    "{{ {'b': 1, 'a': 2} | dict2items }} {{ [{'key': 'a', 'value': 1}] | items2dict }}",
    "\"[{'key': 'b', 'value': 1}, {'key': 'a', 'value': 2}] {'a': 1}\"",
  ],
  ["{{ {'b': 1, 'A': 2} | dictsort }}", '[["A", 2], ["b", 1]]'],
  ["{{ ['a', 'b'] | zip([1, 2]) | list }}", '[["a", 1], ["b", 2]]'],
  ["{{ ['a', 'b'] | map('extract', {'a': 1, 'b': 2}) }}", '[1, 2]'],
  [
    "{{ '/etc/rancher/k3s.yaml' | basename }} {{ '/etc/rancher/k3s.yaml' | dirname }} {{ ('a.tar.gz' | splitext)[1] }}",
    '"k3s.yaml /etc/rancher .gz"',
  ],
  [
    "{{ ['/etc', 'rancher', 'k3s'] | path_join }} {{ \"it's\" | quote }} {{ 'plain-1.2' | quote }}",
    "\"/etc/rancher/k3s 'it'\\\"'\\\"'s' plain-1.2\"",
  ],
  ['{{ "a\\nb" | indent(2) }}', '"a\\\\nb"'],
  ["{{ 'hello big-world' | title }}", '"Hello Big-World"'],
  [
    "{{ 'k3s-v1.30.2+k3s1' | regex_search('v[0-9.]+') }} {{ 'a1b22' | regex_findall('[0-9]+') }}",
    "\"v1.30.2 ['1', '22']\"",
  ],
  ["{{ 'AbC' | regex_replace('[a-z]', '_', ignorecase=true) }}", '"___"'],
  ["{{ '10.0.0.1' | regex_replace('^(\\d{1,3}\\.){3}', 'x.') }}", '"x.1"'],
  ["{{ '中文abc' | regex_replace('文(a)', '\\g<1>') }}", '"\\u4e2dabc"'],
  ["{{ 'v1.30.2+k3s1' is version('v1.29', '>=') }} {{ '1.2' is version('1.10', '<') }}", '"True True"'],
  ["{{ [1] is subset([1, 2]) }} {{ 'ABC' is upper }} {{ [1] is iterable }}", '"True True True"'],
  ["{{ \"[1, 'a', {'b': 0x1f}]\" }}", '[1, "a", {"b": 31}]', "\"[1, 'a', {'b': 0x1f}]\""],
  ["{{ \"['a', # note\\n 'b']\" }}", "\"['a', # note\\\\n 'b']\""],
  ["{{ '[1], [2]' }}", '[[1], [2]]', '"[1], [2]"'],
  [
    '[{{ number }}, "{{ text }}", None, (1,), -2.50, 1_000]',
    '[42, "Hello", null, [1], -2.5, 1000]',
    '"[42, \\"Hello\\", None, (1,), -2.50, 1_000]"',
  ],
  [
    "{'a': {{ number }}, \"b\": true, 'c': r'\\d'}",
    '{"a": 42, "b": true, "c": "\\\\d"}',
    "\"{'a': 42, \\\"b\\\": true, 'c': r'\\\\d'}\"",
  ],
  ["{{ '{a}' }} {{ '[a]' }}", '"{a} [a]"'],
  ["{{ '[f()]' }}", '"[f()]"'],
  [
    '{{ items_ | to_json }}{{ users[0] | to_json | from_json | to_json }}',
    '"[3, 1, 2]{\\"name\\": \\"ann\\", \\"admin\\": true}"',
  ],
  ["{{ {'a': [1, 2.0, none, 'é']} | to_json }}", '"{\\"a\\": [1, 2.0, null, \\"\\\\u00e9\\"]}"'],
  ['{{ text[true] }} {{ number if false }}|{{ (number if false) is defined }}', '"e |False"'],
  [
    '{{ users[0].items() | list }} {{ users[0].keys() | first }} {{ users[0] | items }}',
    "\"[('name', 'ann'), ('admin', True)] name [('name', 'ann'), ('admin', True)]\"",
    "\"[['name', 'ann'], ['admin', True]] name [['name', 'ann'], ['admin', True]]\"",
  ],
  ["{{ (1, 'a') }} {{ [(1, 2)] }}", '"(1, \'a\') [(1, 2)]"', '"[1, \'a\'] [[1, 2]]"'],
  ['{{ items_ | unique | sort(reverse=true) | first }}', '"3"', '3'],
  [
    "{{ 'a.b' | regex_escape }} {{ 'v1.2' | regex_search('v([0-9]+)[.]([0-9]+)', '\\1', '\\2') }}",
    "\"a\\\\.b ['1', '2']\"",
  ],
  [
    '{% set y = \'a: [1, yes, ~, 1.5, "x"]\\nb: {c: d}\' %}{{ y | from_yaml }}',
    '{"a": [1, true, null, 1.5, "x"], "b": {"c": "d"}}',
  ],
  ["{{ 'fd00::1' | ansible.builtin.b64encode | upper }}", '"ZMQWMDO6MQ=="'],
  ["{{ '[1]' | string | default('x') }}", '"[1]"'],
  ["{{ ('[1]' | string)[0:] }}", '[1]', '"[1]"'],
  ["{{ 'True' | string | quote }}{# a text stays one #}", '"True"'],
  ["{{ [['[1]' | string]] | flatten | first }}", '"[1]"'],
  ['{{ [1]\n }}', '[1]'],
  ['{{ [] | intersect([nope]) }}', '[]', FAILS],
  ["{{ ('[1]' | string | splitext)[0] }}", '"[1]"'],
  ["{{ ['True' | string] | path_join }}", '"True"'],
  // Texts that are read as Python's literals, until 2.19.
  [String.raw`{{ "[r'a\n', 'b']" }}`, String.raw`["a\\n", "b"]`, String.raw`"[r'a\\n', 'b']"`],
  [
    String.raw`{{ '["\x41", "\u00e9", "\101", "\q", "\t"]' }}`,
    String.raw`["A", "\u00e9", "A", "\\q", "\t"]`,
    String.raw`"[\"\\x41\", \"\\u00e9\", \"\\101\", \"\\q\", \"\\t\"]"`,
  ],
  [`{{ '["""a b""", "c"]' }}`, '["a b", "c"]', String.raw`"[\"\"\"a b\"\"\", \"c\"]"`],
  [String.raw`{{ "['\U00110000']" }}`, String.raw`"['\\U00110000']"`],
  [`{{ "[ur'x']" }}`, `"[ur'x']"`],
  ["{% with a = number, b = 'x' %}{{ a }}{{ b }}{% endwith %}{{ a | default('gone') }}", '"42xgone"'],
  ['{% with number = 1 %}{% with b = number + 1 %}{{ b }}{% endwith %}{% endwith %}-{{ number }}', '"2-42"'],
  ['{% with number = 1, b = number %}{{ b }}{% endwith %}', '"42"', '42'],
  ["{% set a, b = 'pq' %}{{ b }}{{ a }}", '"qp"'],
  ['{% set a, b = [1, 2, 3] %}{{ a }}', FAILS],
  ['{% set text.x = 1 %}{{ text }}', FAILS],
  ['{% for i in [] %}{{ i }}{% else %}none{% endfor %}', '"none"'],
  ['{% for i in items_ if i > 5 %}{{ i }}{% else %}none {{ text }}{% endfor %}', '"none Hello"'],
  ['{% for i in number %}{{ i }}{% endfor %}', FAILS],
  ['{% for i in items_ %}{% with b = loop.index %}{{ b }}{% endwith %}{% endfor %}', '"123"'],
  ["{% for k, v in {'a': 1}.items() %}{{ k }}={{ v }}{% endfor %}", '"a=1"'],
  ['{% for a, b in [[1, 2], [3]] %}{{ a }}{% endfor %}', FAILS],
];

export const evaluationCases = (dialect: Dialect): readonly (readonly [template: string, json: string])[] =>
  CASES.map(([template, json, since219 = json]) => [template, dialect === 'tagged' ? since219 : json]);
