// Templates that reach every corner of the grammar, valid and not; real content is collected at test time.

/** Texts between `{{` and `}}`. */
const EXPRESSIONS = `
hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0])
groups.server[0]
x is defined and x is not none
x is not defined or not y
x not in [1, 2] and not x in y
1 < x <= 10 != 11
a ~ b ~ 'c' ~ 1
2 ** 3 ** 2 // 4 % 5
-x.y | abs
-2 ** 2
+ + - 1
not not x
a if b
a if b else c if d else e
x[1:2]
x[:]
x[::2]
x[1::]
x[:-1, 2]
x[]
x[1,]
x.0.1
x.0.y[1].z()
x.1.5
1.2.3
1.5e3 + 1e-3 + 1_000 + 0x_ff + 0b11 + 0o17 + 00
0123
1__0
1_
.5
5.
'a' 'b' "c"
'it\\'s'
"a\\nb\\x41\\u0041\\101"
'\\x1'
'\\r\\n\\t\\a\\7\\08\\e'
'\\é\\“\\😀é'
'\\N{DIGIT ONE}'
'\\\\'
[1, 2, 3,]
[,]
[1 2]
{}
{'a': 1, b: [2], 'c': {'d': 3}}
{'a': 1,}
{'a'}
{{'a': 1}: 2}
()
(1,)
(1, 2)
(1)
1, 2,
,
f()
f(a, b=1, *c, **d)
f(*a, b=1)
f(b=1, *a)
f(b=1, a)
f(*a, a)
f(*a, *b)
f(**a, **b)
f(**a, *b)
f(a,)
f(,)
f(a b)
f(a=1, a=2)
f(a)(b)(c).d
x | upper | lower()
x | ansible.builtin.b64encode
x | a.b.c(1) | d
x | 
x || y
x | 1
x | f(1)(2)
x is divisibleby 3
x is divisibleby(3)
x is ansible.builtin.version('1.0', '>=')
x is defined y
x is defined is none
x is sameas false
x is in [1, 2]
x is not in y
x is mapping and y
x is eq 1 if y else z
x is defined if y else z
x is defined not
x is not not y
x is foo.bar 1
lookup('env' 'HOME')
lookup('file', '/a/b') | from_yaml
query('inventory_hostnames', 'all')
true and True or false and False or none and None
if
not
in
is
else
and
for in in
a; b
a = 1
a == = b
a === b
a <> b
a => b
a & b
!a
a ? b : c
\${a}
a.b.
a..b
a[
a]
a)
(a
{'a': [1, (2, {'b': 3})]}
[[[[[[1]]]]]]
é + ñandú
x²
²
a·b
1٣
٣
x\u00a0+\u2003y
x\u0085y
x\ufeffy
`;

