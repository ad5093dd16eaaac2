// Random inventories with an ansible.cfg that changes how they are read: folders with files to pass over, files in
// formats that are not enabled, keys that are there twice, and mappings that complete each other.
import { type GeneratedInventory, generateInventory } from './inventoryGenerator.ts';
import type { Random } from './random.ts';

const SETTINGS = [
  'hash_behaviour = merge',
  'hash_behaviour = merge',
  'hash_behaviour = replace',
  'hash_behaviour = maybe',
  'duplicate_dict_key = error',
  'duplicate_dict_key = ignore',
  'inventory_ignore_extensions = .yml, .bak',
  'inventory_ignore_extensions = ~, .ini',
  'inventory_ignore_extensions =',
  'inventory_ignore_patterns = ^extra, hosts$',
] as const;
const INVENTORY_SETTINGS = [
  'ignore_extensions = .yaml, .x',
  "ignore_patterns = 'dict.*l$'",
  'ignore_patterns = [hx]osts\\.',
  'enable_plugins = yaml',
  'enable_plugins = ini',
  'enable_plugins = ini, yaml',
  'enable_plugins = host_list, ansible.builtin.yaml, ansible.builtin.ini',
  'enable_plugins = toml',
] as const;

const some = (random: Random, lines: readonly string[], most: number): readonly string[] => [
  ...new Map(
    Array.from({ length: random.below(most + 1) }, () => random.pick(lines)).map((line) => [
      line.split(' ')[0],
      line,
    ]),
  ).values(),
];

const configuration = (random: Random): string =>
  [
    '[defaults]',
    ...some(random, SETTINGS, 3),
    '[inventory]',
    ...some(random, INVENTORY_SETTINGS, 1),
    '',
  ].join('\n');

function mapping(random: Random, depth: number): string {
  const keys = ['a', 'b', 'c', '1'];
  const pairs = Array.from(
    { length: random.below(4) },
    () => `${random.pick(keys)}: ${value(random, depth + 1)}`,
  );
  return `{${pairs.join(', ')}}`;
}

function value(random: Random, depth: number): string {
  if (depth < 3 && random.below(4) > 0) return mapping(random, depth);
  return random.pick(['1', 'x', '[1, {a: 2}]', '[]', '!unsafe {a: b}', '""', '~', '{}']);
}

const dicts = (random: Random): string =>
  ['d', 'e', 'd']
    .slice(0, 1 + random.below(2))
    .map((name) => `${name}: ${value(random, 0)}\n`)
    .join('');
const indented = (text: string): string => text.replace(/^(?=.)/gm, '        ');

const DICT_SOURCE = (random: Random): string =>
  ['all', 'web', 'db']
    .map(
      (group) =>
        `${group}:\n  hosts:\n    n1:\n${indented(dicts(random))}  vars:\n${indented(dicts(random))}`,
    )
    .join('');

/** Ansible looks at the text, not at the name. */
const JSON_SOURCE =
  '{"web": {"hosts": {"j1": {"v": 1e3, "v": 2E3, "w": {"__ansible_vault": "x"}}}, "vars": {"u": {"__ansible_unsafe": "{{ a }}"}}}}';

export function configuredInventory(random: Random): GeneratedInventory {
  const { files: generated, sources } = generateInventory(random);
  // To merge mappings, Ansible compares their values, and without a password it fails over an encrypted one.
  const files = Object.fromEntries(
    Object.entries(generated).map(([path, text]) => [path, text.replaceAll('!vault', '!unsafe')]),
  );
  const places = ['inv/', 'site/', 'other/'].flatMap((folder) =>
    [
      'group_vars/all.yml',
      'group_vars/web/a.yml',
      'group_vars/web/b.yml',
      'group_vars/db',
      'host_vars/n1.yml',
    ].map((path) => folder + path),
  );
  const isFree = (path: string): boolean =>
    !Object.keys(files).some(
      (known) => known === path || known.startsWith(`${path}/`) || path.startsWith(`${known}/`),
    );
  const added = places.filter((path) => random.below(2) === 0 && isFree(path));
  return {
    // Known difference: a folder that is an inventory's and a playbook's is read twice by Ansible, once here.
    basedir: 'site',
    files: {
      'site/site.yml': '- hosts: all\n',
      ...files,
      ...Object.fromEntries(added.map((path) => [path, dicts(random)])),
      'inv/dicts.yml': DICT_SOURCE(random),
      'other/dicts.yaml': DICT_SOURCE(random),
      'inv/json.yml': random.below(2) === 0 ? JSON_SOURCE : `${JSON_SOURCE} # no JSON`,
      'ansible.cfg': configuration(random),
    },
    sources: [...sources, random.pick(['inv', 'other', 'inv/dicts.yml'])],
  };
}
