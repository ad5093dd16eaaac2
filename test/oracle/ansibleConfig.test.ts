import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AnsibleConfig,
  parseAnsibleConfig,
} from '../../server/src/core/ansible/config/ansibleConfig.ts';
import { filePath, fileUri } from '../../server/src/node/diskFileSystem.ts';
import { environmentOf, findAnsibles, type RealAnsible } from '../support/oracle.ts';
import { createRandom, type Random } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';

const FILES = 1_000;

/** Our names and Ansible's; of the lists of paths, each as a path. */
const SETTINGS: readonly (readonly [keyof AnsibleConfig, string])[] = [
  ['inventory', 'DEFAULT_HOST_LIST'],
  ['collectionsPath', 'COLLECTIONS_PATHS'],
  ['vaultIdentityList', 'DEFAULT_VAULT_IDENTITY_LIST'],
  ['jinja2Native', 'DEFAULT_JINJA2_NATIVE'],
  ['duplicateDictKey', 'DUPLICATE_YAML_DICT_KEY'],
  ['hashBehaviour', 'DEFAULT_HASH_BEHAVIOUR'],
  ['ignoreExtensions', 'INVENTORY_IGNORE_EXTS'],
  ['ignorePatterns', 'INVENTORY_IGNORE_PATTERNS'],
  ['enablePlugins', 'INVENTORY_ENABLED'],
];

const LINES = [
  ...[
    '[defaults]',
    '[defaults] ; main',
    '[inventory]',
    '[DEFAULT]',
    '[default',
    ' [inventory]',
    '[defaults]x',
  ],
  ...[
    'inventory = hosts.yml',
    'inventory=./inventory/a.yml, ../b/hosts.ini ,',
    'INVENTORY: /etc/ansible/hosts',
  ],
  ...[
    'inventory =',
    '  one.yml,',
    '    two.yml',
    '',
    '',
    '# a comment',
    '  # indented',
    '; another',
    'x = 1 ; end',
  ],
  ...[
    'roles_path = roles:../shared/roles: /opt/roles',
    'collections_path = ./collections',
    'collections_paths = c',
  ],
  ...['vault_password_file = .vault;pass ; secret', 'vault_identity_list = dev@.dev, "prod@prompt"'],
  ...['jinja2_native = yes', 'jinja2_native = 0', "duplicate_dict_key = 'error'", 'hash_behaviour = merge'],
  ...['ignore_extensions = .bak, .ini', 'inventory_ignore_extensions = .x', "ignore_patterns = 'a.*', b"],
  ...[
    'enable_plugins = yaml, ini',
    'key without value',
    '= nothing',
    '\tinventory = tab.yml',
    'inventory = {{CWD}}/x',
  ],
];

/** Gone since ansible-core 2.19; we take it from any file, because it only helps to find playbooks. */
const isGone = (line: string, { dialect }: RealAnsible): boolean =>
  dialect === 'tagged' && line.startsWith('collections_paths');

function randomFile(random: Random, ansible: RealAnsible): string {
  const known = LINES.filter((line) => !isGone(line, ansible));
  const lines = Array.from({ length: random.below(9) }, () => random.pick(known));
  const first = random.below(8) === 0 ? [] : ['[defaults]'];
  return [...first, ...lines].join(random.pick(['\n', '\n', '\r\n'])) + random.pick(['', '\n']);
}

describe.each(findAnsibles())('ansible.cfg, $version', (ansible) => {
  const seed = chooseSeed('ansible.cfg');
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(`${tmpdir()}/k3s-inventory-`);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it(`is read as Ansible reads it (seed ${seed})`, () => {
    const random = createRandom(seed);
    const files = Array.from({ length: FILES }, (_, index) => {
      const [path, text] = [`${root}/${index}/ansible.cfg`, randomFile(random, ansible)];
      mkdirSync(`${root}/${index}`);
      writeFileSync(path, text);
      return { path, text };
    });
    const different = ask(
      ansible,
      files.map(({ path }) => path),
    ).flatMap((real, index) => {
      const { path = '', text = '' } = files[index] ?? {};
      const own = settingsOf(parseAnsibleConfig(fileUri(path), text), Object.keys(real));
      // The folder from which Ansible was run counts for {{CWD}}; people run it beside the file.
      const there = JSON.parse(JSON.stringify(real).replaceAll(process.cwd(), `${root}/${index}`)) as unknown;
      return JSON.stringify(there) === JSON.stringify(own) ? [] : [{ text, real: there, own }];
    });
    expect(different.slice(0, 3)).toEqual([]);
  });
});

function ask(ansible: RealAnsible, files: readonly string[]): readonly Record<string, unknown>[] {
  const script = fileURLToPath(new URL('../support/ansible_config.py', import.meta.url));
  const input = JSON.stringify({ files, names: SETTINGS.map(([, name]) => name) });
  const { stdout, stderr } = spawnSync(ansible.python, [script], {
    input,
    env: environmentOf(ansible),
    encoding: 'utf8',
  });
  const lines = stdout.trimEnd().split('\n');
  if (lines.length !== files.length) throw new Error(stderr);
  return lines.map((line) => {
    const answer = JSON.parse(line) as Record<string, unknown>;
    return 'error' in answer ? { error: 'refused' } : answer;
  });
}

/** In the form of Ansible's answer: what it did not find in the file is not compared. */
function settingsOf(config: AnsibleConfig, names: readonly string[]): Record<string, unknown> {
  if (config.isRefused) return { error: 'refused' };
  const found = SETTINGS.filter(([key, name]) => names.includes(name) || !ALWAYS.has(key));
  return Object.fromEntries(
    found.flatMap(([key, name]) => (config[key] === undefined ? [] : [[name, asPath(config[key])]])),
  );
}

const ALWAYS: ReadonlySet<string> = new Set(['jinja2Native', 'duplicateDictKey', 'hashBehaviour']);

const asPath = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(asPath)
    : typeof value === 'string' && value.startsWith('file:')
      ? filePath(value)
      : value;
