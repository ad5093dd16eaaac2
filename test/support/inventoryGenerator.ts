// Random inventories: sources in both formats, folders, variables everywhere, and mistakes.
import { iniValue, yamlValue } from './inventoryValues.ts';
import type { Random } from './random.ts';

export interface GeneratedInventory {
  /** Texts by path below the inventory's folder. */
  readonly files: Readonly<Record<string, string>>;
  /** Relative paths for `-i`. */
  readonly sources: readonly string[];
  /** Relative path of the playbook's folder. */
  readonly basedir: string;
}

const GROUPS = [
  'k3s_cluster',
  'server',
  'agent',
  'db',
  'web-1',
  'eu',
  'us',
  'g1',
  'g2',
  'g3',
  'Zeta',
  'é',
] as const;
/** Names that mean something else as well. */
const ODD_GROUPS = ['all', 'vars', 'n1', 'hosts'] as const;
const HOSTS = [
  'n1',
  'n2',
  'n3',
  '10.0.0.1',
  'h[01:03]',
  'h[1:5:2]',
  'x[a:c]',
  'n1:2222',
  'n4:22',
  'fe80::1',
  'node-[1:2].example.com',
  'server',
  'localhost',
  'é1',
  'r[1:2]-[a:b]:23',
  'h02',
  'a_b',
] as const;
const ODD_HOSTS = [
  'h[1-3]',
  'h[3:1]',
  'h[1:',
  'h[01:1]',
  'h[a:C]',
  'h[c:a]',
  'h[1:3:0]',
  'h[5:1:-1]',
  'h[ab:cd]',
  'h[:3]',
  'h[1:]',
  'a|b[1:2]',
  'n1:0',
  'x:y',
  'h[1:2:x]',
  'a b',
  'a,b',
  '[fe80::2]:24',
  '[n9]:25',
  '::1:22',
  'h]1',
  '[1:2]',
  '-x:5',
  'all',
] as const;
const VARIABLES = [
  'v1',
  'v2',
  'v3',
  'token',
  'ansible_host',
  'ansible_port',
  'groups',
  'x-y',
  'ansible_group_priority',
] as const;
const PRIORITIES = ['10', '"5"', '-1', '1.9', 'true', ' 3 '] as const;

const quoteKey = (text: string): string => (/^[\w.é-]+$/.test(text) ? text : `'${text}'`);
const list = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
const chance = (random: Random, oneIn: number): boolean => random.below(oneIn) === 0;

const groupName = (random: Random): string =>
  chance(random, 25) ? random.pick(ODD_GROUPS) : random.pick(GROUPS);
const hostName = (random: Random): string =>
  chance(random, 120) ? random.pick(ODD_HOSTS) : random.pick(HOSTS);

function yamlVars(random: Random, indent: string, anchors: string[]): string {
  return list(1 + random.below(4), () => {
    if (anchors.length > 0 && chance(random, 6))
      return `${indent}<<: ${chance(random, 4) ? `[${list(2, () => `*${random.pick(anchors)}`).join(', ')}]` : `*${random.pick(anchors)}`}\n`;
    const name = random.pick(VARIABLES);
    if (name === 'ansible_group_priority') {
      const odd = chance(random, 15) ? random.pick(['x', '', '[1]', '1.5x']) : random.pick(PRIORITIES);
      return `${indent}${name}: ${odd}\n`;
    }
    if (chance(random, 40)) return `${indent}${random.pick(['3', 'yes', '2.0'])}: odd\n`;
    return `${indent}${name}:${yamlValue(random, indent)}\n`;
  }).join('');
}

/** A place in the tree of a YAML inventory that is being written. */
interface Place {
  readonly indent: string;
  /** Children mostly come after their parents in the list of names, so that loops stay rare. */
  readonly rank: number;
  readonly anchors: string[];
}

const below = ({ indent, rank, anchors }: Place, by: string, childRank = rank): Place => ({
  indent: indent + by,
  rank: childRank,
  anchors,
});

function yamlGroup(random: Random, place: Place): string {
  const sections = ['hosts', 'children', 'vars', 'hosts', 'children', 'other'].toSorted(
    () => random.below(3) - 1,
  );
  const wanted = chance(random, 10) ? sections : [...new Set(sections)];
  return wanted
    .slice(0, 1 + random.below(3))
    .map((section) => yamlSection(random, place, section))
    .join('');
}