/** Whole texts, one a line; `⏎` stands for a line break. */
const TEMPLATES = `
{{ a }} {{- b -}} {{+ c }}
{{ a +}}
{{-1}}
{{ 1 -}}
{{ a - }}
{{ '}}' }}
{{ "{{" }}
{{ {'a': {'b': 1}} }}
{{ {'a': {'b': 1}}}}
{{}}
{{ }}
{{
}}
{{ a
a }}
{{ a }
{ a }}
{{ a %}
{% a }}
{{ a {{ b }} }}
{{ a {{ b }}
{% if {{ a }} %}{% endif %}
{# comment #}
{#- comment -#} a
{#+ comment +#}⏎a
{# {{ a }} {% b %} #}
{# open
{#
{#⏎
{##}
{#-#}
{#}
{% raw %}{{ a }}{% endraw %}
{%- raw -%} {% b {%- endraw -%}
{%raw%}{%endraw%}
{% raw +%}{% endraw %}
{% raw %}
{% raw %}⏎
{% raw %}a
{% endraw %}
{% raw %}{% endraw +%}
{% raw %}{% endraw -%} {% raw %}a{% endraw %}
{% if a %}b{% endif %}
{%if a%}b{%endif%}
{%- if a -%} b {%- endif -%}
{%+ if a +%} b {%+ endif +%}
{% if a %}b{% elif c %}d{% elif e %}f{% else %}g{% endif %}
{% if a: %}b{% else: %}c{% endif %}
{% if a %}b{% else %}c{% else %}d{% endif %}
{% if a %}b{% else %}c{% elif d %}e{% endif %}
{% if a, b %}{% endif %}
{% if a if b else c %}{% endif %}
{% if %}{% endif %}
{% if a %}
{% endif %}
{% else %}
{% if a %}{% endif x %}
{% for x in y %}{{ x }}{% endfor %}
{% for x in y if x.z recursive %}{{ loop(x) }}{% else %}none{% endfor %}
{% for x in y recursive %}{% endfor %}
{% for k, v in x.items() %}{{ k }}={{ v }}{% endfor %}
{% for (a, b), c in x %}{% endfor %}
{% for k, in y %}{% endfor %}
{% for in in y %}{% endfor %}
{% for x in a, b %}{% endfor %}
{% for x in a if b else c %}{% endfor %}
{% for x.y in z %}{% endfor %}
{% for true in z %}{% endfor %}
{% for x of y %}{% endfor %}
{% for x in y %}{% if x %}{% endfor %}{% endif %}
{% for x in y %}{% else %}{% else %}{% endfor %}
{% for x in y %}{% elif z %}{% endfor %}
{% for x in y %}{% break %}{% continue %}{% endfor %}
{% set a = 1 %}
{% set a, b = 1, 2 %}
{% set (a, b) = c %}
{% set [a, b] = c %}
{% set () = c %}
{% set ns.a = 1 %}
{% set ns.a.b = 1 %}
{% set ns['a'] = 1 %}
{% set a %}b{% endset %}
{% set a | upper | replace('a', 'b') %}b{% endset %}
{% set ns.a | upper %}b{% endset %}
{% set a = b if c else d %}
{% set none = 1 %}
{% set 1 = 1 %}
{% set = 1 %}
{% set a == 1 %}
{% set a: %}b{% endset %}
{% block a %}b{% endblock %}
{% block a scoped required %} {# c #} {% endblock a %}
{% block a required %}b{% endblock %}
{% block a required %}{{ b }}{% endblock %}
{% block a %}{% endblock b %}
{% block a-b %}{% endblock %}
{% block 'a' %}{% endblock %}
{% block a required scoped %}{% endblock %}
{% extends 'a' %}
{% extends a if b else c %}
{% extends %}
{% include 'a' %}
{% include ['a', b] ignore missing with context %}
{% include 'a' without context %}
{% include 'a' ignore %}
{% include 'a' with context ignore missing %}
{% import 'a' as b %}
{% import 'a' as b with context %}
{% import 'a' %}
{% import 'a' as true %}
{% from 'a' import b %}
{% from 'a' import b as c, d, e as f without context %}
{% from 'a' import b, with context %}
{% from 'a' import with context %}
{% from 'a' import b, %}
{% from 'a' import _b %}
{% from 'a' import %}
{% macro a() %}{% endmacro %}
{% macro a(b, c=1, d='e') -%} {{ b }} {%- endmacro %}
{% macro a(b=1, c) %}{% endmacro %}
{% macro a(b,) %}{% endmacro %}
{% macro a %}{% endmacro %}
{% macro a(true) %}{% endmacro %}
{% macro a.b() %}{% endmacro %}
{% call a() %}b{% endcall %}
{% call(x, y=1) a(1) %}b{% endcall %}
{% call (a()) %}b{% endcall %}
{% call a %}b{% endcall %}
{% call a()|b %}b{% endcall %}
{% filter upper %}a{% endfilter %}
{% filter a.b(1) | lower %}a{% endfilter %}
{% filter %}a{% endfilter %}
{% with %}{% endwith %}
{% with a = 1, b = a %}{{ b }}{% endwith %}
{% with a, b = 1 %}{% endwith %}
{% with a = 1, %}{% endwith %}
{% with a %}{% endwith %}
{% autoescape true %}{% endautoescape %}
{% autoescape %}{% endautoescape %}
{% print a %}
{% print a, b %}
{% print %}
{% print a, %}
{% do a.append(b) %}
{% trans %}a{% endtrans %}
{% debug %}
{% unknown %}
{% 'if' %}
{% %}
{% if '\\x4' %}{% endif %}
{% if '\\N{DIGIT ONE}' and "\\u00e9\\U0001F600" %}{% endif %}
{% if a %}⏎  {%- for b in c %}⏎{{ b }}⏎  {%- endfor %}⏎{% endif %}⏎
# {{ comment }}⏎key: "{{ value }}"⏎
#jinja2: trim_blocks: False⏎{{ a }}
`;

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

/** About 200 templates written for this test. */
export const ownTemplates: readonly string[] = [
  ...lines(EXPRESSIONS).map((text) => `{{ ${text} }}`),
  ...lines(TEMPLATES).map((text) => text.replaceAll('⏎', '\n')),
];

export const ownConditions: readonly string[] = lines(EXPRESSIONS);
