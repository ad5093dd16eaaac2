// Our reading of YAML against Ansible's own loader (AnsibleLoader with libyaml), one Python process per batch.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compare, isJinja, isKnown, loadWithAnsible } from '../support/ansibleLoader.ts';
import { findAnsibles, type RealAnsible } from '../support/oracle.ts';
import { createRandom, type Random } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';
import { mutate } from '../support/yamlMutations.ts';
import { YAML_SEEDS } from '../support/yamlSeeds.ts';

const WHOLE = [
  ...[
    'yes',
    'No',
    'ON',
    'off',
    'true',
    'False',
    'y',
    'N',
    '~',
    'null',
    'Null',
    'nUll',
    '=',
    '<<',
    '<',
    '.inf',
  ],
  ...[
    '-.INF',
    '.NaN',
    '.nan',
    '0',
    '-0',
    '00',
    '0o7',
    '0x1F',
    '0b_',
    '0_',
    '1_000',
    '1e3',
    '1.0e+3',
    '.5',
    '+.5',
    '5.',
  ],
  ...[
    '08',
    '1:30',
    '190:20:30.15',
    '52:54:00:12',
    '00:00',
    '2001-1-1',
    '2001-12-14',
    '2001-02-29',
    '2001-13-01',
  ],
  ...['2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43Z', '2001-12-14 21:59:60', '1-1-1', 'v1.30.2+k3s1'],
  ...['10.0.0.0/8', '9007199254740993', '-9223372036854775808', '1.7976931348623157e+309', '4.9e-324', '0.1'],
];
const TAGS = [
  '!!str ',
  '!!int ',
  '!!float ',
  '!!bool ',
  '!!null ',
  '!!timestamp ',
  '! ',
  '!unsafe ',
  '!vault ',
];
const QUOTED = [
  '\\n',
  '\\x41',
  '\\u00e9',
  '\\U0001F600',
  '\\"',
  "''",
  ' ',
  '\n  ',
  '\n\n ',
  '\\\n  ',
  'é',
  '\t',
  'a',
  '1',
];

/** A scalar that could be mistaken for something else. */
function randomScalar(random: Random): string {
  const chars = '00112345678999__..::--++eExXobTtZz yn~=<aF';
  const draw = (from: readonly string[] | string, most: number): string =>
    Array.from({ length: 1 + random.below(most) }, () => random.pick([...from])).join('');
  switch (random.below(8)) {
    case 0:
      return random.pick(WHOLE);
    case 1:
      return random.pick(WHOLE).replace(/./, () => random.pick([...chars]));
    case 2:
      return random.pick(TAGS) + (random.below(3) ? random.pick(WHOLE) : `"${random.pick(WHOLE)}"`);
    case 3:
      return `"${draw(
        QUOTED.filter((part) => part !== "''"),
        6,
      )}"`;
    case 4:
      return `'${draw(
        QUOTED.filter((part) => !part.startsWith('\\')),
        6,
      )}'`;
    case 5:
      return `${random.pick(['|', '>', '|-', '>+', '|2', '>1-'])}\n${draw(['   a', '\n', '    b', '  ', ' \n', '   c\n'], 6)}`;
    default:
      return draw(chars, 12).trim();
  }
}

