// Random inventories whose templates are right or wrong in the ways that the rules about Jinja know.
import type { Random } from './random.ts';

export interface FaultyVariable {
  readonly name: string;
  readonly template: string;
  /** Absent for a variable of the whole cluster. */
  readonly host?: string;
  /** Zero-based, in the inventory's text. */
  readonly line: number;
}

export interface FaultyInventory {
  readonly text: string;
  readonly variables: readonly FaultyVariable[];
}

export const FAULTY_HOSTS = ['node1', 'node2', 'node3'] as const;

const GROUPS = ['server', 'agent', 'servers', 'agnet', 'gpu', 'all'];
const HOSTS = [...FAULTY_HOSTS, 'node_1', 'stranger'];
const FILTERS =
  `default('x') defaults('x') upper uper trim b64encode b64_encode string frobnicate length first last
  ansible.builtin.b64encode ansible.builtin.b64_encode to_json ternary('a','b') join(',') list sort reverse
  map('upper') map('uper') select('defined') select('defind') mandatory`.split(/\s+/);
const CALLS =
  `env('HOME') len('abc') len(groups['server']) hostvars('node1').ansible_host groups('server') plain('x') upper(plain)
  default(plain, 'x') file('/nowhere') range(2) dict(a=1) 'x'.upper() lookup('env', 'HOME') rack(3)`.split(
    /\s+(?![^(]*\))/,
  );
const TESTS =
  'defined defind undefined string strnig mapping odd number eq("x") match("x") frobnicated'.split(' ');

/** Variables that the roles read on all nodes. */
const READ = ['systemd_dir', 'k3s_server_location', 'cluster_context'];

/** About `count` templates in one inventory. */
export function writeFaultyInventory(random: Random, count: number): FaultyInventory {
  const own = Array.from(
    { length: count - READ.length },
    (_, index) => `value_${String.fromCharCode(97 + (index % 26))}${index}`,
  );
  const names = [...READ, ...own];
  const lines = ['k3s_cluster:', '  children:', '    server:', '      hosts:', '        node1:'];
  const variables: FaultyVariable[] = [];
  const add = (name: string, indent: string, host?: string): void => {
    const template = writeTemplate(random, names);
    variables.push({ name, template, line: lines.length, ...(host !== undefined && { host }) });
    lines.push(`${indent}${name}: ${JSON.stringify(template)}`);
  };
  lines.push('          ansible_host: 10.0.0.1', '          zone: b');
  for (const name of names) if (random.below(8) === 0) add(name, '          ', 'node1');
  lines.push('    agent:', '      hosts:', '        node2: { ansible_host: 10.0.0.2 }', '        node3:');
  lines.push('          rack: 3', '          zone: a');
  for (const name of names) if (random.below(12) === 0) add(name, '          ', 'node3');
  lines.push('  vars:', '    k3s_version: v1.31.12+k3s1', '    api_endpoint: 10.0.0.1', '    plain: text');
  for (const name of names) add(name, '    ');
  return { text: `${lines.join('\n')}\n`, variables };
}

function writeTemplate(random: Random, names: readonly string[]): string {
  const text = random.pick([
    () => `{{ ${expression(random, names)} }}`,
    () => `{{ ${expression(random, names)} }}`,
    () => `a {{ ${expression(random, names)} }} b {{ ${expression(random, names)} }}`,
    () => `{% if ${expression(random, names)} %}yes{% else %}{{ ${atom(random, names)} }}{% endif %}`,
    () => `{% for x in ${expression(random, names)} %}{{ x | ${random.pick(FILTERS)} }}{% endfor %}`,
  ])();
  if (random.below(7) > 0) return text;
  const at = random.below(text.length);
  return text.slice(0, at) + text.slice(at + 1);
}

function expression(random: Random, names: readonly string[], depth = 0): string {
  const inner = (): string => (depth > 1 ? atom(random, names) : expression(random, names, depth + 1));
  return random.pick([
    () => atom(random, names),
    () => atom(random, names),
    () => `${inner()} | ${random.pick(FILTERS)}`,
    () => `${inner()} | ${random.pick(FILTERS)}`,
    () => `${inner()} is ${random.pick(TESTS)}`,
    () => `(${inner()} if ${inner()} else ${inner()})`,
    () => `${inner()} ~ ${inner()}`,
  ])();
}

function atom(random: Random, names: readonly string[]): string {
  const group = random.pick(GROUPS);
  return random.pick([
    () => `groups['${group}']`,
    () => `groups['${group}'][${random.below(3)}]`,
    () => `groups.${group} | first`,
    () => `hostvars['${random.pick(HOSTS)}'].ansible_host`,
    () => `hostvars[groups['${group}'][0]]['${random.pick(['ansible_host', 'plain'])}']`,
    () => `hostvars[inventory_hostname]['ansible_host']`,
    () => random.pick(names),
    () => random.pick(names),
    () => random.pick(CALLS),
    () =>
      random.pick(['plain', 'rack', 'zone', 'inventory_hostname', "'text'", '3', '[1, 2]', 'undefined_name']),
  ])();
}
