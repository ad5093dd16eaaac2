// Random variables for random inventories: every type Ansible's loaders know, in every style.
import type { Random } from './random.ts';

const PLAIN = [
  'abc',
  'v1.30.2+k3s1',
  '10.0.0.1',
  'yes',
  'No',
  'on',
  '~',
  'null',
  '',
  '0',
  '007',
  '0o17',
  '0x1F',
  '1_000',
  '12:30:45',
  '1e10',
  '1.0e+10',
  '1.5',
  '.5',
  '-.inf',
  '.NaN',
  '123456789012345678901234567890',
  '9007199254740993',
  '2024-01-02',
  '2024-01-02T03:04:05Z',
  '2024-01-02 03:04:05.5 +02:00',
  '-7',
  '+3',
  '0.1',
  '1e3',
  '100000000000000000.0',
  '0.00001',
  'ünïcode',
  'a b  c',
  'x#y',
  'y',
  'True',
  '1.',
  '-0.0',
  '0b101',
  '-0',
] as const;

const QUOTED = [
  `"{{ hostvars[groups['server'][0]]['ansible_host'] }}"`,
  `'it''s'`,
  `"tab\\there"`,
  `"\\u00e9\\x41"`,
  `"10"`,
  `'yes'`,
  `""`,
  `''`,
  `"a\\"b"`,
  `'{% raw %}'`,
  `"\\\\n"`,
  `"/"`,
  '"\\U0001F600"',
] as const;

const VAULT = `!vault |
  $ANSIBLE_VAULT;1.1;AES256
  6162636465
  6667`;

const BLOCK = ['|', '>-', '|-', '>', '|+'] as const;

/** A value after `key:`, ready to be written behind it; `indent` is that of the key. */
export function yamlValue(random: Random, indent: string, depth = 0): string {
  const kind = random.below(depth > 2 ? 12 : 20);
  if (kind < 8) return spaced(random.pick(PLAIN));
  if (kind < 11) return ` ${random.pick(QUOTED)}`;
  if (kind === 11)
    return ` ${random.pick(BLOCK)}\n${indent}  first: 1\n${indent}  second\n\n${indent}    third`;
  if (kind === 12) return ` ${VAULT.replaceAll('\n', `\n${indent}`)}`;
  if (kind === 13)
    return ` !unsafe ${random.pick(['abc', '12', '"{{ x }}"', '[a, 1, [b], {c: d}]', '{k: v, l: [m], n: 5}'])}`;
  if (kind === 14)
    return ` ${random.pick(['[]', '{}', '[1, two, 3.0]', '{a: 1, b: {c: null}}', '[a: b]', '{a, b: c}', '!!str 5', '!!int "7"', '!!float 3', '"a":b'])}`;
  if (kind < 17) return mapping(random, indent, depth);
  const items = Array.from(
    { length: 1 + random.below(3) },
    () => `\n${indent}-${yamlValue(random, `${indent}  `, depth + 1)}`,
  );
  return items.join('');
}

const spaced = (text: string): string => (text === '' ? '' : ` ${text}`);

function mapping(random: Random, indent: string, depth: number): string {
  const keys = ['a', 'b', 'c', 'a', '"q"', 'x y'];
  if (random.below(8) === 0)
    return [1, 2].map(() => `\n${indent}  ${random.pick(['1', 'true', '2.5', '~'])}: n`)[0] ?? '';
  const count = 1 + random.below(3);
  return Array.from(
    { length: count },
    () => `\n${indent}  ${random.pick(keys)}:${yamlValue(random, `${indent}  `, depth + 1)}`,
  ).join('');
}

const INI_VALUES = [
  'abc',
  '10.0.0.1',
  'True',
  'true',
  'None',
  '5',
  '007',
  '00',
  '0x1f',
  '0o17',
  '0b11',
  '1_000',
  '1.5',
  '1e5',
  '.5',
  '1.',
  '-3',
  '- 3',
  '+4',
  '--3',
  '1+2',
  '"quoted"',
  "'single'",
  '[1,2]',
  "['a','b']",
  '{"a":1}',
  "{'a':[1,{'b':None}]}",
  '(1,2)',
  '1,2',
  'a,b',
  '1,',
  '()',
  '[]',
  '{}',
  '"{{ x }}"',
  '{{ x }}',
  "'a' 'b'",
  'b"abc"',
  'r"\\d"',
  '"\\n\\x41\\u00e9\\101"',
  'u"x"',
  'f"x"',
  'a#b',
  '5 # five',
  'a=b',
  '=x',
  '',
  '"',
  "it's",
  '\\',
  'v1.30.2+k3s1',
  '123456789012345678901234567890',
  '9007199254740993',
  '1e400',
  '0.1',
  '100000000000000000.0',
  '0.00001',
  'inf',
  '[1, [2, (3,)]]',
  '{1: "a", None: 2, True: 3}',
  '"""x"""',
  '1 2',
  '[a]',
  '[1,]',
  '(5)',
  '-(5)',
  "{'a':1,'a':2}",
  '{1,2}',
  '2j',
  '1+2j',
  '...',
  '{[1]: 2}',
  'set()',
  '["a" "b"]',
  'yes',
  '!vault',
  '-0',
  '-0.0',
  '1__0',
  '0_0',
  '01.5',
  'é',
] as const;

export const iniValue = (random: Random): string => random.pick(INI_VALUES);
