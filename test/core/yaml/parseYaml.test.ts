import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../../server/src/core/yaml/parseYaml.ts';
import { findPair, type YamlNode, type YamlPair } from '../../../server/src/core/yaml/tree.ts';
import { createRandom } from '../../support/random.ts';
import { chooseSeed } from '../../support/seed.ts';
import { mutate } from '../../support/yamlMutations.ts';
import { YAML_SEEDS } from '../../support/yamlSeeds.ts';

const textOf = (file: string, { span }: { span: { start: number; end: number } }): string =>
  file.slice(span.start, span.end);

function pairOf(file: string, name = 'key'): YamlPair {
  const { root } = parseYaml(file);
  const pair = root?.kind === 'mapping' ? findPair(root, name) : undefined;
  if (!pair) throw new Error(`no ${name}`);
  return pair;
}

/** `code: what it points at`, with `!` for fatal ones. */
const problemsOf = (file: string): string[] =>
  parseYaml(file).problems.map(
    (problem) => `${problem.code}${problem.fatal ? '!' : ''}: ${textOf(file, problem)}`,
  );

describe('types as Ansible gives them', () => {
  test.each<[string, string, unknown]>([
    ['yes', 'bool', true],
    ['Off', 'bool', false],
    ['y', 'str', 'y'],
    ['~', 'null', null],
    ['0644', 'int', 420],
    ['0o644', 'str', '0o644'],
    ['-0x1F', 'int', -31],
    ['1_000', 'int', 1000],
    ['52:54:00:12', 'int', 11_426_412],
    ['9007199254740993', 'int', 9007199254740993n],
    ['1e3', 'str', '1e3'],
    ['1.5e+3', 'float', 1500],
    ['-.inf', 'float', Number.NEGATIVE_INFINITY],
    ['.NaN', 'float', Number.NaN],
    ['1:30.5', 'float', 90.5],
    ['2001-12-14', 'timestamp', '2001-12-14'],
    ['2001-12-14t21:59:43.10-05:00', 'timestamp', '2001-12-14T21:59:43.100000-05:00'],
    ['2001-12-14 21:59:43Z', 'timestamp', '2001-12-14T21:59:43+00:00'],
    ['v1.30.2+k3s1', 'str', 'v1.30.2+k3s1'],
    ['"12"', 'str', '12'],
    ['!!str 12', 'str', '12'],
    ['! "12"', 'int', 12],
    ["!unsafe '{{ a }}'", 'str', '{{ a }}'],
    ['!vault abc', 'vault', 'abc'],
    ['!!binary aGk=', 'binary', 'aGk='],
  ])('%s is %s', (written, type, value) => {
    expect(pairOf(`key: ${written}\n`).value).toMatchObject({ kind: 'scalar', type, value });
  });

  test.each(['!!omap [a: 1, b: ]', '!!pairs\n- a: 1\n- b:'])('%j is a list of pairs', (written) => {
    const pairs = pairOf(`key: ${written}\n`).value;
    const values = pairs?.kind === 'sequence' ? pairs.items : [];
    expect(values.map((pair) => pair.kind === 'sequence' && pair.items)).toMatchObject([
      [{ value: 'a' }, { value: 1 }],
      [{ value: 'b' }, { value: null }],
    ]);
  });

  test.each([
    ...['2001-13-01', '=', '<<', '0b_', '!!int x', '!vault [a]'],
    ...['!!binary a', '!!binary é', '!!omap [a]', '!!pairs [{a: 1, b: 2}]'],
  ])('%s is refused', (written) => {
    expect(parseYaml(`key: ${written}\n`).problems).toMatchObject([{ code: 'invalid-value', fatal: true }]);
  });

  test.each(['a: !\n', 'a: [!, 2]\n', '- !\n'])('a lone ! stands for an empty text: %j', (text) => {
    const data = JSON.stringify(parseYaml(text).root);
    expect(data).toContain('"type":"str","value":""');
    expect(data).not.toContain('"type":"null"');
  });

  test('a literal at the end of the text has no line break', () => {
    expect(pairOf('key: |\n  a').value).toMatchObject({ text: 'a' });
  });
});

