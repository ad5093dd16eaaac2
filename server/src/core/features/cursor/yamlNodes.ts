// Which nodes of a YAML tree an offset stands in.
import type { YamlNode } from '../../yaml/tree.ts';

/** The nodes around the offset, outermost first. */
export function nodesAt(root: YamlNode | undefined, offset: number): readonly YamlNode[] {
  const path: YamlNode[] = [];
  for (let node = root; node; node = childAt(node, offset)) path.push(node);
  return path;
}

function childAt(node: YamlNode, offset: number): YamlNode | undefined {
  const children =
    node.kind === 'mapping'
      ? node.pairs.flatMap((pair) => (pair.value ? [pair.key, pair.value] : [pair.key]))
      : node.kind === 'sequence'
        ? node.items
        : [];
  return children.find(({ span }) => span.start <= offset && offset <= span.end);
}
