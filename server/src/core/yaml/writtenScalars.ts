// Every scalar of a tree where it is written, with the keys that lead to it. Aliases are not followed: their target is
// visited at its own place, once.
import { keyText, type YamlNode, type YamlPair, type YamlScalar } from './tree.ts';

/** A scalar with the way to it from the root. */
export interface WrittenScalar {
  readonly scalar: YamlScalar;
  /** The texts of the keys above it, outermost first; items of a list have those of the list. */
  readonly keys: readonly string[];
  /** The pair whose value it is; absent for items of a list. */
  readonly pair?: YamlPair;
  /** That pair stands between braces. */
  readonly isInFlow?: boolean;
}

/** In document order. The parser bounds how deep a tree is. */
export function* writtenScalars(
  node: YamlNode | undefined,
  keys: readonly string[] = [],
): Generator<WrittenScalar, void, undefined> {
  if (node?.kind === 'scalar') yield { scalar: node, keys };
  else if (node?.kind === 'sequence') for (const item of node.items) yield* writtenScalars(item, keys);
  else if (node?.kind === 'mapping')
    for (const pair of node.pairs) {
      const path = [...keys, keyText(pair) ?? ''];
      if (pair.value?.kind === 'scalar') yield { scalar: pair.value, keys: path, pair, isInFlow: node.flow };
      else yield* writtenScalars(pair.value, path);
    }
}
