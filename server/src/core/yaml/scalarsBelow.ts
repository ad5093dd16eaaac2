// Every scalar that a value comes to, in the order of the text: aliases are followed, and each node is visited once.
import { append } from '../text/append.ts';
import { resolveAlias, type YamlNode, type YamlPair, type YamlScalar } from './tree.ts';

/** With `keys`, the keys of mappings are visited, too. */
export function* scalarsBelow(
  value: YamlNode | undefined,
  { keys = false } = {},
): Generator<YamlScalar, void, undefined> {
  const nodesIn = ({ key, value: own }: YamlPair): readonly YamlNode[] => [
    ...(keys ? [key] : []),
    ...(own ? [own] : []),
  ];
  const waiting = value ? [value] : [];
  const seen = new Set<YamlNode>();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const node = resolveAlias(next);
    if (!node || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'scalar') yield node;
    else append(waiting, (node.kind === 'sequence' ? node.items : node.pairs.flatMap(nodesIn)).toReversed());
  }
}
