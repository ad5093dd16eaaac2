// Our reading of JSON against the decoder that Ansible tries before YAML, one Python process for all texts.
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../server/src/core/yaml/construct/parseJson.ts';
import { loadWithAnsible } from '../support/ansibleLoader.ts';
import { findAnsibles } from '../support/oracle.ts';
import { createRandom, type Random } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';
import { canonical, toData } from '../support/yamlData.ts';

const TEXTS = 5_000;

const SCALARS = [
  ...[
    '1',
    '-0',
    '-0.0',
    '1e3',
    '1E+3',
    '2.50',
    '0.1e-7',
    '123456789012345678901234567890',
    '1e400',
    '01',
    '.5',
    '+1',
  ],
  ...['true', 'false', 'null', 'True', 'yes', 'NaN', 'Infinity', '-Infinity', '-NaN', '~', 'plain'],
  ...[
    '""',
    '"a"',
    '"\\/"',
    '"\\u00e9"',
    '"\\ud83d\\ude00"',
    '"\\x41"',
    '"\\n\\t\\"\\\\"',
    '"é"',
    "'a'",
    '"a\tb"',
    '"1e3"',
  ],
  ...['{"__ansible_vault": "x"}', '{"__ansible_unsafe": "{{ x }}"}', '{"a": 1, "__ansible_vault": "y"}'],
];
const KEYS = ['"a"', '"b"', '"a"', '"1"', '"\\u0061"', 'a', '1'];
const BLANKS = ['', '', '', ' ', '\n', '\t', '\r\n', '\f', ' # c\n', '\u00a0'];

function jsonText(random: Random, depth: number): string {
  const usual = random.below(40) > 0;
  const blank = (): string => (usual ? random.pick([' ', '', '\n', '\t']) : random.pick(BLANKS));
  const value = (): string =>
    depth < 3 && random.below(3) === 0
      ? jsonText(random, depth + 1)
      : random.pick(random.below(6) > 0 ? SCALARS.slice(0, 9) : SCALARS);
  const items = Array.from({ length: random.below(4) }, () => value());
  const comma = `${blank()},${blank()}`;
  const end = random.below(60) === 0 ? ',' : '';
  if (random.below(2) === 0) return `[${blank()}${items.join(comma)}${end}${blank()}]`;
  const key = (): string => random.pick(random.below(20) > 0 ? KEYS.slice(0, 5) : KEYS);
  return `{${items.map((item) => `${blank()}${key()}${blank()}:${blank()}${item}`).join(comma)}${end}}`;
}

describe.each(findAnsibles())('JSON, $version', (ansible) => {
  const seed = chooseSeed('json');
  it(`is taken, and typed, as Ansible does (seed ${seed})`, () => {
    const random = createRandom(seed);
    const texts = Array.from(
      { length: TEXTS },
      () =>
        `${random.pick(['', '', ' ', '\n', '\ufeff'])}${jsonText(random, 0)}${random.pick(['', '\n', ' ', '}', ' x'])}`,
    );
    const outcomes = loadWithAnsible(ansible, texts, 'json');
    const different = texts.flatMap((text, index) => {
      const theirs = outcomes[index]?.data;
      const ours = parseJson(text);
      const shown = [ours ? canonical(toData(ours.root)) : 'no JSON', theirs ? canonical(theirs) : 'no JSON'];
      return shown[0] === shown[1] ? [] : [{ text, shown }];
    });
    expect(different.slice(0, 3)).toEqual([]);
    expect(outcomes.filter(({ data }) => data).length).toBeGreaterThan(TEXTS / 4);
  });
});
