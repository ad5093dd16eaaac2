// What a section `hosts` of a YAML source says by itself, entry by entry: read once, and after an edit of the section
// only where its entries are others. Sections that Ansible would not take entry by entry have no such form.
import { findDifference } from '../../text/findDifference.ts';
import { spliced } from '../../text/spliced.ts';
import { resolveAlias, type YamlMapping, type YamlNode, type YamlPair } from '../../yaml/tree.ts';
import type { HostEntry, VariableDefinition } from '../model/model.ts';
import { definitionsOfHost } from './definitions.ts';
import { isMergeKey } from './entries.ts';
import { firstEntry } from './hostEntries.ts';
import { expandHostPattern } from './hostPattern.ts';

/** A host as an entry lists it. */
export interface ListedHost {
  readonly entry: HostEntry;
  /** From this entry, in its order. */
  readonly definitions: readonly VariableDefinition[];
}

/** The hosts of one section. Two sections that are the same object list the same hosts in the same group. */
export interface HostSection {
  readonly uri: string;
  readonly group: string;
  readonly mapping: YamlMapping;
  /** By entry of the mapping: one host, or those of a range. */
  readonly listed: readonly (readonly ListedHost[])[];
  /** The same in plain lists. */
  readonly entries: readonly HostEntry[];
  readonly names: readonly string[];
  readonly definitions: readonly VariableDefinition[];
}

/** By its mapping: the section itself, as long as it is that of the same group. */
const sections = new WeakMap<YamlMapping, HostSection | 'other'>();
/** By its key, which stays when entries change. */
const latest = new WeakMap<YamlNode, HostSection>();

/**
 * `undefined` where the section holds anything but hosts that are written as text, each with a mapping of variables or
 * nothing: merges, ports, aliases as keys, and all that Ansible refuses.
 */
export function hostSection(
  uri: string,
  group: string,
  key: YamlNode,
  mapping: YamlMapping,
): HostSection | undefined {
  const known = sections.get(mapping);
  if (known === 'other') return undefined;
  if (known?.group === group && known.uri === uri) return known;
  const section = readSection({ uri, group }, latest.get(key), mapping);
  sections.set(mapping, section ?? 'other');
  if (section) latest.set(key, section);
  return section;
}

type SectionOwner = Pick<HostSection, 'uri' | 'group'>;

function readSection(
  { uri, group }: SectionOwner,
  last: HostSection | undefined,
  mapping: YamlMapping,
): HostSection | undefined {
  const before = last?.group === group && last.uri === uri ? last : undefined;
  const { at, removed, added } = findDifference(before?.mapping.pairs ?? [], mapping.pairs);
  const read: (readonly ListedHost[])[] = [];
  for (const pair of added) {
    const hosts = readEntry({ uri, group }, pair);
    if (!hosts) return undefined;
    read.push(hosts);
  }
  const listed = before?.listed ?? [];
  // Lists of thousands are copied, not made anew.
  const [start, end] = [countIn(listed, 0, at), countIn(listed, at, at + removed.length)];
  const hosts = read.flat();
  const exchange = <T>(items: readonly T[] = [], by: 'hosts' | 'definitions', added: readonly T[]) =>
    spliced(items, start[by], end[by], added);
  return {
    uri,
    group,
    mapping,
    listed: spliced(listed, at, removed.length, read),
    entries: exchange(
      before?.entries,
      'hosts',
      hosts.map(({ entry }) => entry),
    ),
    names: exchange(
      before?.names,
      'hosts',
      hosts.map(({ entry }) => entry.name),
    ),
    definitions: exchange(
      before?.definitions,
      'definitions',
      hosts.flatMap(({ definitions }) => definitions),
    ),
  };
}

/** How much a part of the entries lists. */
function countIn(listed: HostSection['listed'], from: number, to: number) {
  const count = { hosts: 0, definitions: 0 };
  for (let index = from; index < to; index++)
    for (const { definitions } of listed[index] ?? []) {
      count.hosts++;
      count.definitions += definitions.length;
    }
  return count;
}

/** Longer ranges are read one by one, as the limits of an inventory demand. */
const MAX_NAMES = 1000;

function readEntry({ uri, group }: SectionOwner, pair: YamlPair): readonly ListedHost[] | undefined {
  const { key } = pair;
  if (key.kind !== 'scalar' || key.type !== 'str' || key.text === '' || isMergeKey(pair)) return undefined;
  const value = resolveAlias(pair.value);
  const isEmpty = value === undefined || (value.kind === 'scalar' && value.type === 'null');
  if (value?.kind !== 'mapping' && !isEmpty) return undefined;
  const expanded = expandHostPattern(key.text, MAX_NAMES);
  if ('problem' in expanded || expanded.port !== undefined || expanded.names.length === 0) return undefined;
  const location = { uri, span: key.span, group, pattern: key.text };
  return expanded.names.map((name) => ({
    entry: firstEntry(name, location),
    definitions: value?.kind === 'mapping' ? definitionsOfHost(uri, value, name) : [],
  }));
}
