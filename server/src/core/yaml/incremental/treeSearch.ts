// Searches a tree, and after an edit only what is new in it. What to search for is passed in.
import { type Difference, findDifference } from '../../text/findDifference.ts';
import type { YamlMapping, YamlNode, YamlPair } from '../tree.ts';

/** What to search for. `Place` is what must be known of where a node stands. */
export interface TreeSearch<T, Place> {
  /** What is found in the entries of a mapping as such. `before` is what was found in its previous entries. */
  inMapping(
    mapping: YamlMapping,
    place: Place,
    change: Difference<YamlPair>,
    before: readonly T[] | undefined,
  ): readonly T[];
  /** What is found in a value that is no mapping. */
  inValue(value: YamlNode, pair: YamlPair, mapping: YamlMapping): readonly T[];
  below(place: Place, pair: YamlPair): Place;
}

/** What was found, mapping by mapping. The next search changes it in place. */
export interface Findings<T> {
  readonly mapping: YamlMapping;
  readonly own: readonly T[];
  /** By entry: those in which something was found, and those that take long to search. */
  readonly below: Map<YamlPair, readonly T[] | Findings<T>> | undefined;
}

/**
 * What the search finds in a mapping. With the findings of an earlier state, pairs that both states share are not
 * looked at again: pairs are compared by identity, since readings share those that no edit has touched.
 */
export function searchTree<T, Place>(
  search: TreeSearch<T, Place>,
  mapping: YamlMapping,
  place: Place,
  before?: Findings<T>,
): Findings<T> {
  const change = findDifference(before?.mapping.pairs ?? [], mapping.pairs);
  const own = search.inMapping(mapping, place, change, before?.own);
  // Made when it is needed: nothing is found in most mappings.
  let below = before?.below;
  const keep = (pair: YamlPair, found: readonly T[] | Findings<T>): void => {
    below ??= new Map();
    below.set(pair, found);
  };
  const { removed, added } = change;
  const earlier = removed.map((pair) => below?.get(pair));
  for (const pair of removed) below?.delete(pair);
  for (const [index, pair] of added.entries()) {
    const { value } = pair;
    if (!value) continue;
    if (value.kind !== 'mapping') {
      const found = search.inValue(value, pair, mapping);
      if (found.length > 0) keep(pair, found);
      continue;
    }
    const known = removed.length === added.length ? earlier[index] : undefined;
    const inside = searchTree(
      search,
      value,
      search.below(place, pair),
      isFindings(known) ? known : undefined,
    );
    if (isWorthKeeping(inside)) keep(pair, inside);
  }
  return { mapping, own, below };
}

/** Everything found, in no particular order. */
export const allFound = <T>({ own, below }: Findings<T>): readonly T[] =>
  !below || below.size === 0
    ? own
    : [...own, ...[...below.values()].flatMap((found) => (isFindings(found) ? allFound(found) : found))];

const isFindings = <T>(found: readonly T[] | Findings<T> | undefined): found is Findings<T> =>
  found !== undefined && 'mapping' in found;

/** Searching fewer entries again is as fast as remembering what was found in them. */
const FEW = 20;

const isWorthKeeping = <T>({ mapping, own, below }: Findings<T>): boolean =>
  own.length > 0 || (below?.size ?? 0) > 0 || mapping.pairs.length > FEW;
