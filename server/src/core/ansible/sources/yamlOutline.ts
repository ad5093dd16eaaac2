// The outline of a YAML inventory, or of a file of variables.
import { isInside, type Span } from '../../text/span.ts';
import { type FileText, scalarOffsetMap } from '../../yaml/scalarOffsets.ts';
import {
  resolveAlias,
  type YamlDocument,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
} from '../../yaml/tree.ts';
import { isMergeKey } from './entries.ts';
import type { OutlineEntry } from './outlineEntry.ts';

/** Aliases can make a group contain itself. */
const MAX_DEPTH = 100;

interface Reading {
  readonly text: FileText;
  /** Nodes that were read, and as what: an alias leads to the same place again. */
  readonly seen: Map<YamlNode, Set<Role>>;
}

type Role = 'groups' | 'group' | 'hosts' | 'variables';

/** A key, or a word where a key should be. */
interface Named {
  readonly key: YamlScalar;
  readonly span: Span;
  readonly value?: YamlNode;
}

/** The outline of a YAML file, groups for an inventory, otherwise variables. */
export function yamlOutline(text: FileText, document: YamlDocument, isInventory: boolean): OutlineEntry[] {
  const reading: Reading = { text, seen: new Map() };
  return isInventory ? groupsOf(reading, document.root, 0) : variablesOf(reading, document.root);
}

const groupsOf = (reading: Reading, node: YamlNode | undefined, depth: number): OutlineEntry[] =>
  membersOf(reading, node, 'groups').map((named) => ({
    ...entryOf(reading, 'group', named),
    children: depth < MAX_DEPTH ? sectionsOf(reading, named.value, depth) : [],
  }));

function sectionsOf(reading: Reading, node: YamlNode | undefined, depth: number): OutlineEntry[] {
  if (resolveAlias(node)?.kind !== 'mapping') return [];
  return membersOf(reading, node, 'group').flatMap(({ key, value }) => {
    if (key.text === 'hosts') return hostsOf(reading, value);
    if (key.text === 'vars') return variablesOf(reading, value);
    return key.text === 'children' ? groupsOf(reading, value, depth + 1) : [];
  });
}

const hostsOf = (reading: Reading, node: YamlNode | undefined): OutlineEntry[] =>
  membersOf(reading, node, 'hosts').map((named) => ({
    ...entryOf(reading, 'host', named),
    children: variablesOf(reading, named.value),
  }));

const variablesOf = (reading: Reading, node: YamlNode | undefined): OutlineEntry[] =>
  resolveAlias(node)?.kind === 'mapping'
    ? membersOf(reading, node, 'variables').map((named) => {
        const entry = { ...entryOf(reading, 'variable', named), children: [] };
        return named.value ? { ...entry, value: named.value } : entry;
      })
    : [];

function entryOf(reading: Reading, kind: OutlineEntry['kind'], { key, span }: Named) {
  const nameSpan = nameSpanOf(reading.text, key);
  // Behind an alias the key, and everything that belongs to it, stands elsewhere.
  return { kind, name: key.text, nameSpan, span: isInside(nameSpan, span) ? span : nameSpan };
}

const nameSpanOf = (text: FileText, key: YamlScalar): Span =>
  key.style === 'plain' && key.tag === undefined
    ? key.span
    : scalarOffsetMap(key, text).spanAt(0, key.text.length);

/** The names in a section: keys, the items of a list that should have been keys, or a single word. */
function membersOf(reading: Reading, node: YamlNode | undefined, role: Role): Named[] {
  const value = resolveAlias(node);
  if (!value || isSeen(reading, value, role)) return [];
  if (value.kind === 'mapping') return pairsOf(reading, value, role).flatMap(namedPair);
  if (value.kind === 'scalar') return value.type === 'str' ? [{ key: value, span: value.span }] : [];
  return value.items.flatMap((item) => membersOf(reading, item, role));
}

function namedPair({ key: written, value, span }: YamlPair): Named[] {
  const key = resolveAlias(written);
  if (key?.kind !== 'scalar' || key.type !== 'str') return [];
  return [value ? { key, span, value } : { key, span }];
}

/** The pairs of the mapping and of what is merged into it. */
function pairsOf(reading: Reading, mapping: YamlMapping, role: Role): YamlPair[] {
  return mapping.pairs.flatMap((pair) => {
    if (!isMergeKey(pair)) return [pair];
    const merged = resolveAlias(pair.value);
    const mappings = merged?.kind === 'sequence' ? merged.items.map(resolveAlias) : [merged];
    return mappings.flatMap((source) =>
      source?.kind === 'mapping' && !isSeen(reading, source, role) ? pairsOf(reading, source, role) : [],
    );
  });
}

function isSeen({ seen }: Reading, node: YamlNode, role: Role): boolean {
  const roles = seen.get(node) ?? new Set();
  const known = roles.has(role);
  seen.set(node, roles.add(role));
  return known;
}