function yamlSection(random: Random, place: Place, section: string): string {
  const { indent, anchors } = place;
  if (section === 'other') {
    const other = [
      'extra:',
      'extra: 5',
      `extra:\n${indent}  x: 1`,
      'hosts:',
      'children: {}',
      'vars: ""',
      'hosts: null',
      'vars: word',
      'hosts: word',
    ];
    const wrong = [
      'hosts: two words',
      'children: a,b',
      'vars: 5',
      'hosts: [a, b]',
      'hosts: h[1:2]',
      'children: true',
    ];
    return `${indent}${random.pick(chance(random, 6) ? wrong : other)}\n`;
  }
  if (section === 'hosts' || (section === 'children' && place.rank >= GROUPS.length))
    return `${indent}hosts:\n${yamlHosts(random, place)}`;
  if (section === 'children') return `${indent}children:\n${yamlChildren(random, below(place, '  '))}`;
  const anchor = chance(random, 3) ? `anchor${anchors.length}` : undefined;
  const text = `${indent}vars:${anchor ? ` &${anchor}` : ''}\n${yamlVars(random, `${indent}  `, anchors)}`;
  if (anchor) anchors.push(anchor);
  return text;
}

function yamlHosts(random: Random, { indent, anchors }: Place): string {
  return list(1 + random.below(4), () => {
    const key = `${indent}  ${quoteKey(hostName(random))}:`;
    const kind = random.below(120);
    if (kind < 60) return `${key}\n`;
    if (kind < 115) return `${key}\n${yamlVars(random, `${indent}    `, anchors)}`;
    const values = ['{}', '""', '[]', '0', 'false', '~', '{v1: 5}'];
    return `${key} ${random.pick(chance(random, 6) ? ['10.0.0.1', '[a]', '5'] : values)}\n`;
  }).join('');
}

function yamlChildren(random: Random, place: Place): string {
  const { indent, rank, anchors } = place;
  return list(1 + random.below(3), () => {
    const later = GROUPS.slice(rank);
    const name = chance(random, 60) ? groupName(random) : random.pick(later);
    const key = `${indent}${quoteKey(name)}:`;
    const kind = random.below(60);
    if (kind < 9) return `${key}\n`;
    if (kind === 9) return `${key} ${random.pick(['5', 'text', '[]', '{}'])}\n`;
    if (kind === 10 && anchors.length > 0) return `${key} *${random.pick(anchors)}\n`;
    return `${key}\n${yamlGroup(random, below(place, '  ', 1 + GROUPS.indexOf(name as (typeof GROUPS)[number])))}`;
  }).join('');
}

function yamlSource(random: Random): string {
  if (chance(random, 60))
    return random.pick([
      '',
      '# nothing\n',
      '---\n',
      '[]\n',
      '- a\n',
      'word\n',
      'plugin: x\n',
      '{}\n',
      'null',
      '5: {}\n',
      'a: &a\n  children: *a\n',
      '---\na:\n---\nb:\n',
    ]);
  const text = yamlChildren(random, { indent: '', rank: 0, anchors: [] });
  return chance(random, 3) ? `---\n${text}` : text;
}

function iniAssignment(random: Random, separator: string): string {
  const name = random.pick(VARIABLES);
  const value =
    name === 'ansible_group_priority'
      ? random.pick(['2', '9', '-4', chance(random, 10) ? 'x' : '1'])
      : iniValue(random);
  return `${name}${separator}${value}`;
}

