// An INI inventory source → the draft. Knows Ansible's INI dialect, nothing of YAML or of precedence.
// Read from ansible-core 2.14.18, plugins/inventory/ini.py.
import type { Span } from '../../../text/span.ts';
import type { HostLocation } from '../../model/model.ts';
import type { DraftVariable } from '../definitions.ts';
import type { InventoryDraft } from '../draft.ts';
import { expandListedHost, listHosts } from '../listHosts.ts';
import { type Piece, slicePiece, splitLines, strip } from './lines.ts';
import { type PlacedText, readPythonValue } from './pythonLiteral.ts';
import { splitWords, type Word } from './shlex.ts';

/** A group that is named before it is declared. */
interface Pending {
  readonly state: 'children' | 'vars';
  readonly span: Span;
  readonly parents: { readonly name: string; readonly span: Span }[];
}

interface Reading {
  readonly uri: string;
  readonly draft: InventoryDraft;
  readonly pending: Map<string, Pending>;
  group: string;
  state: 'hosts' | 'children' | 'vars';
}

/**
 * `[group]` or `[group:state]`, after Ansible's expression for the headers of sections. Whether the state is one of
 * the three that exist is checked afterwards.
 */
export const SECTION = /^\[([^:\]\s]+)(?::([\p{L}\p{N}_]+))?\]\s*(?:#.*)?$/u;
/**
 * A line below `[group:children]`, after Ansible's expression for names of groups: no colon, no closing bracket, no
 * space.
 */
export const GROUP_NAME = /^([^:\]\s]+)\s*(?:#|$)/;

/**
 * Reads an INI source line by line, as Ansible does, until the draft says that Ansible stops. A group may be named as
 * a child, or have its variables, before it is declared; those that never are get reported at the end.
 */
export function readIniSource(uri: string, text: string, draft: InventoryDraft): void {
  const reading: Reading = { uri, draft, pending: new Map(), group: 'ungrouped', state: 'hosts' };
  for (const raw of splitLines(text)) {
    if (draft.stopped) return;
    const line = strip(raw);
    if (line.text === '' || line.text.startsWith(';') || line.text.startsWith('#')) continue;
    const section = SECTION.exec(line.text);
    if (section) openSection(reading, line, section[1] ?? '', section[2] ?? 'hosts');
    else if (line.text.startsWith('[') && line.text.endsWith(']'))
      refuse(reading, spanOfPiece(line), line.text);
    else if (reading.state === 'hosts') readHost(reading, line);
    else if (reading.state === 'vars') readVariable(reading, line);
    else readChild(reading, line);
  }
  reportPending(reading);
}

const spanOfPiece = ({ text, start }: Piece): Span => ({ start, end: start + text.length });

function refuse({ uri, draft, group }: Reading, span: Span, subject: string): void {
  draft.refuse('ini-syntax', { uri, span }, subject, group);
}

function openSection(reading: Reading, line: Piece, name: string, state: string): void {
  const { draft, pending, uri } = reading;
  const span = { start: line.start + 1, end: line.start + 1 + name.length };
  if (state !== 'hosts' && state !== 'children' && state !== 'vars') {
    refuse(reading, { start: span.end + 1, end: span.end + 1 + state.length }, state);
    // The lines that follow belong to no section; as variables of the group they do the least harm, and of nothing
    // else's that has its name.
    draft.addGroup(name, { uri, span });
    reading.group = name;
    reading.state = 'vars';
    return;
  }
  reading.group = name;
  reading.state = state;
  if (!draft.groups.has(name) && state === 'vars' && !pending.has(name)) {
    pending.set(name, { state, span, parents: [] });
  }
  draft.addGroup(name, { uri, span });
  const awaited = pending.get(name);
  if (!awaited || state === 'vars') return;
  if (awaited.state === 'vars') pending.delete(name);
  else addPendingChild(reading, name, awaited);
}

function addPendingChild(reading: Reading, name: string, awaited: Pending): void {
  reading.pending.delete(name);
  for (const parent of awaited.parents) {
    addChild(reading, parent.name, name, parent.span);
    const above = reading.pending.get(parent.name);
    if (above?.state === 'children') addPendingChild(reading, parent.name, above);
  }
}

function addChild({ draft, uri }: Reading, parent: string, child: string, span: Span): void {
  if (draft.addChild(parent, child) === 'loop') draft.refuse('group-loop', { uri, span }, child, parent);
}

/** Ansible fails on the first name that is not declared; the others are wrong as well. */
function reportPending({ draft, uri, pending }: Reading): void {
  for (const [name, { state, span, parents }] of pending) {
    const parent = parents.at(-1);
    if (state === 'vars') draft.refuse('group-undefined', { uri, span }, name, name);
    else draft.refuse('group-undefined', { uri, span: parent?.span ?? span }, name, parent?.name);
  }
}

/** A line below `[group:children]`. The child may be declared further down, so it waits until then. */
function readChild(reading: Reading, line: Piece): void {
  const { draft, pending, group, uri } = reading;
  const name = GROUP_NAME.exec(line.text)?.[1];
  if (name === undefined) {
    refuse(reading, spanOfPiece(line), line.text);
    return;
  }
  const span = { start: line.start, end: line.start + name.length };
  if (draft.groups.has(name)) {
    draft.addGroup(name, { uri, span });
    addChild(reading, group, name, span);
    return;
  }
  const awaited = pending.get(name);
  if (awaited) awaited.parents.push({ name: group, span });
  else pending.set(name, { state: 'children', span, parents: [{ name: group, span }] });
}

function readVariable(reading: Reading, line: Piece): void {
  const equals = line.text.indexOf('=');
  if (equals < 0) {
    refuse(reading, spanOfPiece(line), line.text);
    return;
  }
  const key = strip(slicePiece(line, 0, equals));
  const value = strip(slicePiece(line, equals + 1));
  // The span of an empty value is right behind the sign.
  const start = value.text === '' ? line.start + equals + 1 : value.start;
  const offsets = Array.from(value.text, (_, index) => start + index);
  const placed = { text: value.text, offsets, span: { start, end: start + value.text.length } };
  const variable = assign(reading, key.text, spanOfPiece(key), placed);
  if (variable) reading.draft.setVariable(reading.group, variable);
}

/**
 * A variable with its value as Python reads it; a set or a dict with keys that cannot be hashed makes Ansible refuse
 * the source.
 */
function assign(
  reading: Reading,
  name: string,
  keySpan: Span,
  source: PlacedText,
): DraftVariable | undefined {
  const value = readPythonValue(source);
  const { uri } = reading;
  const span = { start: keySpan.start, end: Math.max(source.span.end, keySpan.end) };
  if (value !== 'unhashable') return { name, uri, keySpan, span, value };
  refuse(reading, span, name);
  return undefined;
}

function readHost(reading: Reading, line: Piece): void {
  const words = splitWords(line);
  if ('problem' in words) {
    refuse(reading, spanOfPiece(line), line.text);
    return;
  }
  const [host, ...assignments] = words;
  if (!host) return;
  const location: HostLocation = {
    uri: reading.uri,
    span: host.span,
    group: reading.group,
    pattern: host.text,
  };
  const hosts = expandListedHost(reading.draft, location);
  if (!hosts) return;
  const endsWithColon = host.text.trim().endsWith(':') && hosts.port === undefined;
  if (endsWithColon || hosts.names.some((name) => name.trim() === '---')) {
    refuse(reading, host.span, host.text);
    return;
  }
  const variables = new Map<string, DraftVariable>();
  for (const word of assignments) {
    const variable = readAssignment(reading, word);
    if (reading.draft.stopped) return;
    if (variable) variables.set(variable.name, variable);
  }
  listHosts(reading.draft, hosts, location, [...variables.values()]);
}

function readAssignment(reading: Reading, word: Word): DraftVariable | undefined {
  const equals = word.text.indexOf('=');
  if (equals < 0) {
    refuse(reading, word.span, word.text);
    return undefined;
  }
  const sign = word.offsets[equals] ?? word.span.end;
  const source: PlacedText = {
    text: word.text.slice(equals + 1),
    offsets: word.offsets.slice(equals + 1),
    span: { start: Math.min(sign + 1, word.span.end), end: word.span.end },
  };
  return assign(reading, word.text.slice(0, equals), { start: word.span.start, end: sign }, source);
}
