// A YAML inventory source → the draft. Knows YAML's nodes and Ansible's structure, nothing of precedence.
// Read from ansible-core 2.14.18, plugins/inventory/yaml.py.
import type { SourceText } from '../../text/sourceText.ts';
import type { Span } from '../../text/span.ts';
import {
  resolveAlias,
  type YamlDocument,
  type YamlMapping,
  type YamlNode,
  type YamlScalar,
  type YamlSequence,
} from '../../yaml/tree.ts';
import type { HostLocation, Location } from '../model/model.ts';
import { type DraftVariable, variablesOf } from './definitions.ts';
import type { InventoryDraft } from './draft.ts';
import { type Entry, entriesOf, findEntry, isTruthy } from './entries.ts';
import { hostSection } from './hostSection.ts';
import { expandListedHost, listHosts } from './listHosts.ts';

type Value = YamlMapping | YamlSequence | YamlScalar;
type Section = 'vars' | 'children' | 'hosts';
const SECTIONS: readonly Section[] = ['vars', 'children', 'hosts'];

/** Anchors can make a group contain itself. */
const MAX_DEPTH = 100;

interface Reading {
  readonly uri: string;
  readonly draft: InventoryDraft;
}

/** A key as it stands in the file: in a mapping, in a list, or as the only word of a section. */
interface Named {
  readonly key: Value;
  readonly span: Span;
  readonly value: Value | undefined;
  /** The section is a string instead of a mapping: several names may have run into one. */
  readonly bare?: boolean;
}

/**
 * Adds a YAML source to the draft. A text with a syntax error is read as far as its tree goes, and the draft notes
 * that something was lost: what seems missing then may be there.
 */
export function readYamlSource(source: SourceText, document: YamlDocument, draft: InventoryDraft): void {
  const { uri } = source;
  const root = resolveAlias(document.root);
  const broken = document.problems.find((problem) => problem.fatal);
  if (broken) {
    draft.unknowns.push({ uri, reason: 'unparsable', span: broken.span });
    draft.lose();
    if (root?.kind !== 'mapping') return;
  }
  const location: Location = { uri, span: root?.span ?? { start: 0, end: 0 } };
  if (!isTruthy(root)) {
    // If not a single line can be read, the INI plugin reads the file after all.
    if (draft.lenient && hasOnlyComments(source.text)) draft.report('empty', location, '');
    else draft.refuse('empty', location, '');
  } else if (root?.kind !== 'mapping') draft.refuse('root-not-mapping', location, '');
  else if (isTruthy(findEntry(root, 'plugin')?.value)) {
    draft.unknowns.push({ uri, reason: 'plugin', span: root.span });
    draft.lose();
  } else {
    const reading: Reading = { uri, draft };
    for (const entry of entriesOf(root)) readGroup(reading, namedOf(entry), 0);
  }
}

const namedOf = ({ key, pair, value }: Entry): Named => ({ key, span: pair.key.span, value });

/** Reads a group; gives its name when it exists afterwards. */
function readGroup(reading: Reading, named: Named, depth: number): string | undefined {
  const { draft, uri } = reading;
  const { key, value } = named;
  const location = { uri, span: named.span };
  if (draft.stopped) return undefined;
  if (value && value.kind !== 'mapping' && !isNull(value)) return skipGroup(reading, named, depth);
  if (key.kind !== 'scalar' || key.type !== 'str' || key.text === '') {
    draft.refuse('key-not-string', location, textOf(key));
    return undefined;
  }
  if (!draft.take(1 + (value?.kind === 'mapping' ? value.pairs.length : 0), location, key.text))
    return undefined;
  if (depth > MAX_DEPTH) {
    draft.refuse('group-loop', location, key.text);
    return undefined;
  }
  if (named.bare && /[\s,]/.test(key.text.trim())) draft.report('group-without-colon', location, key.text);
  draft.addGroup(key.text, location);
  if (value?.kind === 'mapping') readSections(reading, key.text, value, depth);
  return key.text;
}

/** Neither a mapping nor empty: Ansible warns and does not add the group. */
function skipGroup({ draft, uri }: Reading, { key, span }: Named, depth: number): string | undefined {
  const name = textOf(key);
  const known = draft.groups.has(name) || draft.hasHost(name);
  // Adding a child that does not exist is what Ansible then fails on.
  if (depth === 0 || known) {
    draft.report('group-not-mapping', { uri, span }, name);
    return name;
  }
  draft.refuse('group-not-mapping', { uri, span }, name);
  if (draft.lenient) draft.addGroup(name, { uri, span });
  return name;
}

