// Finds a key again in a file's tree, with everything around it: what fixes need and the model does not keep.
import type { Span } from '../../text/span.ts';
import type { YamlMapping, YamlNode, YamlPair } from '../../yaml/tree.ts';

export interface PlacedPair {
  readonly pair: YamlPair;
  readonly mapping: YamlMapping;
  /** Place of the pair in its mapping. */
  readonly index: number;
  /** The pairs whose values it lies in, outermost first. */
  readonly above: readonly YamlPair[];
}

/** The pair whose key has this span. Aliases are not followed: the key stands where it is written. */
export function findPairAt(root: YamlNode | undefined, key: Span): PlacedPair | undefined {
  const above: YamlPair[] = [];
  let node = root;
  while (node) {
    if (node.kind === 'sequence') node = node.items.find((item) => contains(item.span, key));
    else if (node.kind !== 'mapping') return undefined;
    else {
      const mapping: YamlMapping = node;
      const index = mapping.pairs.findIndex((candidate) => contains(candidate.span, key));
      const pair = mapping.pairs[index];
      if (!pair) return undefined;
      if (pair.key.span.start === key.start && pair.key.span.end === key.end)
        return { pair, mapping, index, above };
      above.push(pair);
      node = pair.value;
    }
  }
  return undefined;
}

const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;
