// Finds a key in a file's tree by its span, with everything around it: what fixes need and the model does not keep.
import { firstIndexWhere } from '../text/bisect.ts';
import { isInside, type Span } from '../text/span.ts';
import type { YamlMapping, YamlNode, YamlPair } from './tree.ts';

/** A pair with its surroundings, so that a fix can insert beside it, remove it, or tell what it belongs to. */
export interface PlacedPair {
  readonly pair: YamlPair;
  readonly mapping: YamlMapping;
  /** Its index in its mapping. */
  readonly index: number;
  /** The pairs whose values it lies in, outermost first. */
  readonly above: readonly YamlPair[];
}

/** The pair whose key has this span. Aliases are not followed: the key stands where it is written. */
export function findPairAt(root: YamlNode | undefined, key: Span): PlacedPair | undefined {
  const above: YamlPair[] = [];
  let node = root;
  while (node) {
    if (node.kind === 'sequence') node = node.items.find((item) => isInside(key, item.span));
    else if (node.kind !== 'mapping') return undefined;
    else {
      const mapping: YamlMapping = node;
      const index = lastStartedBy(mapping.pairs, key.start);
      const pair = mapping.pairs[index];
      if (!pair || !isInside(key, pair.span)) return undefined;
      if (pair.key.span.start === key.start && pair.key.span.end === key.end)
        return { pair, mapping, index, above };
      above.push(pair);
      node = pair.value;
    }
  }
  return undefined;
}

/** The index of the last pair that starts at the offset or before; pairs stand in the order of the file. */
const lastStartedBy = (pairs: readonly YamlPair[], offset: number): number =>
  firstIndexWhere(pairs, ({ span }) => span.start > offset) - 1;
