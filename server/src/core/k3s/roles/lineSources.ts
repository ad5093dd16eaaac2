// Where each line of a previewed file comes from: the variables it was made of, and the lines of the inventory that say
// what stands there.
import type { Location, VariableDefinition } from '../../ansible/model/model.ts';
import { effectiveVariable } from '../../ansible/model/queries.ts';
import { evaluateTemplate } from '../../jinja/evaluate.ts';
import { hasJinja } from '../../jinja/parse.ts';
import { spanOf } from '../../text/span.ts';
import { clusterGroups } from '../clusterGroups.ts';
import { fileOf, type InventoryContext } from '../context.ts';
import { INSTALLER, type NodePreview, type Origin } from './node.ts';
import { createNodeScopes, type NodeScope, type Read } from './nodeScope.ts';

/** A variable that a line was made of. */
export interface LineSource extends Read {
  readonly place: Location;
}

/** A line of a file on a node. */
export interface NodeLine {
  readonly path: string;
  /** From 0. */
  readonly line: number;
  /** The setting that it is, or belongs to. */
  readonly key?: string;
}

/** The files by their paths, the call of the install script among them, a line for each variable. */
export function textsOf({ files, installer }: NodePreview): ReadonlyMap<string, string> {
  const texts = new Map([...files].map(([path, { content }]) => [path, content]));
  if (installer)
    texts.set(
      INSTALLER,
      Object.entries(installer.environment)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
  return texts;
}

/** The lines of one node's files, for features that go from a preview to the inventory. */
export interface LineReader {
  /** With their keys. */
  linesOf(path: string): readonly NodeLine[];
  sourcesOf(line: NodeLine): readonly LineSource[];
}

/** A reader for one node. Scopes can be handed in, so that several nodes share what they have worked out. */
export function createLineReader(
  context: InventoryContext,
  host: string,
  node: NodePreview,
  scopes = createNodeScopes(context),
): LineReader {
  const texts = new Map([...textsOf(node)].map(([path, text]) => [path, text.split('\n')]));
  const scope = scopes.shown(host);
  const lookUp = createLookUp(context);
  return {
    linesOf: (path) => keyed(path, texts.get(path) ?? []),
    sourcesOf({ path, line, key }) {
      const text = texts.get(path)?.[line] ?? '';
      if (text === '') return [];
      const found = originsOf(node.origins.get(path) ?? [], text, key).flatMap(({ reads }) => {
        const exact = scope && exactSource(lookUp, scope, reads, { text, key });
        return exact ?? reads.flatMap(lookUp.definitionOf);
      });
      return [...new Map(found.map((one) => [`${one.place.uri} ${one.place.span.start}`, one])).values()];
    },
  };
}

/** What stands in the first column is a setting, and what follows belongs to it. */
function keyed(path: string, lines: readonly string[]): readonly NodeLine[] {
  const isYaml = path.endsWith('.yaml');
  let key: string | undefined;
  return lines.flatMap((text, line) => {
    const name = isYaml ? keyOf(text) : /^(\w+)=/.exec(text)?.[1];
    if (name !== undefined || !isYaml) key = name;
    if (text === '' && line === lines.length - 1) return [];
    return [{ path, line, ...(key !== undefined && { key }) }];
  });
}

const keyOf = (line: string): string | undefined => /^["']?([\w.-]+)["']?\s*:(?:\s|$)/.exec(line)?.[1];

/** Of what a file is made of, what has to do with a line. */
function originsOf(origins: readonly Origin[], text: string, key: string | undefined): readonly Origin[] {
  const named = origins.filter(({ part }) => part !== undefined && (part === key || part === text));
  const possible = named.length > 0 ? named : origins.filter(({ part }) => part === undefined);
  const matching = possible.filter((origin) => origin.text !== undefined && isPartOf(origin.text, text));
  return matching.length > 0 ? matching : possible;
}

/** A whole text stands in the line, or the line is one of its words. */
function isPartOf(whole: string, line: string): boolean {
  const text = whole.trim();
  const word = line.trim().replace(/^'|'? ?\\?$/g, '');
  return text !== '' && (line.includes(text) || text.split(/\s+/).includes(word));
}

type LookUp = ReturnType<typeof createLookUp>;

/** The lines of definitions, gone through once each. */
function createLookUp(context: InventoryContext) {
  const { model } = context;
  const known = new Map<VariableDefinition, DefinitionLines>();
  const effective = ({ host, name }: Read): VariableDefinition | undefined =>
    model.hosts.has(host) ? effectiveVariable(model, host, name)?.definition : undefined;
  return {
    definitionOf(read: Read): readonly LineSource[] {
      // Who the first server is, is said by its group.
      const group = read.name === 'groups' ? model.groups.get(clusterGroups(model)?.server ?? '') : undefined;
      const place = group?.locations[0];
      if (place) return [{ ...read, place }];
      const definition = effective(read);
      return definition ? [{ ...read, place: { uri: definition.uri, span: definition.keySpan } }] : [];
    },
    linesOf(read: Read): DefinitionLines | undefined {
      const definition = effective(read);
      if (!definition) return undefined;
      const lines = known.get(definition) ?? linesOf(context, definition);
      known.set(definition, lines);
      return lines;
    },
  };
}

interface DefinitionLine {
  readonly place: Location;
  /** With the lines that are indented deeper. */
  readonly text: string;
}

interface DefinitionLines {
  readonly byText: ReadonlyMap<string, DefinitionLine>;
  readonly byName: ReadonlyMap<string, DefinitionLine>;
}

function linesOf(context: InventoryContext, { uri, span }: VariableDefinition): DefinitionLines {
  const source = fileOf(context, uri)?.source;
  const byText = new Map<string, DefinitionLine>();
  const byName = new Map<string, DefinitionLine>();
  const lines = source?.slice(span.start, span.end).split('\n') ?? [];
  let at = span.start;
  for (const [index, line] of lines.entries()) {
    const [indent = ''] = /^\s*/.exec(line) ?? [];
    const bare = line.trim();
    // The first line begins with the name itself.
    if (bare !== '' && index > 0) {
      const start = at + indent.length;
      const found = {
        place: { uri, span: spanOf(start, start + bare.length) },
        text: [line, ...deeper(lines, index, indent.length)].join('\n'),
      };
      const text = plain(bare);
      if (!byText.has(text)) byText.set(text, found);
      const name = nameOf(text);
      if (name !== undefined && !byName.has(name)) byName.set(name, found);
    }
    at += line.length + 1;
  }
  return { byText, byName };
}

function deeper(lines: readonly string[], index: number, indent: number): readonly string[] {
  const rest = lines.slice(index + 1, index + 1 + MAX_LINES);
  const isDash = (line: string | undefined): boolean => /^\s*- /.test(line ?? '');
  // The items of a list may stand in the column of its name.
  const holdsList = !isDash(lines[index]);
  const end = rest.findIndex((line) => {
    const own = line.search(/\S/);
    return own !== -1 && (own < indent || (own === indent && !(holdsList && isDash(line))));
  });
  return end === -1 ? rest : rest.slice(0, end);
}

/** No setting has more. */
const MAX_LINES = 50;

/** Without the dash of a list and quotes. */
const plain = (text: string): string => text.replace(/^-\s+/, '').replace(/^(["'])(.*)\1$/, '$2');

const nameOf = (text: string): string | undefined => /^["']?([\w.-]+)["']?\s*[:=]/.exec(text)?.[1];

/** The line of a definition that says it; with the variables that this line reads. */
function exactSource(
  lookUp: LookUp,
  scope: NodeScope,
  reads: readonly Read[],
  { text, key }: { readonly text: string; readonly key: string | undefined },
): readonly LineSource[] | undefined {
  const bare = plain(text.trim());
  for (const read of reads) {
    const lines = lookUp.linesOf(read);
    const name = nameOf(bare);
    const found =
      lines?.byText.get(bare) ??
      (name === undefined ? undefined : lines?.byName.get(name)) ??
      (key === undefined ? undefined : lines?.byName.get(key));
    if (!found) continue;
    const inner = hasJinja(found.text)
      ? scope.traced(() => evaluateTemplate(found.text, scope)).reads.flatMap(lookUp.definitionOf)
      : [];
    return [{ ...read, place: found.place }, ...inner];
  }
  return undefined;
}