describe('spans', () => {
  test.each([
    ['key: a b  # c\n', 'a b'],
    ['key:   "a # b" # c\n', '"a # b"'],
    ["key: 'a\n  b'\n", "'a\n  b'"],
    ['key: |2-  # header\n    a\n\n    b\n\n\nnext: 1\n', '|2-  # header\n    a\n\n    b'],
    ['key: >\n\n', '>'],
    ['key: !vault |\n  abc\n  def\nnext: 1\n', '!vault |\n  abc\n  def'],
    ['key: &name !!str x\n', '!!str x'],
    ['key: &name x\n', 'x'],
    ['key: !unsafe &name x\n', '!unsafe &name x'],
    ['key: [a, {b: c} ]\n', '[a, {b: c} ]'],
    ['key:\n  a: 1\n  b: 2 # c\n\n# d\nnext: 1\n', 'a: 1\n  b: 2'],
    ['key:\n- a\n-  b\nnext: 1\n', '- a\n-  b'],
    ['key:\r\n  a: |\r\n    x\r\n    y\r\nnext: 1\r\n', 'a: |\r\n    x\r\n    y'],
    ['\ufeffkey: a\n', 'a'],
    ['key: {{ a }}/24 # c\n', '{{ a }}/24'],
  ])('of the value in %j', (file, value) => {
    const pair = pairOf(file);
    expect(pair.value && textOf(file, pair.value)).toBe(value);
    expect(textOf(file, pair.key)).toBe('key');
    expect(textOf(file, pair)).toBe(file.slice(file.indexOf('key'), pair.value?.span.end));
  });

  test('nothing behind the colon is no value', () => {
    const pair = pairOf('key: # c\n');
    expect(pair.value).toBeUndefined();
    expect(textOf('key: # c\n', pair)).toBe('key:');
  });

  test('an empty item is a null behind its dash', () => {
    expect(pairOf('key:\n  - a\n  -\n').value).toMatchObject({
      items: [{ text: 'a' }, { type: 'null', span: { start: 14, end: 14 } }],
    });
  });

  test('aliases, anchors and merge keys', () => {
    const file = 'base: &b {x: 1}\nkey:\n  <<: *b\n  y: *b\n';
    const base = pairOf(file, 'base').value;
    expect(pairOf(file).value).toMatchObject({
      pairs: [
        { key: { text: '<<' }, value: { kind: 'alias', name: 'b', target: base } },
        { key: { text: 'y' }, value: { kind: 'alias', span: { start: 35, end: 37 } } },
      ],
    });
  });

  test('duplicates stay', () => {
    const { root } = parseYaml('a: 1\na: 2\n');
    expect(root).toMatchObject({ pairs: [{ value: { value: 1 } }, { value: { value: 2 } }] });
  });

  test('comments, but not those inside texts', () => {
    const file = '# a\nkey: | # b\n  # text\n"#": x#y # c\n';
    expect(parseYaml(file).comments.map((span) => textOf(file, { span }))).toEqual(['# a', '# b', '# c']);
  });
});

describe('unquoted Jinja', () => {
  test.each([
    ['key: {{ a }}\n', ['{{ a }}']],
    ['key: {{ a }}/b\n', ['{{ a }}/b']],
    ['key: {{ a }} text # comment\n', ['{{ a }} text']],
    ["key: {{ a | default('}}') }}\n", ["{{ a | default('}}') }}"]],
    ['key: {{ a["b"] }}:{{ c }}\n', ['{{ a["b"] }}:{{ c }}']],
    ['key: {{ a |\n  default(b) }}\nnext: 1\n', ['{{ a |\n  default(b) }}']],
    ['key: {% if a %}b{% endif %}\n', ['{% if a %}b{% endif %}']],
    ['- {{ a }}\n- b: {{ c }}: d\n', ['{{ a }}', '{{ c }}: d']],
    ['{{ a }}: b\n', ['{{ a }}']],
    ['key: [{{ a }}/24, {{ b }}]\n', ['{{ a }}/24', '{{ b }}']],
    ['key: {a: {{ b }}, c: d}\n', ['{{ b }}']],
    ["key: {{ it's }}\nnext: '{{ quoted }}'\nlast: {{ b }}\n", ["{{ it's }}", '{{ b }}']],
    ['key: {{ a\nnext: {{ b }}\n', ['{{ a', '{{ b }}']],
  ])('%j', (file, expected) => {
    expect(problemsOf(file)).toEqual(expected.map((text) => `unquoted-jinja!: ${text}`));
  });

  test('the tree has the text as it was meant', () => {
    expect(pairOf('key: {{ a }}/b\nnext: 1\n').value).toMatchObject({ type: 'str', text: '{{ a }}/b' });
  });

  test('other errors are reported as well', () => {
    expect(problemsOf('key: {{ a }}\nb: c: d\n')).toEqual(['unquoted-jinja!: {{ a }}', 'syntax!: c: d']);
  });

  test.each(['key: "{{ a }}"\n', 'key: a {{ b }}\n', 'key: |\n  {{ a }}\n', '# {{ a }}\n'])(
    '%j is right',
    (file) => {
      expect(parseYaml(file).problems).toEqual([]);
    },
  );
});

