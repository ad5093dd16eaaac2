// Equal keys in one mapping, and what kind of mapping it is.

import type { ModelFiles } from '../ansible/model/model.ts';
import { isWorthKeeping, type Picked, pickFrom } from '../query/picked.ts';
import { fold, query } from '../query/query.ts';
import { findDifference } from '../text/findDifference.ts';
import {
  resolveAlias,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
} from '../yaml/tree.ts';

/** What the keys of a mapping stand for. Of groups and sections, the content is lost without a trace. */
export type Level = 'groups' | 'sections' | 'other';

const levelBelow = (level: Level, key: string): Level => {
  if (level === 'groups') return 'sections';
  return level === 'sections' && key === 'children' ? 'groups' : 'other';
};

/** A key that stands twice in one mapping: Ansible keeps the value of `pair`, the later one. */
export interface Duplicate {
  readonly first: YamlPair;
  readonly pair: YamlPair;
  readonly level: Level;
}

const NONE: readonly Duplicate[] = [];

/** Those of a file; after an edit only what is new is looked at. */
export const duplicatesIn = query((context: ModelFiles, uri: string): readonly Duplicate[] => {
  const found = searchFor(context, uri);
  return found ? allFound(found) : NONE;
});

/** What was found in a mapping: among its own keys, and in what stands below each of them. */
interface Searched {
  readonly own: readonly Duplicate[];
  readonly below: Picked<YamlPair, readonly Duplicate[] | Searched>;
}

const searchFor = fold((before: Searched | undefined, { files }: ModelFiles, uri: string) => {
  const { document, role } = files.get(uri) ?? {};
  const { root } = document ?? {};
  return root?.kind === 'mapping'
    ? searchIn(root, role === 'inventory' ? 'groups' : 'other', before)
    : undefined;
});

function searchIn(mapping: YamlMapping, level: Level, before?: Searched): Searched {
  const own = ownDuplicates(mapping, level, before);
  const below = pickFrom<YamlPair, readonly Duplicate[] | Searched>(
    before?.below,
    mapping.pairs,
    ({ key, value }, known) => {
      if (value?.kind !== 'mapping') return value && noneIfEmpty(duplicatesBelow(value));
      const earlier = known && 'below' in known ? known : undefined;
      return noneIfIdle(searchIn(value, levelBelow(level, textOf(key)), earlier));
    },
  );
  return { own, below };
}

const noneIfIdle = (searched: Searched): Searched | undefined =>
  searched.own.length > 0 || isWorthKeeping(searched.below) ? searched : undefined;

const noneIfEmpty = (found: readonly Duplicate[]): readonly Duplicate[] | undefined =>
  found.length > 0 ? found : undefined;

/** In no particular order. */
const allFound = ({ own, below: { found } }: Searched): readonly Duplicate[] =>
  found.size === 0
    ? own
    : [...own, ...[...found.values()].flatMap((inside) => ('below' in inside ? allFound(inside) : inside))];

function ownDuplicates(mapping: YamlMapping, level: Level, before?: Searched): readonly Duplicate[] {
  const { removed, added } = findDifference(before?.below.items ?? [], mapping.pairs);
  const hadNone = (before?.own.length ?? 0) === 0;
  // Most edits leave the keys as they are, or add one.
  if (hadNone && (hasSameKeys(removed, added) || areOnly(added, mapping))) return NONE;
  return duplicatesOf(mapping, level);
}

const hasSameKeys = (a: readonly YamlPair[], b: readonly YamlPair[]): boolean =>
  a.length === b.length && a.every((pair, index) => identityOf(pair) === identityOf(b[index] ?? pair));

/** Up to so many keys are compared pairwise. */
const FEW = 4;

const areOnly = (added: readonly YamlPair[], { pairs }: YamlMapping): boolean =>
  added.length <= FEW &&
  added.every((pair) => {
    const identity = identityOf(pair);
    return identity === undefined || pairs.every((other) => other === pair || identityOf(other) !== identity);
  });

const duplicatesBelow = (node: YamlNode): readonly Duplicate[] => {
  if (node.kind === 'mapping') return allFound(searchIn(node, 'other'));
  return node.kind === 'sequence' ? node.items.flatMap(duplicatesBelow) : NONE;
};

function duplicatesOf({ pairs }: YamlMapping, level: Level): readonly Duplicate[] {
  if (pairs.length < 2) return NONE;
  const earlier = new Map<string, YamlPair>();
  const found: Duplicate[] = [];
  for (const pair of pairs) {
    const identity = identityOf(pair);
    if (identity === undefined) continue;
    const first = earlier.get(identity);
    if (first) found.push({ first, pair, level });
    else earlier.set(identity, pair);
  }
  return found.length > 0 ? found : NONE;
}

/** Merge keys may stand several times; a key that is no scalar has its own problem. */
function identityOf({ key }: YamlPair): string | undefined {
  const node = resolveAlias(key);
  if (node?.kind !== 'scalar' || isMerge(node)) return undefined;
  // Nearly all keys are texts; what is none cannot be mistaken for one.
  return node.type === 'str' ? node.text : `\0${node.type} ${String(node.value)}`;
}

const isMerge = ({ style, text, tag }: YamlScalar): boolean => style === 'plain' && text === '<<' && !tag;

/** The identity of a key for the loader, whatever its type. */
export const textOf = (key: YamlNode): string => {
  const node = resolveAlias(key);
  return node?.kind === 'scalar' ? node.text : '';
};

/** The keys below those that an equal key further down makes Ansible forget: what is missing because of it. */
const lostKeys = query((context: ModelFiles): ReadonlySet<string> => {
  const lost = new Set<string>();
  const seen = new Set<YamlNode>();
  for (const uri of context.files.keys())
    for (const { first } of duplicatesIn(context, uri)) addKeys(first, lost, seen);
  return lost;
});

/** An alias can lead into a mapping that was seen, or is around it. */
function addKeys({ key, value }: YamlPair, names: Set<string>, seen: Set<YamlNode>): void {
  names.add(textOf(key));
  const node = resolveAlias(value);
  if (node?.kind !== 'mapping' || seen.has(node)) return;
  seen.add(node);
  for (const pair of node.pairs) addKeys(pair, names, seen);
}

/**
 * Whether a key of this name is lost because it, or a key around it, stands again further down: a rule then does not
 * call the variable missing as well.
 */
export const isLostKey = (context: ModelFiles, name: string): boolean => lostKeys(context).has(name);
