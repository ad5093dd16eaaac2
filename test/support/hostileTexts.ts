// Texts that scanners are slow on: fragments over and over, in every place where a text of the user's is looked at.
import type { Random } from './random.ts';

/** Fragments that regular expressions, brackets, quotes, names and trees are tried with. */
export const FRAGMENTS: readonly string[] = [
  ' ',
  '\t',
  '\n',
  '\r',
  '\r\n',
  ' \n',
  '\n ',
  ' \t',
  '#',
  '# ',
  '# -',
  '-',
  '--',
  '--a ',
  '--a=',
  "'",
  '"',
  "''",
  '\\',
  '\\"',
  '/',
  '//',
  './',
  '../',
  ':',
  ': ',
  '::',
  '://',
  '://:x',
  '://:x@',
  '@',
  '@ ',
  '=',
  '==',
  '= ',
  'a=a ',
  ',',
  ', ',
  'a,',
  ';',
  ';a',
  '|',
  '| a ',
  '||',
  '&',
  '*',
  '!',
  '!a ',
  '%',
  '%s',
  '$',
  '${',
  '$a',
  '$ANSIBLE_VAULT;',
  '~',
  '1~',
  '1 and ',
  '1+',
  '1 is a ',
  'not ',
  'a[0]',
  '.a',
  '.',
  '..',
  '[',
  '[]',
  ']',
  '{',
  '{}',
  '}',
  '(',
  '()',
  ')',
  '{{',
  '}}',
  '{{ ',
  ' }}',
  '{{}}',
  '{{ a }}',
  '{%',
  '%}',
  '{% if 1 %}',
  '{% set a %}',
  '{#',
  '#}',
  '<',
  '<<',
  '>',
  '>-',
  '?',
  '? a\n',
  '- ',
  '- a\n',
  'a',
  'A',
  'aA',
  'a-',
  'a_',
  'a.',
  'a ',
  '0',
  '1',
  '1.',
  '1_',
  '0x',
  '1:',
  'a:',
  'a: ',
  'a: 1\n',
  'token',
  'token=',
  'token: ',
  'passw',
  'secret',
  'key',
  'noqa',
  '# noqa: a-',
  '[1:2]',
  '[a:z]',
  'ä',
  '€',
  '😀',
  '\ud800',
  '\u2028',
  '\ufeff',
  '\u0000',
  '\u001b[',
  '__proto__',
  'hosts:\n',
  'k3s_cluster',
  'K10',
  'PASSWP',
  'group_vars/',
  'ansible[',
  'default(',
  "default('a') ",
  "'a' ",
  '"a" ',
  'a b',
  'x\ty',
  '&a ',
  '*a ',
  'true ',
  'null,',
  '10.0.0.1,',
  '::1 ',
  'v1.',
];

export interface Place {
  readonly name: string;
  /** The document that is looked at. */
  readonly file: string;
  /** Text before and behind what is put in. */
  readonly around: readonly [before: string, behind: string];
}

const HEAD = `k3s_cluster:
  children:
    server:
      hosts:
        s1:
          ansible_host: 10.0.0.1
    agent:
      hosts:
        a1:
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: "{{ hostvars[groups['server'][0]]['ansible_host'] }}"
`;
const INI =
  '[server]\ns1 ansible_host=10.0.0.1\n[agent]\na1\n[k3s_cluster:children]\nserver\nagent\n[k3s_cluster:vars]\n';

const variable = (name: string, before = '', behind = ''): Place => ({
  name: `${name} ${before}`,
  file: 'inventory.yml',
  around: [`${HEAD}    ${name}: ${before}`, `${behind}\n`],
});

/** Where a text can stand. */
export const PLACES: readonly Place[] = [
  { name: 'a document', file: 'inventory.yml', around: [HEAD, '\n'] },
  { name: 'a document of its own', file: 'group_vars/all.yml', around: ['', ''] },
  { name: 'a comment', file: 'inventory.yml', around: [`${HEAD}    # `, '\n'] },
  { name: 'a comment behind a finding', file: 'inventory.yml', around: [`${HEAD}    token: "" # `, '\n'] },
  { name: 'a key', file: 'inventory.yml', around: [`${HEAD}    "`, '": 1\n'] },
  { name: 'a bare key', file: 'inventory.yml', around: [`${HEAD}    `, ': 1\n'] },
  { name: 'a host', file: 'inventory.yml', around: [`${HEAD.replace('s1:', 's1:\n        "')}`, '":\n'] },
  variable('token', "'", "'"),
  variable('token', '"', '"'),
  variable('token'),
  variable('foo'),
  variable('foo', '"{{ ', ' }}"'),
  variable('foo', '"{{ a', '"'),
  variable('foo', '{{ a', '}}'),
  variable('api_endpoint', '"{{ ', ' }}"'),
  variable('api_endpoint', '"', '"'),
  variable('extra_server_args', '"--a ', '"'),
  variable('extra_server_args', "'--a {{", "'"),
  variable('server_config_yaml', '|\n      token: ', ''),
  variable('registries_config_yaml', '|\n      ', ''),
  variable('airgap_dir', '"', '"'),
  variable('foo', '>-\n      ', ''),
  variable('foo', '[', ']'),
  variable('foo', '{', '}'),
  variable('foo', '!vault |\n      $ANSIBLE_VAULT;1.1;AES256\n      ', ''),
  variable('foo', '"$ANSIBLE_VAULT;1.1;AES256', '"'),
  variable('datastore_endpoint', '"', '"'),
  variable('extra_service_envs', '["HTTPS_PROXY=', '"]'),
  { name: 'INI', file: 'hosts.ini', around: [INI, '\n'] },
  { name: 'INI comment', file: 'hosts.ini', around: [`${INI}# `, '\n'] },
  { name: 'INI value', file: 'hosts.ini', around: [`${INI}token=`, '\n'] },
  { name: 'INI literal', file: 'hosts.ini', around: [`${INI}foo=[`, ']\n'] },
  { name: 'INI host', file: 'hosts.ini', around: [INI.replace('s1 ', 's1 a="'), '\n'] },
  { name: 'INI section', file: 'hosts.ini', around: [`${INI}[`, ']\n'] },
  { name: 'JSON', file: 'inventory.json', around: ['{"k3s_cluster": {"vars": {"token": "', '"}}}'] },
  { name: 'JSON document', file: 'inventory.json', around: ['{"k3s_cluster": {"vars": {', '}}}'] },
];

/** Files beside the inventory, whose texts are read with it. */
export const BESIDE: readonly string[] = [
  'ansible.cfg',
  '.gitmodules',
  'requirements.txt',
  'requirements.yml',
  'site.yml',
];

export const BASE = { 'inventory.yml': `${HEAD}    token: ""\n` };

/** One fragment many times, or two and three of them in turn. */
export function repeated(random: Random, length: number): string {
  const parts = Array.from({ length: random.pick([1, 1, 2, 3]) }, () => random.pick(FRAGMENTS));
  const unit = parts.join('');
  return `${random.pick(['', random.pick(FRAGMENTS)])}${unit.repeat(Math.ceil(length / unit.length))}${random.pick(['', random.pick(FRAGMENTS), '\u0001'])}`;
}