describe('one error, where a person would repair it', () => {
  test.each([
    ['a: b: c\n', 'syntax!: b: c'],
    ['a: "b\nc: d\ne: f\n', 'syntax!: "b'],
    ['hosts:\n  one\n  two:\n', 'syntax!: one'],
    ['a:\n\tb: 1\n', 'tab!: \t'],
    ['a:\n  -\tb\n', 'tab!: \t'],
    ['a: [\n  \t1]\n', 'tab: \t'],
    ['a: @b\n', 'syntax!: @b'],
    ['? [a]\n: b\n', 'complex-key!: [a]'],
    ['[a]: b\n', 'complex-key!: [a]'],
    [': b\n', 'empty-key!: :'],
    ['<<: 1\n', 'merge-not-mapping!: 1'],
    ['a: !foo 1\n', 'unknown-tag!: !foo'],
    ['a: *b\n', 'unknown-alias!: *b'],
    ['a: \x07\n', 'control-character!: \x07'],
    ['a: 1\n---\nb: 2\n', 'many-documents!: ---'],
    ['a: &x 1\nb: &x 2\n', 'syntax!: &x'],
    ['%FOO\n---\na: 1\n', 'syntax!: %FOO'],
    ['a: "\\ud83d\\ude00"\n', 'syntax!: "\\ud83d\\ude00"'],
    ['a: "\\q"\n', 'syntax!: \\q"'],
  ])('%j', (file, problem) => {
    expect(problemsOf(file)).toEqual([problem]);
  });

  test.each([
    'a: 1\na: 2\n',
    'a: "b\nc"\n',
    'a: "{{\n  b\n}}"\n',
    'a: [\nb, # c\nd\n]\n',
    'a: "x"#c\n',
    '? a\n: b\n',
    'a: b\n  \t\nc: d\n',
    '',
    '# only a comment\n',
    '---\n...\n',
    '\ufeff---\r\na: 1\r\n',
  ])('%j is right', (file) => {
    expect(parseYaml(file).problems).toEqual([]);
  });

  test('the rest of the file keeps its meaning', () => {
    const hosts = Array.from({ length: 100 }, (_, i) => `    host${i}:\n      x: 1\n`);
    for (const slip of [
      '    ansib\n',
      '      y: "\n',
      '      y: [a, b\n',
      '      y: {{ a }}\n',
      '      y: a: b\n',
    ]) {
      const file = `all:\n  hosts:\n${hosts.toSpliced(50, 0, `    slip:\n${slip}`).join('')}`;
      const { root, problems } = parseYaml(file);
      expect(problems.filter(({ fatal }) => fatal)).toHaveLength(1);
      const names = JSON.stringify(root).match(/"text":"host\d+"/g);
      expect(names?.length, slip).toBeGreaterThanOrEqual(99);
    }
  });
});

