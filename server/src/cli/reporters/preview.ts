// The preview of the nodes for people: host by host, file by file.
import {
  type Bundle,
  formatMessage,
  type Message,
  msg,
  type PreviewAnswer,
  type PreviewedNode,
  rolesText,
  taskLine,
  visible,
  visibleLines,
} from '../../core/index.ts';

export function prettyPreview(answer: PreviewAnswer, bundle: Bundle): string {
  const translate = (message: Message): string => formatMessage(message, bundle);
  const { ansibleCore, tokens, hosts } = answer;
  const head = msg('{0}, ansible-core {1}', rolesText(answer), ansibleCore);
  const nodes = Object.entries(hosts).map(([host, node]) => nodeText(host, node, bundle));
  const others = [...othersOf(answer)].map(translate);
  return `${[translate(head), translate(TOKENS[tokens]), ...others, '', ...nodes].join('\n')}\n`;
}

/** Enough to see whether a node is among them. */
const MAX_OTHERS = 10;

/** A user may take a host for a node. */
function* othersOf({ others }: PreviewAnswer): Generator<Message> {
  const more = others.length - MAX_OTHERS;
  const names = others.slice(0, MAX_OTHERS).map(visible).join(', ');
  if (more > 0)
    yield msg(
      'Neither server nor agent, so that nothing is installed on them: {0} and {1} more',
      names,
      more,
    );
  else if (names !== '')
    yield msg('Neither server nor agent, so that nothing is installed on them: {0}', names);
}

const TOKENS: Readonly<Record<PreviewAnswer['tokens'], Message>> = {
  equal: msg('All nodes have the same token.'),
  different: msg('The nodes have different tokens: they will not form one cluster.'),
  made: msg('No token is given: the first server makes one up, and the play gives it to the others.'),
  unknown: msg('Whether all nodes have the same token cannot be known here.'),
};

function nodeText(host: string, node: PreviewedNode, bundle: Bundle): string {
  const translate = (message: Message): string => formatMessage(message, bundle);
  const { role, files, installer, airgap, tasks, unknown } = node;
  const kind = role === 'server' ? msg('server') : msg('agent');
  const lines = [`${visible(host)} (${translate(kind)})`];
  for (const [path, { content, mode }] of Object.entries(files))
    lines.push(`  ${visible(path)} ${mode}`, ...indented(content));
  if (airgap) {
    lines.push(`  ${translate(msg('copied from the airgap folder'))}`);
    for (const [path, { from, mode }] of Object.entries(airgap.copies))
      lines.push(...indented(`${path} ${mode} ← ${from}`));
    if (airgap.installer)
      lines.push(`  ${translate(msg('install script, at first'))}`, ...callLines(airgap.installer));
  }
  if (installer) {
    lines.push(`  ${translate(msg('install script'))}`);
    lines.push(...callLines(installer));
  }
  if (tasks) lines.push(`  ${translate(msg('tasks, in their order'))}`);
  for (const task of tasks ?? []) lines.push(...indented(taskLine(task, bundle)));
  if (unknown.length > 0) lines.push(`  ${translate(msg('not known'))}`);
  for (const { where, reason } of unknown) lines.push(...indented(`${where}: ${reason}`));
  return `${lines.join('\n')}\n`;
}

const callLines = ({ environment }: NonNullable<PreviewedNode['installer']>): readonly string[] =>
  Object.entries(environment).flatMap(([name, value]) => indented(`${name}=${value}`));

const indented = (text: string): readonly string[] =>
  visibleLines(text.replace(/\n$/, ''))
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`));
