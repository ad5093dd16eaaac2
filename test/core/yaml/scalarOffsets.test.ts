import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../../server/src/core/yaml/parseYaml.ts';
import { scalarOffsetMap } from '../../../server/src/core/yaml/scalarOffsets.ts';
import type { YamlNode, YamlScalar } from '../../../server/src/core/yaml/tree.ts';
import { createRandom } from '../../support/random.ts';
import { chooseSeed } from '../../support/seed.ts';
import { mutate } from '../../support/yamlMutations.ts';
import { YAML_SEEDS } from '../../support/yamlSeeds.ts';

function scalarsOf(node: YamlNode | undefined): YamlScalar[] {
  if (!node || node.kind === 'alias') return [];
  if (node.kind === 'scalar') return [node];
  const children =
    node.kind === 'sequence'
      ? node.items
      : node.pairs.flatMap(({ key, value }) => [key, ...(value ? [value] : [])]);
  return children.flatMap(scalarsOf);
}

/** The only value of `key: …`. */
function firstValue(file: string): YamlScalar {
  const scalar = scalarsOf(parseYaml(file).root)[1];
  if (!scalar) throw new Error('no value');
  return scalar;
}

/** Every character of the text that stands in the file as it is must be found there. */
function expectExact(scalar: YamlScalar, file: string): void {
  const map = scalarOffsetMap(scalar, file);
  let last = -1;
  for (let index = 0; index < scalar.text.length; index++) {
    const offset = map(index);
    const char = scalar.text.charAt(index);
    const written = file.charAt(offset);
    const standsForOther =
      (scalar.style === 'double' && written === '\\') ||
      (char === ' ' && /[ \t\r\n]/.test(written) && scalar.style !== 'literal') ||
      (char === '\n' && written === '\r');
    const back = map.indexAt(offset) === index || (scalar.style === 'double' && /[\ud800-\udfff]/.test(char));
    if ((!standsForOther && written !== char) || offset < last || !back) {
      throw new Error(
        `${JSON.stringify(scalar)}: character ${index} is said to be at ${offset} of ${JSON.stringify(file)}`,
      );
    }
    last = offset;
  }
  expect(map(scalar.text.length)).toBeLessThanOrEqual(file.length);
}

describe('scalarOffsetMap', () => {
  test.each([
    ['plain', 'key: a {{ b }} c # no\n', '{{ b }}'],
    ['plain over lines', 'key: a\n  {{ b }}\n\n  c\n', '{{ b }}'],
    ['plain over lines, CRLF', 'key: a\r\n  {{ b }}\r\n  c\r\n', '{{ b }}'],
    ['single', "key: 'it''s {{ b }}'\n", '{{ b }}'],
    ['double', 'key: "\\u00e9\\t\\"{{ b }}\\" \\\n   joined"\n', '{{ b }}'],
    ['literal', 'key: |\n  a\n\n    {{ b }}\n', '{{ b }}'],
    ['literal, CRLF', 'key: |-\r\n  a\r\n  {{ b }}\r\n', '{{ b }}'],
    ['literal, explicit indentation', 'key: |1+\n    {{ b }}\n  c\n\n', '{{ b }}'],
    ['folded', 'key: >-\n  a\n  {{ b }}\n\n  c\n', '{{ b }}'],
    ['tag and anchor', 'key: &x !unsafe "a {{ b }}"\n', '{{ b }}'],
    ['tag on its own line', 'key: !unsafe # why\n  "a {{ b }}"\n', '{{ b }}'],
    ['unquoted Jinja', 'key: {{ b }}/24\n', '{{ b }}'],
    ['after a BOM', '\ufeffkey: "a {{ b }}"\n', '{{ b }}'],
  ])('%s', (_, file, part) => {
    const scalar = firstValue(file);
    expectExact(scalar, file);
    const index = scalar.text.indexOf(part);
    const { start, end } = scalarOffsetMap(scalar, file).spanAt(index, index + part.length);
    expect(file.slice(start, end)).toBe(part);
  });

  test('an empty text lies between its quotes', () => {
    const file = 'key: ""\n';
    expect(scalarOffsetMap(firstValue(file), file)(0)).toBe(6);
  });

  test('an offset between characters belongs to the next one', () => {
    const file = 'key: |\n    one\n    two\n';
    const map = scalarOffsetMap(firstValue(file), file);
    expect(map.indexAt(file.indexOf('two') - 2)).toBe(4);
    expect(map.indexAt(0)).toBe(0);
    expect(map.indexAt(file.length)).toBe(8);
  });

  test('texts with INI quotes', () => {
    const scalar: YamlScalar = {
      kind: 'scalar',
      style: 'ini',
      type: 'str',
      value: 'a b',
      text: 'a b',
      span: { start: 4, end: 9 },
    };
    expect(scalarOffsetMap(scalar, 'key="a b"')(2)).toBe(7);
  });

  test('every character of random documents', () => {
    const random = createRandom(chooseSeed('scalarOffsetMap'));
    for (let run = 0; run < 300; run++) {
      const file = mutate(random.pick(YAML_SEEDS), random);
      const { root, problems } = parseYaml(file);
      // What is left of a file that is refused is a guess, and so are its places.
      if (!problems.some(({ fatal }) => fatal))
        for (const scalar of scalarsOf(root)) expectExact(scalar, file);
    }
  });
});
