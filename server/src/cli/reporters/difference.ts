// Prints the differences between two states of an inventory: what they mean first, then node by node.
import {
  type Bundle,
  type ComparedNode,
  type DifferenceAnswer,
  formatMessage,
  lineDiff,
  type Message,
  msg,
  visible,
  visibleLines,
} from '../../core/index.ts';

/** What the inventory is compared with, as it is named in the output. */
export interface Against {
  readonly name: string;
  readonly commit?: string;
  readonly date?: string;
}

type Translate = (message: Message) => string;
type FileDifference = NonNullable<ComparedNode['installer']>;

export function prettyDifference(answer: DifferenceAnswer, against: Against, bundle: Bundle): string {
  const translate: Translate = (message) => formatMessage(message, bundle);
  const { hosts, same, consequences } = answer;
  const lines = [...[...headLines(answer, against)].map(translate), ''];
  const names = Object.keys(hosts);
  if (names.length === 0) lines.push(translate(msg('Nothing differs on any node.')));
  for (const { severity, message, hosts: on } of consequences)
    lines.push(
      `${translate(SEVERITIES[severity])}: ${on.map(visible).join(', ')}`,
      `  ${visible(message)}`,
      '',
    );
  for (const [host, node] of Object.entries(hosts)) lines.push(...nodeLines(host, node, translate));
  if (names.length > 0 && same.length > 0)
    lines.push(translate(msg('Nothing differs on: {0}', same.map(visible).join(', '))));
  return `${lines.join('\n').trimEnd()}\n`;
}

const SEVERITIES: Readonly<Record<DifferenceAnswer['consequences'][number]['severity'], Message>> = {
  danger: msg('Danger'),
  warning: msg('Warning'),
  info: msg('Note'),
};

function* headLines(
  { before, after }: DifferenceAnswer,
  { name, commit, date }: Against,
): Generator<Message> {
  yield commit === undefined
    ? msg('What is on the disk, compared with {0}', name)
    : msg(
        'What is on the disk, with what is not committed, compared with {0} ({1} of {2})',
        name,
        commit.slice(0, 10),
        date ?? '',
      );
  if (before.k3sAnsible !== after.k3sAnsible)
    yield msg('k3s-ansible {0}, before {1}', after.k3sAnsible, before.k3sAnsible);
  if (before.ansibleCore !== after.ansibleCore)
    yield msg('ansible-core {0}, before {1}', after.ansibleCore, before.ansibleCore);
}

function nodeLines(host: string, node: ComparedNode, translate: Translate): readonly string[] {
  const { change, role, formerRole, files, installer } = node;
  const kind = (one: ComparedNode['role']): string =>
    translate(one === 'server' ? msg('server') : msg('agent'));
  const as = formerRole ? `${kind(formerRole)} -> ${kind(role)}` : kind(role);
  const sign = { added: '+', removed: '-', changed: '~' }[change];
  const lines = [`${sign} ${visible(host)} (${as})`];
  for (const [path, file] of Object.entries(files)) lines.push(...fileLines(path, file, translate));
  if (installer) lines.push(...fileLines(translate(msg('install script')), installer, translate));
  return [...lines, ''];
}

function fileLines(
  path: string,
  { before, after, secrets }: FileDifference,
  translate: Translate,
): readonly string[] {
  const sign = !before ? '+' : after ? '~' : '-';
  const modes = before && after && before.mode !== after.mode ? ` ${before.mode} -> ${after.mode}` : '';
  const lines = [`  ${sign} ${visible(path)}${modes}`];
  for (const { sign: own, text } of aroundChanges(lineDiff(before?.content ?? '', after?.content ?? '')))
    lines.push(`    ${own} ${visibleLines(text)}`.trimEnd());
  const note = secrets && SECRETS[secrets];
  if (note) lines.push(`    ${translate(note)}`);
  return lines;
}

const SECRETS: Readonly<Record<NonNullable<FileDifference['secrets']>, Message | undefined>> = {
  same: undefined,
  changed: msg('The secret in it changes.'),
  unknown: msg('Whether the secret in it is the same cannot be known: it is encrypted anew.'),
};

/** Unchanged lines are shown only beside a changed one. */
function aroundChanges(changes: ReturnType<typeof lineDiff>): ReturnType<typeof lineDiff> {
  const isNear = (index: number): boolean =>
    changes.slice(Math.max(0, index - 1), index + 2).some(({ sign }) => sign !== ' ');
  return changes.filter((_, index) => isNear(index));
}