/** Texts of the files that look like YAML below the folder of real inventories, if there is one. */
function corpusTexts(): string[] {
  const folder = process.env.K3S_INVENTORY_CORPUS;
  if (!folder) {
    process.stdout.write('K3S_INVENTORY_CORPUS is not set: only our own seeds are used\n');
    return [];
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** Block scalars with everything that decides what their text is. */
function blockScalars(): string[] {
  const headers = ['|', '>'].flatMap((style) =>
    ['', '1', '2', '3'].flatMap((digit) => ['', '-', '+'].map((chomping) => style + digit + chomping)),
  );
  const leads = ['', '\n', '   \n', '     \n'];
  const bodies = [
    '',
    '   a\n',
    '   a\n   b\n',
    '   a\n\n   b\n',
    '     a\n   b\n',
    '   a\n     b\n   c\n',
    ' a\n',
    '   a',
  ];
  const tails = ['', '\n', '   \n', '     \n', '  ', '    ', 'b: 1\n', '   # c\nb: 1', ' # c\n'];
  return headers.flatMap((header) =>
    leads.flatMap((lead) =>
      bodies.flatMap((body) => tails.map((tail) => `a: ${header}\n${lead}${body}${tail}`)),
    ),
  );
}

/** Bits of YAML in any order: nearly nothing that anybody would write. */
function randomBits(random: Random): string {
  const bits = [
    ...[
      'a',
      'b',
      ': ',
      ':',
      '- ',
      '-',
      '? ',
      '?',
      '\n',
      '\n',
      '\n ',
      '\n  ',
      '\n    ',
      ' ',
      '[',
      ']',
      '{',
      '}',
    ],
    ...[',', '"', "'", '|', '>', '|-', '>+', '|2\n', '#', ' #c', '&x ', '*x', '!t ', '!!str ', '%', '@', '`'],
    ...['---', '...', '\n---\n', '\n...\n', '\t', '\\', '\\n', '<<: ', '1', 'é', '\r\n', '\x85', '\ufeff'],
    ...['%YAML 1.1\n', '%TAG ! tag:x,2002:\n', '=', '~', '\u{1f600}'],
  ];
  return Array.from({ length: 1 + random.below(12) }, () => random.pick(bits)).join('');
}

describe.each(findAnsibles())('YAML as Ansible reads it, $version', (ansible) => {
  test('20 000 random scalars have the same type and value', () => {
    const random = createRandom(chooseSeed('YAML scalars'));
    const texts = Array.from({ length: 20_000 }, () => `k: ${randomScalar(random)}\n`);
    const different = loadWithAnsible(ansible, texts).flatMap((outcome, index) => {
      const text = texts[index] ?? '';
      const { ours, theirs } = compare(text, outcome, ansible.dialect);
      return ours === theirs || isKnown(outcome, text) ? [] : [{ text, ours, theirs, error: outcome.error }];
    });
    expect(different.slice(0, 10)).toEqual([]);
  });

  test('real inventories are read alike', () => {
    const texts = [...YAML_SEEDS, ...corpusTexts()];
    loadWithAnsible(ansible, texts).forEach((outcome, index) => {
      const text = texts[index] ?? '';
      const { ours, theirs } = compare(text, outcome, ansible.dialect);
      expect(ours, text).toBe(theirs);
    });
  });

  test('6 000 mutated inventories are taken, refused and read alike', () => {
    const random = createRandom(chooseSeed('YAML documents'));
    const corpus = corpusTexts().filter((text) => text.length < 6000);
    const texts = Array.from({ length: 6_000 }, () => {
      const text = mutate(random.pick(corpus.length > 0 && random.below(2) ? corpus : YAML_SEEDS), random);
      return random.below(2) ? mutate(text, random) : text;
    });
    const { bothRefuse, sameLine } = expectAlike(ansible, texts);
    expect(sameLine).toBeGreaterThanOrEqual(0.9 * bothRefuse);
  });

  test('20 000 texts of random bits are taken, refused and read alike', () => {
    const random = createRandom(chooseSeed('YAML bits'));
    expectAlike(
      ansible,
      Array.from({ length: 20_000 }, () => randomBits(random)),
    );
  });

  test('block scalars have the same text, whatever stands before, in and behind them', () => {
    expectAlike(ansible, blockScalars());
  });
});

function expectAlike(
  ansible: RealAnsible,
  texts: readonly string[],
): { bothRefuse: number; sameLine: number } {
  const count = { bothTake: 0, bothRefuse: 0, sameLine: 0 };
  const different: unknown[] = [];
  loadWithAnsible(ansible, texts).forEach((outcome, index) => {
    const text = texts[index] ?? '';
    const { ours, theirs, sameLine } = compare(text, outcome, ansible.dialect);
    if (ours !== theirs && !isJinja(text) && !isKnown(outcome, text))
      different.push({ text, ours, theirs, error: outcome.error });
    if (ours === 'refused') count.bothRefuse++;
    else count.bothTake++;
    if (ours === 'refused' && sameLine) count.sameLine++;
  });
  process.stdout.write(`YAML documents: ${JSON.stringify(count)}\n`);
  expect(different.slice(0, 10)).toEqual([]);
  return count;
}
