// The preview of the nodes for people: host by host, file by file.
import {
  type Bundle,
  formatMessage,
  type Message,
  msg,
  type PreviewAnswer,
  type PreviewedNode,
  visible,
  visibleLines,
} from '../../core/index.ts';

export function prettyPreview(answer: PreviewAnswer, bundle: Bundle): string {
  const translate = (message: Message): string => formatMessage(message, bundle);
  const { k3sAnsible, ansibleCore, isAssumed, tokens, hosts } = answer;
  const head = isAssumed
    ? msg('k3s-ansible {0} (the newest: nothing nearby names one), ansible-core {1}', k3sAnsible, ansibleCore)
    : msg('k3s-ansible {0}, ansible-core {1}', k3sAnsible, ansibleCore);
  const nodes = Object.entries(hosts).map(([host, node]) => nodeText(host, node, translate));
  return `${[translate(head), translate(TOKENS[tokens]), '', ...nodes].join('\n')}\n`;
}

const TOKENS: Readonly<Record<PreviewAnswer['tokens'], Message>> = {
  equal: msg('All nodes have the same token.'),
  different: msg('The nodes have different tokens: they will not form one cluster.'),
  unknown: msg('Whether all nodes have the same token cannot be known here.'),
};

function nodeText(host: string, node: PreviewedNode, translate: (message: Message) => string): string {
  const { role, files, installer, unknown } = node;
  const kind = role === 'server' ? msg('server') : msg('agent');
  const lines = [`${visible(host)} (${translate(kind)})`];
  for (const [path, { content, mode }] of Object.entries(files))
    lines.push(`  ${visible(path)} ${mode}`, ...indented(content));
  if (installer) {
    lines.push(`  ${translate(msg('install script'))}`);
    for (const [name, value] of Object.entries(installer.environment))
      lines.push(...indented(`${name}=${value}`));
  }
  if (unknown.length > 0) lines.push(`  ${translate(msg('not known'))}`);
  for (const { where, reason } of unknown) lines.push(...indented(`${where}: ${reason}`));
  return `${lines.join('\n')}\n`;
}

const indented = (text: string): readonly string[] =>
  visibleLines(text.replace(/\n$/, ''))
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`));