function iniHost(random: Random): string {
  const assignments = list(random.below(3), () => {
    const text = iniAssignment(random, '=');
    return chance(random, 3) || /[\s"'\\#]/.test(text) === false
      ? text
      : /'/.test(text)
        ? text.replaceAll("'", '')
        : text.replace(/=(.*)$/s, "='$1'");
  });
  return [hostName(random), ...assignments, ...(chance(random, 10) ? ['# a comment'] : [])].join(
    random.pick([' ', '  ', '\t']),
  );
}

function iniSource(random: Random): string {
  const sections = list(1 + random.below(5), () => {
    const group = chance(random, 6) ? 'all' : groupName(random);
    const kind = random.below(10);
    const end = random.pick(['', '', '', ' ', ' # c']);
    if (kind < 6) return [`[${group}]${end}`, ...list(random.below(4), () => iniHost(random))];
    if (kind < 8)
      return [
        `[${group}:vars]${end}`,
        ...list(random.below(4), () => iniAssignment(random, random.pick(['=', ' = ', '= ', ' =']))),
        ...(chance(random, 30) ? ['key: value'] : []),
      ];
    return [
      `[${group}:children]${end}`,
      ...list(random.below(3), () => `${groupName(random)}${random.pick(['', '', ' # x'])}`),
    ];
  });
  const odd = chance(random, 20)
    ? [random.pick(['[x:hosts]', '[x:odd]', '[a b]', 'host:', '---', '[', 'a "b', '[x] ; no', ';x', 'h k'])]
    : [];
  const declared = chance(random, 5) ? [] : [...GROUPS, ...ODD_GROUPS].map((group) => `[${group}]`);
  const before = chance(random, 3) ? list(random.below(3), () => iniHost(random)) : [];
  const after = chance(random, 5) ? ['', '; a comment', '# another'] : [];
  return [...before, ...sections.flat(), ...declared, ...odd, ...after].join(
    random.pick(['\n', '\n', '\n\n', '\r\n']),
  );
}

function varsText(random: Random): string {
  if (chance(random, 12)) return random.pick(['', '# nothing\n', '---\n', '{}', '[]', 'null\n']);
  if (chance(random, 60)) return random.pick(['- a\n', 'text\n', 'a: [\n', '5\n', 'true\n']);
  return `${chance(random, 2) ? '---\n' : ''}${yamlVars(random, '', [])}`;
}

function addVars(random: Random, files: Record<string, string>, folder: string): void {
  for (let i = random.below(5); i > 0; i--) {
    const kind = random.pick(['group', 'group', 'host'] as const);
    const name =
      kind === 'group'
        ? random.pick([...GROUPS, 'all', 'ungrouped'])
        : random.pick(['n1', 'n2', 'h01', 'h[01:03]', 'server', '10.0.0.1', 'node-1.example.com', 'fe80::1']);
    const ending = random.pick([
      '',
      '.yml',
      '.yml',
      '.yaml',
      '.json',
      '.txt',
      '.yml~',
      '/a.yml',
      '/b',
      '/sub/c.yaml',
      '/.hidden.yml',
      '/x.d/y.yml',
      '/z.txt',
      '/README.md',
    ]);
    const path = `${folder}${kind}_vars/${name}${ending}`;
    const clashes = Object.keys(files).some(
      (known) => known.startsWith(`${path}/`) || path.startsWith(`${known}/`),
    );
    if (!clashes)
      files[path] =
        ending === '.json' && chance(random, 2)
          ? '{"v1": {"a": [1, 2.50, true, null]}, "v2": 1e3, "v2": "\\/", "v3": 1e3, "x-y": [NaN, -0]}'
          : varsText(random);
  }
}

/** What half-typed and mistyped files look like. */
function spoil(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const lines = text.split('\n');
  const line = random.below(lines.length);
  switch (random.below(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return (
        text.slice(0, at) +
        random.pick([
          ':',
          ' ',
          '\n',
          '"',
          "'",
          '[',
          ']',
          '{',
          '}',
          '#',
          '=',
          '\t',
          '-',
          '&',
          '*',
          '|',
          ',',
          'x',
        ]) +
        text.slice(at)
      );
    case 3:
      return lines.toSpliced(line, 1).join('\n');
    case 4:
      return lines.toSpliced(line, 0, lines[random.below(lines.length)] ?? '').join('\n');
    default:
      return lines.with(line, ` ${lines[line]}`).join('\n');
  }
}

export function generateInventory(random: Random): GeneratedInventory {
  const files: Record<string, string> = { 'play/site.yml': '- hosts: all\n' };
  const sources: string[] = [];
  for (let i = chance(random, 3) ? 1 + random.below(3) : 1; i > 0; i--) {
    const folder = random.pick(['inv/', 'inv/', 'other/', 'play/', '']);
    const name = random.pick([
      'hosts.yml',
      'hosts.yaml',
      'hosts',
      'hosts.ini',
      'hosts.ini',
      'inventory.yml',
      'b.json',
      'extra.txt',
    ]);
    const isIni = /\.(?:ini|txt)$/.test(name) || (name === 'hosts' && chance(random, 2));
    const whole = isIni ? iniSource(random) : yamlSource(random);
    files[folder + name] = chance(random, 7) ? spoil(random, whole) : whole;
    sources.push(
      chance(random, 4) && folder !== '' && folder !== 'play/' ? folder.slice(0, -1) : folder + name,
    );
    addVars(random, files, folder);
  }
  if (chance(random, 3)) addVars(random, files, 'play/');
  return { files, sources, basedir: 'play' };
}
