// Sound inventories with one slip in each, of the kinds that make Ansible refuse the file.
import type { Random } from './random.ts';

export interface BrokenInventory {
  readonly kind: string;
  readonly file: string;
  readonly sound: string;
  readonly broken: string;
  /** What was meant cannot be distinguished from another reading: the fix makes it readable, and perhaps not the same. */
  readonly isGuess: boolean;
}

interface Slip {
  readonly kind: string;
  /** The lines it can happen in. */
  readonly where: RegExp;
  readonly write: (line: string, random: Random) => string;
  readonly isGuess?: boolean;
}

/** `key: value` with a plain value. */
const PLAIN = /^ +\w+: [\w./:+-]+$/;
const QUOTED = /^ +\w+: "[^"']+"$/;

const YAML_SLIPS: readonly Slip[] = [
  {
    kind: 'tab',
    where: /^ {4,}\w+:/,
    write: (line) => line.replace(/^( +)/, (blanks) => '\t'.repeat(blanks.length / 2)),
  },
  { kind: 'no blank behind the colon', where: PLAIN, write: (line) => line.replace(': ', ':') },
  { kind: 'no colon', where: PLAIN, write: (line) => line.replace(': ', ' ') },
  { kind: 'equals sign', where: PLAIN, write: (line) => line.replace(': ', ' = ') },
  { kind: 'host without colon', where: /^ {8}s\d+:$/, write: (line) => line.slice(0, -1), isGuess: true },
  { kind: 'deeper', where: /^ {4}\w+: \w/, write: (line) => `  ${line}` },
  { kind: 'less deep', where: /^ {4}\w+: \w/, write: (line) => line.slice(1) },
  {
    kind: 'colon in the value',
    where: PLAIN,
    write: (line) => line.replace(/: (.*)$/, ': note: $1'),
    isGuess: true,
  },
  { kind: 'closing double quote', where: QUOTED, write: (line) => line.slice(0, -1) },
  { kind: 'closing single quote', where: QUOTED, write: (line) => line.replace(/"/g, "'").slice(0, -1) },
  {
    kind: 'quotes in quotes',
    where: QUOTED,
    write: (line) => line.replace(/: "(.*)"$/, ': "say "$1" twice"'),
    isGuess: true,
  },
  {
    kind: 'Jinja with the same quotes',
    where: PLAIN,
    write: (line) => line.replace(/: .*$/, `: "{{ lookup("env", "X") }}"`),
    isGuess: true,
  },
  {
    kind: 'Jinja without quotes',
    where: PLAIN,
    write: (line) => line.replace(/: .*$/, ': {{ inventory_hostname }}'),
    isGuess: true,
  },
  { kind: 'open list', where: PLAIN, write: (line) => line.replace(/: .*$/, ': [one, two'), isGuess: true },
  { kind: 'open braces', where: PLAIN, write: (line) => line.replace(/: .*$/, ': {one: two'), isGuess: true },
  {
    kind: 'reserved sign',
    where: PLAIN,
    write: (line, random) => line.replace(': ', `: ${random.pick(['@', '`', '%'])}`),
    isGuess: true,
  },
  { kind: 'asterisk', where: PLAIN, write: (line) => line.replace(': ', ': *'), isGuess: true },
  { kind: 'exclamation mark', where: PLAIN, write: (line) => line.replace(': ', ': !'), isGuess: true },
  { kind: 'escape', where: QUOTED, write: (line) => line.replace(': "', ': "\\d'), isGuess: true },
  { kind: 'text behind the sign', where: PLAIN, write: (line) => line.replace(': ', ': | '), isGuess: true },
  {
    kind: 'impossible day',
    where: PLAIN,
    write: (line) => line.replace(/: .*$/, ': 2026-13-45'),
    isGuess: true,
  },
  { kind: 'control character', where: PLAIN, write: (line) => `${line}\u0007` },
  { kind: 'second document', where: /^k3s_extra:$/, write: (line) => `---\n${line}` },
  {
    kind: 'conflict',
    where: PLAIN,
    write: (line) => `<<<<<<< HEAD\n${line}\n=======\n${line}9\n>>>>>>> branch`,
  },
  {
    kind: 'hosts as a list',
    where: /^ {8}(?:s|pi)\d+:$/,
    write: (line) => line.replace(/(\w+):$/, '- $1'),
    isGuess: true,
  },
  {
    kind: 'variables as a list',
    where: /^ {4}k3s_version: /,
    write: (line) => line.replace(/^ {4}/, '    - '),
    isGuess: true,
  },
  {
    kind: 'address as value',
    where: /^ {8}(?:s|pi)\d+:$/,
    write: (line, random) => `${line} 10.0.0.${random.below(250)}`,
    isGuess: true,
  },
  {
    kind: 'number as name',
    where: /^ {8}(?:s|pi)\d+:$/,
    write: (_, random) => `        ${random.below(900)}:`,
    isGuess: true,
  },
  {
    kind: 'range with a dash',
    where: /^ {8}(?:s|pi)\d+:$/,
    write: () => '        node[1-3]:',
    isGuess: true,
  },
  { kind: 'group as value', where: /^ {4}k3s_spare:$/, write: (line) => `${line} spare1`, isGuess: true },
];

const INI_SLIPS: readonly Slip[] = [
  {
    kind: 'INI: colon',
    where: /^\w+ ansible_host=/,
    write: (line) => line.replace('ansible_host=', 'ansible_host: '),
  },
  { kind: 'INI: blanks', where: /^\w+ ansible_host=/, write: (line) => line.replace('=', ' = ') },
  {
    kind: 'INI: address alone',
    where: /^\w+ ansible_host=/,
    write: (line) => line.replace('ansible_host=', ''),
  },
  {
    kind: 'INI: two names',
    where: /^node\d+$/,
    write: (line, random) => `${line}${random.pick([' ', ', '])}spare1`,
    isGuess: true,
  },
  { kind: 'INI: quote', where: /^\w+ ansible_host=/, write: (line) => `${line} note="a b`, isGuess: true },
  {
    kind: 'INI: blank in a value',
    where: /^\w+ ansible_host=/,
    write: (line) => `${line} note=a b`,
    isGuess: true,
  },
  { kind: 'INI: YAML variable', where: /^k3s_version=/, write: (line) => line.replace('=', ': ') },
  { kind: 'INI: no sign', where: /^k3s_version=/, write: (line) => line.replace('=', ' ') },
  {
    kind: 'INI: kind of section',
    where: /^\[k3s_cluster:(?:vars|children)\]$/,
    write: (line, random) =>
      line.replace('vars', random.pick(['variables', 'var'])).replace('children', 'childs'),
  },
  { kind: 'INI: open section', where: /^\[server\]$/, write: (line) => line.slice(0, -1) },
  { kind: 'INI: undeclared group', where: /^agent$/, write: (line) => `${line}\nspare`, isGuess: true },
  { kind: 'INI: range with a dash', where: /^node\d+$/, write: () => 'node[1-3]', isGuess: true },
  { kind: 'INI: three dashes', where: /^\[server\]$/, write: (line) => `---\n${line}` },
];

function soundYaml(random: Random): string {
  const names = ['s', 'node', 'pi'].map((name) => `${name}${random.below(90)}`);
  return `k3s_cluster:
  children:
    server:
      hosts:
        ${names[0]}:
        ${names[1]}:
          ansible_host: 10.0.0.${random.below(250)}
    agent:
      hosts:
        ${names[2]}:
    k3s_spare:
  vars:
    ansible_user: ${random.pick(['debian', 'pi'])}
    k3s_version: v1.31.${random.below(9)}+k3s1
    token: "{{ vault_token }}"
    api_endpoint: 10.0.0.1
    note: "${random.pick(['one', 'two words'])}"
k3s_extra:
  hosts:
`;
}

function soundIni(random: Random): string {
  return `[server]
s${random.below(90)} ansible_host=10.0.0.${random.below(250)}

[agent]
node${random.below(90)}

[k3s_cluster:children]
server
agent

[k3s_cluster:vars]
k3s_version=v1.31.${random.below(9)}+k3s1
api_endpoint=10.0.0.1
`;
}

/** One for each kind, each time others. */
export function brokenInventories(random: Random): readonly BrokenInventory[] {
  const break_ = (slips: readonly Slip[], file: string, sound: string): readonly BrokenInventory[] =>
    slips.map(({ kind, where, write, isGuess = false }) => {
      const lines = sound.split('\n');
      const places = lines.flatMap((line, index) => (where.test(line) ? [index] : []));
      const place = random.pick(places);
      const broken = lines.map((line, index) => (index === place ? write(line, random) : line)).join('\n');
      return { kind, file, sound, broken, isGuess };
    });
  return [
    ...break_(YAML_SLIPS, 'inventory.yml', soundYaml(random)),
    ...break_(INI_SLIPS, 'hosts.ini', soundIni(random)),
  ];
}
