// What is made from the dialects: a page for each, and the table of them all.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './output.mjs';

const ROOM = 'docs/dialects';

/**
 * @param {import('./sources.mjs').Sources} sources
 * @returns {import('./output.mjs').Output[]}
 */
export function dialectPages({ dialects }) {
  return [
    output(`${ROOM}/README.md`, index(dialects)),
    ...dialects.map((dialect) => output(`${ROOM}/${dialect.id}.md`, page(dialect))),
    ...Object.entries(READMES).map(([path, words]) => output(path, withTable(path, dialects, words))),
  ];
}

const BEGIN = '<!-- dialects: generated -->';
const END = '<!-- /dialects -->';

/** The words of the small table, by README. */
const READMES = {
  'README.md': ['Project', 'Variables known', 'Checks of values', 'Migration', 'All rules'],
  'README.zh-cn.md': ['项目', '已知变量', '取值检查', '迁移', '全部规则'],
};

/** Only what installs K3s: of the others nothing is reported. */
function withTable(path, dialects, head) {
  const text = readFileSync(join(root, path), 'utf8');
  const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`${path} has no place for the table of dialects`);
  const rows = dialects
    .filter(({ installs }) => installs === 'k3s')
    .map((dialect) => {
      const isOwn = dialect.relation === 'itself';
      const known = typeof dialect.variables === 'string' ? '✓' : own(dialect).length || '';
      return [
        `[${dialect.name}](docs/dialects/${dialect.id}.md)`,
        known,
        isOwn ? '✓' : (dialect.checks?.length ?? ''),
        hasMigration(dialect) ? '✓' : '',
        isOwn ? '✓' : '',
      ];
    });
  return `${text.slice(0, start + BEGIN.length)}\n\n${table(head, rows)}\n\n${text.slice(end)}`;
}

const output = (path, text) => ({ path, text, committed: true });
const row = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const code = (text) => `\`${text}\``;
/** What `migrate` needs: new names. */
const hasMigration = (dialect) => own(dialect).some(({ becomes }) => becomes !== undefined);
const own = ({ variables = [] }) => (typeof variables === 'string' ? [] : variables);

/** What is done with inventories of each. */
function featureTable(dialects) {
  const yes = (holds) => (holds ? '✓' : '');
  return table(
    [
      'Project',
      'Recognised',
      'Ansible’s own rules',
      'Variables: completion, hover, types',
      'Checks of values',
      'Migration to k3s-ansible',
      'All rules',
    ],
    dialects.map((dialect) => {
      const { id, name, installs, variables, checks, relation } = dialect;
      const isOwn = relation === 'itself';
      const known = typeof variables === 'string' ? '✓' : own(dialect).length || '';
      return [
        `[${name}](${id}.md)`,
        '✓',
        yes(installs === 'k3s'),
        known,
        isOwn ? '✓' : checks?.length || '',
        yes(hasMigration(dialect)),
        yes(isOwn),
      ];
    }),
  );
}

const index = (dialects) =>
  [
    '# Dialects',
    '',
    'Whose inventory a file is of is decided by marks that are added up: [what is reported](../findings.md), and `k3s-inventory check --explain-recognition PATH` shows the sum; [what became of it](../recognition.md) on public repositories.',
    'Each project is one file in `schemas/dialects`; a new one needs no code.',
    'This page is generated.',
    '',
    featureTable(dialects),
    '',
  ].join('\n');

function page(dialect) {
  const { name, url, read, evidence = [], groups, marks, checks = [] } = dialect;
  const facts = [
    read &&
      `Read: commit ${code(read.commit)} of ${read.date}${read.tags ? `, and the tags ${read.tags.map(code).join(', ')}` : ''}.`,
    groups &&
      `Groups: ${code(groups.cluster)}, servers in ${code(groups.server)}${groups.serverNamedBy ? ` (or what ${code(groups.serverNamedBy)} says)` : ''}, agents in ${code(groups.agent)}.`,
  ].filter(Boolean);
  const parts = [
    `# ${name}`,
    '',
    `[${url}](${url})`,
    '',
    ...facts,
    '',
    'This page is generated from `schemas/dialects`.',
  ];
  parts.push(
    '',
    '## Recognised by',
    '',
    table(
      ['Weight', 'Mark'],
      marks.map((mark) => [mark.weight, markText(mark)]),
    ),
  );
  if (own(dialect).length > 0)
    parts.push(
      '',
      '## Variables',
      '',
      table(
        ['Variable', 'Type', 'Default', 'Since', 'What it is', 'In the current layout'],
        own(dialect).map(variableRow),
      ),
    );
  if (checks.length > 0)
    parts.push('', '## Checks', '', table(['Check', 'Of', 'Unless'], checks.map(checkRow)));
  if (evidence.length > 0) parts.push('', '## Evidence', '', ...evidence.map((text) => `- ${text}`));
  return `${parts.join('\n')}\n`;
}

const variableRow = ({ name, type, default: standard, since, description, becomes, gone, moved }) => [
  code(name),
  type ?? '',
  standard === undefined ? '' : code(JSON.stringify(standard)),
  since ?? '',
  description.join(' '),
  becomes ? [code(becomes), moved].filter(Boolean).join(': ') : (gone ?? ''),
];

const checkRow = ({ check, variable, variables = [], range, values, flags, unless, when }) => [
  check,
  [variable, ...variables, range, ...(values ?? []), ...(flags ?? []), when]
    .filter(Boolean)
    .map(code)
    .join(', '),
  (unless ?? []).map(code).join(', '),
];

function markText(mark) {
  const names = (list) => list.map(code).join(', ');
  if (mark.without) return `groups ${names(mark.groups)}, without ${names(mark.without)}`;
  if (mark.groups) return `groups ${names(mark.groups)}`;
  if (mark.variables) return `each of the variables ${names(mark.variables)}`;
  if (mark.prefix) return `variables that begin with ${code(mark.prefix)}`;
  if (mark.below) return `group ${code(mark.below[1])} below ${code(mark.below[0])}`;
  if (mark.empty) return `group ${code(mark.empty)} with nothing in it`;
  if (mark.refused) return `${code(mark.refused)} in a file that Ansible refuses`;
  if (mark.hostsDirectlyIn) return `hosts directly in group ${code(mark.hostsDirectlyIn)}`;
  return `collection ${code(mark.collection)}`;
}
