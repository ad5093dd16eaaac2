import { describe, expect, it } from 'vitest';
import { parseExpression, parseTemplate } from '../../../server/src/core/jinja/parse.ts';
import type { JinjaProblem } from '../../../server/src/core/jinja/problem.ts';
import { formatMessage } from '../../../server/src/core/text/message.ts';

/** The text with « » around the span of every problem, and the codes in that order. */
function marked(text: string, problems: readonly JinjaProblem[]): [string, ...string[]] {
  let result = text;
  for (const { span } of [...problems].reverse()) {
    result = `${result.slice(0, span.start)}«${result.slice(span.start, span.end)}»${result.slice(span.end)}`;
  }
  return [result, ...problems.map(({ code }) => code)];
}

const clean = (text: string): string => text.replaceAll(/[«»]/g, '');
const inTemplate = (text: string) => marked(text, parseTemplate(text).problems);
const firstMessage = (text: string) =>
  formatMessage(parseTemplate(text).problems[0]?.message ?? { pattern: '', values: [] });

describe('problems in {{ }}', () => {
  it.each([
    ['{{ foo «bar» }}', 'unexpected'],
    ['{{ hostvars[«}}»', 'bracket'],
    ["{{ groups['server'«)» }}", 'bracket'],
    ['{{ (a, b «}}»', 'bracket'],
    ['{{ a«)» }}', 'bracket'],
    ['{{ foo «}»', 'bracket'],
    ['{{ foo «}» and {{ bar }}', 'bracket'],
    ['{{ foo «%}»', 'bracket'],
    ['«{{» foo', 'unclosed'],
    ['«{{-» foo', 'unclosed'],
    ['«{{» foo and {{ bar }}', 'unclosed'],
    ['{{ foo | default(«{{» bar }}) }}', 'nested-braces'],
    ['{{ «}}»', 'unexpected'],
    ['{{ a. «}}»', 'unexpected'],
    ['{{ a | «}}»', 'unexpected'],
    ['{{ a |«|» b }}', 'unexpected'],
    ['{{ a «&&» b }}', 'unexpected-character'],
    ['{{ «!»a }}', 'unexpected-character'],
    ['{{ «“»a” }}', 'unexpected-character'],
    ["{{ «'»abc }}", 'unclosed-string'],
    ["{{ 'it«\\'»s' }}", 'escaped-quote'],
    ['{{ «x²» }}', 'bad-name'],
    ['{{ f(a=1, «2») }}', 'argument-order'],
    ['{{ f(**a, «*»b) }}', 'argument-order'],
    ['{{ [1 «2»] }}', 'unexpected'],
    ["{{ {'a'«}» }}", 'unexpected'],
    ['{{ a ==«=» b }}', 'unexpected'],
    ['{{ x is defined «is» none }}', 'unexpected'],
  ])('%s', (expected, code) => {
    expect(inTemplate(clean(expected))).toEqual([expected, code]);
  });
});

describe('problems in {% %}', () => {
  it.each([
    ['{% «fi» x %}', 'unknown-tag'],
    ['{% «%}»', 'unexpected'],
    ["{% «'if'» %}", 'unexpected'],
    ['{% if «%}»{% endif %}', 'unexpected'],
    ['{% if «{{» x }} %}a{% endif %}', 'nested-braces'],
    ['{% if x «}}»{% endif %}', 'bracket'],
    ['{% if (x «%}»{% endif %}', 'bracket'],
    ['«{%» if x', 'unclosed'],
    ['«{% if x %}»a', 'tag-not-closed'],
    ['{% «endif» %}', 'tag-not-open'],
    ['{% if x %}a{% else %}b{% «else» %}c{% endif %}', 'tag-not-open'],
    ['{% for x in y %}«{% if x %}»{% endfor %}', 'tag-not-closed'],
    ['{% for x«.»y in z %}{% endfor %}', 'unexpected'],
    ['{% for x «of» y %}{% endfor %}', 'unexpected'],
    ['{% set «[a]» = 1 %}', 'not-assignable'],
    ['{% set «none» = 1 %}', 'not-assignable'],
    ["{% if '«\\x4»' %}{% endif %}", 'bad-escape'],
    ['{% macro a(b=1, «c») %}{% endmacro %}', 'argument-order'],
    ['{% call «a» %}{% endcall %}', 'unexpected'],
    ['{% if a %}{% endif «x» %}', 'unexpected'],
    ['{% block a required %}«b»{% endblock %}', 'unexpected'],
    ["{% from 'a' import «_b» %}", 'not-assignable'],
    ['{% «do» a.append(1) %}', 'extension'],
    ['{% for x in y %}{% «break» %}{% endfor %}', 'extension'],
    ['«{#» never closed', 'unclosed'],
    ['«{% raw %}» never closed', 'unclosed'],
  ])('%s', (expected, code) => {
    expect(inTemplate(clean(expected))).toEqual([expected, code]);
  });
});