describe('whatever the text', () => {
  const depthOf = (node: YamlNode | undefined): number => {
    if (!node || node.kind === 'alias' || node.kind === 'scalar') return 0;
    const children =
      node.kind === 'sequence' ? node.items : node.pairs.flatMap(({ key, value }) => [key, value]);
    return 1 + Math.max(0, ...children.map(depthOf));
  };

  test.each(['[', '{', '- ', '? ', '[a: ', '{a: ', '- - - ', '- ? '])(
    '%j without end is too deep',
    (part) => {
      for (const count of [500, 5000]) {
        expect(parseYaml(part.repeat(count)).problems.map(({ code }) => code)).toContain(
          part === '{' ? 'unquoted-jinja' : 'too-deep',
        );
      }
    },
  );

  test('indentation that never ends is too deep, and has no tree', () => {
    const file = Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}a:\n`).join('');
    const { root, problems } = parseYaml(file);
    expect(root).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'too-deep', fatal: true }]);
  });

  test('aliases that hold themselves', () => {
    const cyclic = pairOf('key: &a [*a]\n').value;
    expect(cyclic).toMatchObject({ kind: 'sequence', items: [{ kind: 'alias' }] });
    if (cyclic?.kind === 'sequence') expect(cyclic.items[0]).toHaveProperty('target', cyclic);
    const bomb = Array.from({ length: 40 }, (_, i) => `b${i + 1}: &b${i + 1} [*b${i}, *b${i}]\n`);
    expect(parseYaml(`b0: &b0 [x]\n${bomb.join('')}`).problems).toEqual([]);
  });

  test('a second document of one letter lies inside the text', () => {
    expect(parseYaml('a: 1\n...\n[').problems[0]).toMatchObject({
      code: 'many-documents',
      span: { start: 9, end: 10 },
    });
  });

  test('three dashes with a sign right behind them are a text', () => {
    expect(parseYaml('---#\n? 1b\n').root).toMatchObject({ kind: 'scalar', text: '---# ? 1b' });
    expect(parseYaml('---#a\nb: 1\n').problems[0]).toMatchObject({ fatal: true });
    expect(parseYaml('--- # a\nb: 1\n').problems).toEqual([]);
  });

  test('random texts never throw, and trees stay shallow and inside the text', () => {
    const random = createRandom(chooseSeed('parseYaml'));
    for (let run = 0; run < 200; run++) {
      let file = random.pick(YAML_SEEDS);
      for (let edits = random.below(6); edits >= 0; edits--) file = mutate(file, random);
      const { root, problems } = parseYaml(file);
      expect(depthOf(root)).toBeLessThan(650);
      for (const { span } of [...problems, ...(root ? [root] : [])]) {
        expect(span.start).toBeLessThanOrEqual(span.end);
        expect(span.end).toBeLessThanOrEqual(file.length);
      }
    }
  });
});

describe('what libyaml refuses', () => {
  test.each([
    'a: |\n  \tx\n',
    'a: |\n\n  \t\n  x\n',
    'a: |\n  x\n \ty\n',
    'a: |\n  x\n\t\ny: 1\n',
    'a: {b\n  : c}\n',
    `a: {${'k'.repeat(1030)}: c}\n`,
    'a: [- b]\n',
    'a: [? , b]\n',
    'a:\n  b:\n |\n  c\n',
    '...\na: 1\n',
    'a: 1\n\ufeffb: 2\n',
    'a: {"b"\n  : c}\n',
    'a: {b c\n  d: e}\n',
    '# \x1b[1m\na: 1\n',
    '\n# \x01\n\na: 1\n',
    'a:\n  b: 1 # \x01\n',
  ])('%j', (file) => {
    expect(parseYaml(file).problems.some(({ fatal }) => fatal)).toBe(true);
  });

  test.each([
    'a: |2\n  \tx\n',
    'a:\n|\n x\nb: 1\n',
    'a: [?b]\n',
    '%YAML 1.1\n\t\n---\na: 1\n',
    'a: {? : b}\n',
    '# c\n\ufeffa: 1\n',
    `${Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')}`,
    'a: |\n  x\n  \ty\n',
    'a: >\n  x\n\n  \ty\nb: 1\n',
    'a: {? b\n  : c}\n',
    'a: {k: {b: c}\n  , d: e}\n',
    'a: {b:\n  c}\n',
    'a: {b,\n  c: d}\n',
  ])('%j is taken', (file) => {
    expect(parseYaml(file).problems.filter(({ fatal }) => fatal)).toEqual([]);
  });
});
