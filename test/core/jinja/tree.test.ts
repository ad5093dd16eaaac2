import { describe, expect, it } from 'vitest';
import { hasJinja, parseTemplate } from '../../../server/src/core/jinja/parse.ts';
import { childrenOf, walk } from '../../../server/src/core/jinja/walk.ts';
import { ownTemplates } from '../../support/jinjaSeeds.ts';
import { shapeBody } from '../../support/jinjaShape.ts';

const shapeOf = (text: string) => shapeBody(parseTemplate(text).template.body);
const expressionOf = (text: string) => {
  const [node] = parseTemplate(`{{ ${text} }}`).template.body;
  return node?.kind === 'output' ? node.expression : undefined;
};

describe('expressions', () => {
  it.each([
    ['a + b | c', 'a + (b | c)'],
    ['-a | b', '(-a) | b'],
    ['-a.b', '-(a.b)'],
    ['-a ** b', '(-a) ** b'],
    ['a ** b ** c', '(a ** b) ** c'],
    ['a - b - c', '(a - b) - c'],
    ['a + b ~ c * d', 'a + (b ~ (c * d))'],
    ['not a == b', 'not (a == b)'],
    ['not a is b', 'not (a is b)'],
    ['a or b and not c', 'a or (b and (not c))'],
    ['a == b is c', 'a == (b is c)'],
    ['a if b else c if d else e', 'a if b else (c if d else e)'],
    ["a is b 'c' ~ d", "(a is b('c')) ~ d"],
    ["lookup('env' 'HOME')", "lookup('envHOME')"],
    ['a is not b', 'not (a is b)'],
    ['a, b', '(a, b)'],
  ])('%s groups as %s', (text, grouped) => {
    expect(shapeOf(`{{ ${text} }}`)).toEqual(shapeOf(`{{ ${grouped} }}`));
  });

  it('knows the canonical expression', () => {
    expect(
      expressionOf("hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0])"),
    ).toMatchObject({
      kind: 'filter',
      name: 'default',
      nameSpan: { start: 51, end: 58 },
      input: {
        kind: 'subscript',
        object: { kind: 'subscript', object: { kind: 'name', name: 'hostvars' } },
        index: { kind: 'string', value: 'ansible_host', contents: [{ start: 34, end: 46 }] },
      },
      args: [{ kind: 'subscript', index: { kind: 'number', value: 0, float: false } }],
    });
  });

  it('keeps dotted names of filters and tests whole', () => {
    expect(expressionOf('a | ansible.builtin.b64encode is ansible.builtin.version("1")')).toMatchObject({
      kind: 'test',
      name: 'ansible.builtin.version',
      input: { kind: 'filter', name: 'ansible.builtin.b64encode' },
    });
  });

  it('keeps integers beyond 2^53 exact', () => {
    expect(expressionOf('9007199254740993')).toMatchObject({ value: 9007199254740993n });
  });
});

describe('white space', () => {
  it.each([
    ['a {{- b -}} c', ['a', 'c']],
    ['a {{+ b }} c', ['a ', ' c']],
    ['a\n{% if b %}\nc\n{% endif %}\nd', ['a\n', 'c\n', 'd']],
    ['a\n{% if b +%}\nc\n{%- endif %}\nd', ['a\n', '\nc', 'd']],
    ['a {#- b -#} c', ['a', 'c']],
    ['a{% raw %} {{ b }} {%- endraw -%} c\n', ['a', ' {{ b }}', 'c']],
    ['a\r\nb\r\n', ['a\nb']],
  ])('%j leaves %j', (text, data) => {
    const nodes = [...walk(parseTemplate(text).template)];
    expect(nodes.flatMap((node) => (node.kind === 'data' ? [node.value] : []))).toEqual(data);
  });
});

describe('spans', () => {
  const nodesOf = (text: string) => [...walk(parseTemplate(text).template)];

  it.each(ownTemplates)('lie inside each other in %j', (text) => {
    for (const node of nodesOf(text)) {
      expect(node.span.start).toBeLessThanOrEqual(node.span.end);
      let last = node.span.start;
      for (const { kind, span } of childrenOf(node)) {
        expect(span.start, `${kind} in ${node.kind}`).toBeGreaterThanOrEqual(last);
        expect(span.end, `${kind} in ${node.kind}`).toBeLessThanOrEqual(node.span.end);
        last = span.end;
      }
    }
  });

  it.each(ownTemplates)('of names hold the name in %j', (text) => {
    for (const node of nodesOf(text)) {
      if (node.kind === 'name') expect(text.slice(node.span.start, node.span.end)).toBe(node.name);
      if (node.kind !== 'attribute' && node.kind !== 'filter' && node.kind !== 'test') continue;
      const written = text.slice(node.nameSpan.start, node.nameSpan.end);
      expect(written.replaceAll(/\s/g, '')).toBe(node.name);
    }
  });

  it('leave the parentheses out, and cover them in what stands around', () => {
    const node = expressionOf('(a + b).c');
    expect(node).toMatchObject({ span: { start: 3, end: 12 }, object: { span: { start: 4, end: 9 } } });
  });

  it('of statements reach from the first tag to the last', () => {
    const [node] = parseTemplate('{% if a %}b{% elif c %}d{% else %}e{% endif %} f').template.body;
    expect(node).toMatchObject({
      kind: 'if',
      span: { start: 0, end: 46 },
      branches: [
        { span: { start: 0, end: 11 }, tag: { start: 0, end: 10 } },
        { span: { start: 11, end: 24 }, tag: { start: 11, end: 23 } },
      ],
      otherwise: [{ kind: 'data', value: 'e' }],
    });
  });
});

it('hasJinja looks for an opener, as Ansible does before it hands a text to Jinja2', () => {
  expect(['{{ a', '{% a', '{# a', '{ a }}', 'a }}', ''].map(hasJinja)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