function readSections(reading: Reading, group: string, mapping: YamlMapping, depth: number): void {
  const { draft, uri } = reading;
  const entries = entriesOf(mapping);
  for (const section of SECTIONS) {
    const entry = entries.find((candidate) => isSection(candidate, section));
    const value = entry?.value;
    if (!entry || !value || value.kind === 'mapping' || isNull(value) || isText(value)) continue;
    const code = section === 'hosts' && value.kind === 'sequence' ? 'hosts-list' : 'section-not-mapping';
    draft.refuse(code, { uri, span: entry.pair.key.span }, section, group);
  }
  for (const entry of entries) {
    const section = SECTIONS.find((candidate) => isSection(entry, candidate));
    if (section === undefined)
      draft.report('unexpected-key', { uri, span: entry.pair.key.span }, entry.name, group);
    else if (section === 'vars') readVars(reading, group, entry);
    else readMembers(reading, group, section, entry, depth);
  }
}

const isSection = ({ key, name }: Entry, section: Section): boolean => key.type === 'str' && name === section;

function readVars({ uri, draft }: Reading, group: string, { value }: Entry): void {
  if (value) for (const variable of variablesIn(uri, value)) draft.setVariable(group, variable);
}

/** The variables that a value holds, which should be a mapping. */
export function variablesIn(uri: string, node: YamlNode): readonly DraftVariable[] {
  const value = resolveAlias(node);
  if (value && isText(value)) return [{ name: value.text, uri, span: value.span, keySpan: value.span }];
  return mappingsOf(value).flatMap((mapping) => variablesOf(uri, mapping));
}

/** The mapping, or, for a lenient reader, the mappings of a list. */
const mappingsOf = (value: Value | undefined): readonly YamlMapping[] => {
  if (value?.kind === 'mapping') return [value];
  if (value?.kind !== 'sequence') return [];
  return value.items.map(resolveAlias).filter((item) => item?.kind === 'mapping');
};

function readMembers(reading: Reading, group: string, section: Section, entry: Entry, depth: number): void {
  const { value, pair } = entry;
  const size = value?.kind === 'mapping' ? value.pairs.length : 1;
  if (!reading.draft.take(size, { uri: reading.uri, span: pair.key.span }, section, group)) return;
  if (section === 'hosts' && reading.draft.readsSections) {
    readHostsAtOnce(reading, group, entry);
    return;
  }
  for (const member of membersOf(value)) {
    if (section === 'hosts') readHost(reading, group, member);
    else readChild(reading, group, member, depth);
  }
}

function readHostsAtOnce({ uri, draft }: Reading, group: string, { value, pair }: Entry): void {
  if (!value || isNull(value) || draft.stopped) return;
  const section = value.kind === 'mapping' ? hostSection(uri, group, pair.key, value) : undefined;
  draft.addSection(section, { uri, span: pair.key.span });
}

function membersOf(value: Value | undefined): readonly Named[] {
  if (!value) return [];
  if (isText(value)) return [{ key: value, span: value.span, value: undefined, bare: true }];
  if (value.kind === 'mapping') return entriesOf(value).map(namedOf);
  return value.kind === 'sequence' ? value.items.flatMap(listedMembers) : [];
}

/** A list is refused; these are the names that were meant. */
function listedMembers(item: YamlNode): readonly Named[] {
  const value = resolveAlias(item);
  if (value?.kind === 'mapping') return entriesOf(value).map(namedOf);
  return value && isText(value) ? [{ key: value, span: item.span, value: undefined }] : [];
}

function readChild(reading: Reading, group: string, member: Named, depth: number): void {
  const child = readGroup(reading, member, depth + 1);
  if (child === undefined) return;
  if (reading.draft.addChild(group, child) !== 'loop') return;
  reading.draft.refuse('group-loop', { uri: reading.uri, span: member.span }, child, group);
}

function readHost({ uri, draft }: Reading, group: string, { key, value, span, bare }: Named): void {
  if (key.kind !== 'scalar' || key.type !== 'str') {
    draft.refuse('key-not-string', { uri, span }, textOf(key), group);
    return;
  }
  const location: HostLocation = { uri, span, group, pattern: key.text };
  if (bare && /[\s,]/.test(key.text.trim())) draft.report('host-without-colon', location, key.text, group);
  const hosts = expandListedHost(draft, location);
  if (!hosts) return;
  if (value && value.kind !== 'mapping' && isTruthy(value))
    draft.refuse('host-not-mapping', location, key.text, group);
  listHosts(draft, hosts, location, value?.kind === 'mapping' ? value : []);
}

const hasOnlyComments = (text: string): boolean =>
  text.split(/[\r\n]/).every((line) => /^\s*(?:#.*)?$/.test(line));

const isNull = (value: Value): boolean => value.kind === 'scalar' && value.type === 'null';

const isText = (value: Value): value is YamlScalar => value.kind === 'scalar' && value.type === 'str';

const textOf = (value: Value): string => (value.kind === 'scalar' ? value.text : '');
