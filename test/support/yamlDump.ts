// A YAML document as plain data, spans as numbers, so that two readings of one text can be compared.
import type { Span } from '../../server/src/core/text/span.ts';
import type { YamlDocument, YamlNode } from '../../server/src/core/yaml/tree.ts';

const at = ({ start, end }: Span): string => `${start}-${end}`;

/** One line per node, problem and comment, in document order. */
export function dumpYaml({ root, problems, comments }: YamlDocument): readonly string[] {
  const lines: string[] = [];
  const seen = new Set<YamlNode>();
  const put = (node: YamlNode, depth: number): void => {
    const { kind, tag = '', anchor = '' } = node;
    const more =
      kind === 'scalar'
        ? `${node.style} ${node.type} ${String(node.value)} ${JSON.stringify(node.text)}`
        : kind === 'alias'
          ? `${node.name} ${node.target ? at(node.target.span) : ''}`
          : String(node.flow);
    lines.push(`${' '.repeat(depth)}${kind} ${at(node.span)} ${tag} ${anchor} ${more}`);
    if (seen.has(node)) return;
    seen.add(node);
    if (kind === 'sequence') for (const item of node.items) put(item, depth + 1);
    if (kind !== 'mapping') return;
    for (const pair of node.pairs) {
      lines.push(`${' '.repeat(depth)}pair ${at(pair.span)}`);
      put(pair.key, depth + 1);
      if (pair.value) put(pair.value, depth + 1);
    }
  };
  if (root) put(root, 0);
  for (const { code, span, detail, fatal } of problems)
    lines.push(`problem ${code} ${at(span)} ${detail} ${fatal}`);
  for (const comment of comments) lines.push(`comment ${at(comment)}`);
  return lines;
}
