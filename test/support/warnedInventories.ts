// Inventories that Ansible reads and has something to say about.
import type { Random } from './random.ts';

const GROUPS = [
  'web-1',
  '2nd',
  'é',
  'my group',
  'a.b',
  'node1',
  'spare',
  'x_y',
  'gpu',
  'ü-1',
  'host',
  'ansible_user',
];
const HOSTS = [
  'node1',
  'node2',
  'spare',
  'localhost',
  '127.0.0.1',
  '::1',
  'web-1',
  'agent',
  'gpu',
  'n[1:3]',
  'h-1',
];
const STRAY = [
  'host',
  'child',
  'variables',
  'ansible_user',
  'token',
  'note',
  'spare',
  'x_vars',
  'Hosts',
] as const;
const STRAY_VALUES = [
  '',
  ' 5',
  ' text',
  ' [a, b]',
  ' {}',
  ' {a: 1}',
  ' {n1: {ansible_host: 10.0.0.9}}',
  ' {hosts: {n2: }}',
  ' ~',
  ' true',
];
const PLAIN_GROUPS = [' 5', ' text', ' []', ' false', ' 1.5', ' ""'];

const some = <T>(random: Random, most: number, make: () => T): readonly T[] =>
  Array.from({ length: random.below(most + 1) }, make);

const quote = (name: string): string => (/^[\w.é-]+$/.test(name) && !/^\d+$/.test(name) ? name : `"${name}"`);

function group(random: Random, indent: string): string {
  const hosts = some(random, 2, () => `${indent}    ${quote(random.pick(HOSTS))}:\n`).join('');
  const vars = some(
    random,
    2,
    () => `${indent}    ${random.pick(['v1', 'v2', 'v3'])}: ${random.below(9)}\n`,
  ).join('');
  const stray = some(random, 2, () => `${indent}  ${random.pick(STRAY)}:${random.pick(STRAY_VALUES)}\n`).join(
    '',
  );
  const name = quote(random.pick(GROUPS));
  if (random.below(8) === 0 && indent === '') return `${indent}${name}:${random.pick(PLAIN_GROUPS)}\n`;
  return `${indent}${name}:\n${hosts && `${indent}  hosts:\n${hosts}`}${stray}${vars && `${indent}  vars:\n${vars}`}`;
}

export function warnedYaml(random: Random): string {
  const children = some(random, 2, () => group(random, '    ')).join('');
  const others = some(random, 3, () => group(random, '')).join('');
  return `k3s_cluster:
  children:
    server:
      hosts:
        ${quote(random.pick(HOSTS))}:
        node9:
    agent:
${children}  vars:
    k3s_version: v1.31.1+k3s1
    api_endpoint: 10.0.0.1
${random.below(3) === 0 ? '    k3s_version: v1.31.2+k3s1\n' : ''}${others}`;
}

export function warnedIni(random: Random): string {
  const hosts = (): string => some(random, 2, () => `${random.pick(HOSTS)}\n`).join('');
  const others = some(random, 3, () => `[${random.pick(GROUPS).replace(' ', '-')}]\n${hosts()}\n`).join('');
  return `[server]
${random.pick(HOSTS)}
node9

[agent]

[k3s_cluster:children]
server
agent

[k3s_cluster:vars]
k3s_version=v1.31.1+k3s1
api_endpoint=10.0.0.1

${others}`;
}