describe('recovery', () => {
  it('reports every broken block', () => {
    const text =
      '{{ a «b» }} ok {{ c.d }} {% «fi» %} {{ e «}» {{ good }} {% if «%}» {{ x «y» }} {% endif %} «{{» open';
    expect(inTemplate(clean(text))[0]).toBe(text);
  });

  it('keeps what was read before the problem', () => {
    const { template } = parseTemplate("{{ hostvars[groups['server'");
    expect(template.body).toMatchObject([
      {
        kind: 'output',
        expression: {
          kind: 'subscript',
          object: { name: 'hostvars' },
          index: {
            kind: 'subscript',
            object: { name: 'groups' },
            index: { kind: 'string', value: 'server' },
          },
        },
      },
    ]);
  });

  it('stops at 100 problems', () => {
    const { problems, template } = parseTemplate('{{ a b }}'.repeat(500));
    expect(problems).toHaveLength(100);
    expect(template.body).toHaveLength(101);
  });
});

describe('messages', () => {
  it.each([
    ['{{ foo bar }}', "Found 'bar' where an operator, '|' or '}}' was expected."],
    ['{{ foo', "'{{' is never closed: '}}' is missing."],
    ['{% if a %}', "'if' is never closed: '{% endif %}' is missing before the end of the text."],
    ['{{ a && b }}', "Found '&&' where 'and' was expected."],
    ['{% fi a %}', "Jinja2 has no tag 'fi'."],
  ])('%s → %s', (text, message) => {
    expect(firstMessage(text)).toBe(message);
  });

  it('never repeats the content of a string, which may be a secret', () => {
    expect(firstMessage("{{ token 'hunter2' }}")).not.toContain('hunter2');
  });
});

describe('options', () => {
  it('takes the tags of extensions that ansible.cfg enables', () => {
    const text = '{% for x in y %}{% do z.append(x) %}{% break %}{% endfor %}';
    expect(parseTemplate(text, { extensions: ['do', 'loopcontrols'] }).problems).toEqual([]);
  });

  it('lets backslashes escape in template files, not in values', () => {
    const text = "{{ 'it\\'s\\n' }}";
    const { template, problems } = parseTemplate(text, { templateFile: true });
    expect(problems).toEqual([]);
    expect(template.body).toMatchObject([{ expression: { value: "it's\n" } }]);
    expect(parseTemplate("{{ 'a\\n' }}").template.body).toMatchObject([{ expression: { value: 'a\\n' } }]);
  });
});

describe('parseExpression', () => {
  it.each([
    ['a is defined and a', ''],
    ['a «b»', 'unexpected'],
    ['{{ a «}»}', 'unexpected'],
    ['«»', 'unexpected'],
    ['a and «»', 'unexpected'],
    ['(a«»', 'bracket'],
    ['a«)»', 'bracket'],
    ['a «if» b else c', 'unexpected'],
  ])('%s', (expected, code) => {
    const text = clean(expected);
    expect(marked(text, parseExpression(text).problems)).toEqual(code ? [expected, code] : [expected]);
  });
});
