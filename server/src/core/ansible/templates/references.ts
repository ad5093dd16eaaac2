// Every place in an inventory's files that names a group, a host or a variable: as a key, a section, a line, or in a
// template. Collected from each file alone; the model knows what a name means to Ansible.
import { type Span, spanOf } from '../../text/span.ts';
import type { ScalarStyle } from '../../yaml/tree.ts';
import type { InventoryModel, Location } from '../model/model.ts';
import { expandHostPattern } from '../sources/hostPattern.ts';
import { entriesBelow, outlineOf } from '../sources/outline.ts';
import type { OutlineEntry, OutlineFile } from '../sources/outlineEntry.ts';
import { type HostSelector, referencesInTemplate } from './templateReferences.ts';
import { readTemplates, type TemplateString } from './templates.ts';

/** One mention of a name, for references, rename and highlighting. */
export interface Reference extends Location {
  readonly kind: 'group' | 'host' | 'variable';
  /** Of a host range, the range as listed. */
  readonly name: string;
  /** `definition`: where Ansible adds the group or the host, or sets the variable. */
  readonly role: 'definition' | 'use';
  /** Listed hosts with a range, or without sense. */
  readonly isPattern?: true;
  /** In a template, how the scalar around it is written. */
  readonly style?: ScalarStyle;
  /** `.name` behind an object, the dot included. */
  readonly dotSpan?: Span;
  /** For variables in templates. */
  readonly of?: HostSelector;
}

/** What one file names. */
export interface SymbolIndex {
  readonly outline: readonly OutlineEntry[];
  readonly templates: readonly TemplateString[];
  /** In no particular order; each place once. */
  readonly references: readonly Reference[];
}

/**
 * All names in a file. Where the outline and a template mention one at the same place, the template's mention counts,
 * because it knows how the text around it is written.
 */
export function readNames(file: OutlineFile): SymbolIndex {
  const outline = outlineOf(file);
  const templates = readTemplates(outline, file.source.pieces);
  const references = new Map<string, Reference>();
  const add = (reference: Reference): void => {
    const { kind, span } = reference;
    references.set(`${kind} ${span.start}`, reference);
  };
  for (const entry of entriesBelow(outline)) add(referenceOf(file, entry));
  for (const template of templates) for (const use of usesIn(file.source.uri, template)) add(use);
  return { outline, templates, references: [...references.values()] };
}

function referenceOf({ source: { uri } }: OutlineFile, entry: OutlineEntry): Reference {
  const { kind, name, nameSpan: span } = entry;
  const isUse = entry.isMention ?? (entry.section !== undefined && entry.section !== 'hosts');
  const role = isUse ? 'use' : 'definition';
  return kind === 'host' ? hostReference(uri, entry) : { uri, kind, name, span, role };
}

function hostReference(uri: string, { name: listed, nameSpan }: OutlineEntry): Reference {
  const expanded = expandHostPattern(listed, 1);
  const [name] = 'names' in expanded ? expanded.names : [];
  const at = name === undefined ? -1 : listed.indexOf(name);
  if (name === undefined || at < 0)
    return { uri, kind: 'host', name: listed, span: nameSpan, role: 'definition', isPattern: true };
  const isVerbatim = nameSpan.end - nameSpan.start === listed.length;
  const start = nameSpan.start + at;
  const span = isVerbatim ? spanOf(start, start + name.length) : nameSpan;
  return { uri, kind: 'host', name, span, role: 'definition' };
}

function usesIn(uri: string, { scalar, template, map }: TemplateString): readonly Reference[] {
  const place = ({ start, end }: Span): Span => map.spanAt(start, end);
  return referencesInTemplate(template).map(({ dotSpan, ...use }) => ({
    ...use,
    uri,
    role: 'use',
    style: scalar.style,
    span: place(use.span),
    ...(dotSpan && { dotSpan: place(dotSpan) }),
  }));
}

/** Whether two references mean the same; a host range means each of its hosts. */
export function isSameName(model: InventoryModel, a: Reference, b: Reference): boolean {
  if (a.kind !== b.kind) return false;
  if (a.name === b.name && a.isPattern === b.isPattern) return true;
  if (a.isPattern === b.isPattern) return false;
  const [pattern, host] = a.isPattern ? [a, b] : [b, a];
  return isListedAt(model, host.name, pattern);
}

/** Whether the host comes from what is listed at the place. */
const isListedAt = (model: InventoryModel, host: string, { uri, span }: Reference): boolean =>
  model.hosts
    .get(host)
    ?.locations.some(
      (place) => place.uri === uri && place.span.start <= span.start && span.end <= place.span.end,
    ) ?? false;
