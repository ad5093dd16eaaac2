// The entries of a mapping as Python sees them once the file is loaded: merge keys spread, the last of equal
// keys kept at the place of the first. Knows nothing of inventories.
// Read from PyYAML 6.0 (flatten_mapping) and ansible-core 2.14.18 (parsing/yaml/constructor.py).

import { pythonFloat } from '../../text/pythonFloat.ts';
import {
  resolveAlias,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
  type YamlSequence,
} from '../../yaml/tree.ts';

/** An entry as Ansible gets it, with the pair that wrote it: an edit goes there, wherever the entry counts. */
export interface Entry {
  readonly key: YamlScalar;
  /** The key as text; a key that is no string has the form it takes in JSON (`yes` is `true`). */
  readonly name: string;
  /** The pair as written; with a merge key it lies elsewhere in the file. */
  readonly pair: YamlPair;
  /** The value behind an alias; `undefined` is null. */
  readonly value: YamlMapping | YamlSequence | YamlScalar | undefined;
}

/** The entries in the order in which Ansible goes through them. */
export const entriesOf = (mapping: YamlMapping): readonly Entry[] =>
  entriesAsWritten(mapping) ?? [...flatten(mapping, new Map()).values()];

/** In so few entries a key is found faster by looking at each. */
const FEW = 8;

/** The entries of a small mapping whose keys are different texts, as nearly all of a host are: none is merged or lost. */
function entriesAsWritten({ pairs }: YamlMapping): readonly Entry[] | undefined {
  if (pairs.length > FEW) return undefined;
  const entries: Entry[] = [];
  for (const pair of pairs) {
    const { key } = pair;
    if (key.kind !== 'scalar' || key.type !== 'str' || isMergeKey(pair)) return undefined;
    if (entries.some(({ name }) => name === key.text)) return undefined;
    entries.push({ key, name: key.text, pair, value: resolveAlias(pair.value) });
  }
  return entries;
}

/**
 * The entry that Ansible finds under a name. Only strings are compared: to Python, the key `1` is not the key `'1'`.
 */
export const findEntry = (mapping: YamlMapping, name: string): Entry | undefined =>
  entriesOf(mapping).find((entry) => entry.key.type === 'str' && entry.name === name);

type Flat = ReadonlyMap<string, Entry>;

/** A chain of merges longer than this is no inventory but an attack on the stack. */
const MAX_MERGES = 100;

function flatten(mapping: YamlMapping, done: Map<YamlMapping, Flat>, depth = 0): Flat {
  const known = done.get(mapping);
  if (known) return known;
  const entries = new Map<string, Entry>();
  if (depth > MAX_MERGES) return entries;
  // Registered before it is filled: a mapping that merges itself then merges nothing instead of recursing.
  done.set(mapping, entries);
  for (const pair of mapping.pairs) {
    if (isMergeKey(pair)) mergeInto(entries, pair.value, done, depth + 1);
  }
  for (const pair of mapping.pairs) {
    const key = resolveAlias(pair.key);
    if (key?.kind !== 'scalar' || isMergeKey(pair)) continue;
    const value = resolveAlias(pair.value);
    const identity = keyIdentity(key);
    // Of equal keys Python keeps the first, with the value of the last: `1: a, true: b` is `1: b`.
    const named = entries.get(identity);
    entries.set(identity, { key: named?.key ?? key, name: named?.name ?? keyName(key), pair, value });
  }
  return entries;
}

function mergeInto(
  entries: Map<string, Entry>,
  merged: YamlNode | undefined,
  done: Map<YamlMapping, Flat>,
  depth: number,
): void {
  const value = resolveAlias(merged);
  if (value?.kind === 'mapping') {
    for (const [identity, entry] of flatten(value, done, depth)) {
      const { key, name } = entries.get(identity) ?? entry;
      entries.set(identity, { key, name, pair: entry.pair, value: entry.value });
    }
  } else if (value?.kind === 'sequence') {
    // The first mapping of the list wins, so it is merged last.
    const mappings = value.items.map(resolveAlias).reverse();
    const lastPlaces = new Map(mappings.map((item, index) => [item, index]));
    const seen = new Set<unknown>();
    for (const [index, item] of mappings.entries()) {
      // Of a mapping that is named more than once, the first place decides about order, the last about values.
      const counts = !seen.has(item) || lastPlaces.get(item) === index;
      if (counts && item?.kind === 'mapping') mergeInto(entries, item, done, depth);
      seen.add(item);
    }
  }
}

/** Whether the pair is a merge (`<<`) and not an entry of its own. */
export const isMergeKey = (pair: YamlPair): boolean =>
  pair.key.kind === 'scalar' &&
  pair.key.style === 'plain' &&
  pair.key.text === '<<' &&
  pair.key.tag === undefined;

/** Equal for keys that are equal in Python, where `1`, `1.0` and `True` are one key. */
export function keyIdentity(key: YamlScalar): string {
  switch (key.type) {
    case 'int':
    case 'float':
    case 'bool':
      return `\0number ${Number(key.value)}`;
    case 'str':
      return key.text;
    default:
      return `\0${key.type} ${String(key.value)}`;
  }
}

function keyName(key: YamlScalar): string {
  if (key.type === 'str') return key.text;
  return key.type === 'float' ? pythonFloat(Number(key.value)) : String(key.value);
}

/** Python's truth of a loaded value. */
export function isTruthy(value: YamlMapping | YamlSequence | YamlScalar | undefined): boolean {
  if (!value) return false;
  if (value.kind === 'mapping') return value.pairs.length > 0;
  if (value.kind === 'sequence') return value.items.length > 0;
  return value.type === 'float' ? Number(value.value) !== 0 : Boolean(value.value);
}
