// What stands at a place in an inventory, and where else it is named; for features that follow names.
import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { hostsOfGroup } from '../../ansible/model/queries.ts';
import { isSameName, type Reference, type SymbolIndex } from '../../ansible/templates/references.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { isInside, spanTouches } from '../../text/span.ts';
import { hostsOfOwners } from './templateHosts.ts';

/** A context with an index of the names in each file. */
export interface IndexedContext extends InventoryContext {
  /** By the URI of the file. */
  readonly names: ReadonlyMap<string, SymbolIndex>;
}

/** Of several names that touch the offset, the one it stands in. */
export function referenceAt({ names }: IndexedContext, uri: string, offset: number): Reference | undefined {
  const touching = names.get(uri)?.references.filter(({ span }) => spanTouches(span, offset)) ?? [];
  return touching.find(({ span }) => offset < span.end) ?? touching[0];
}

/** Every place of the inventory that names the same, file by file in the order of the text. */
export const referencesTo = (context: IndexedContext, target: Reference): readonly Reference[] =>
  [...context.names.keys()].flatMap((uri) => referencesIn(context, uri, target));

/** The places of one file that name the same as `target`, in the order of the text. */
export const referencesIn = (
  { names, model }: IndexedContext,
  uri: string,
  target: Reference,
): readonly Reference[] =>
  (names.get(uri)?.references ?? [])
    .filter((reference) => isSameName(model, reference, target))
    .sort((a, b) => a.span.start - b.span.start);

/** The definitions whose key stands at the place: several for a range of hosts, none where Ansible drops it. */
export const definitionsAtKey = (
  { definitionsByName }: InventoryModel,
  { name, uri, span }: Pick<Reference, 'name' | 'uri' | 'span'>,
): readonly VariableDefinition[] =>
  (definitionsByName.get(name) ?? []).filter(
    (definition) => definition.uri === uri && isInside(span, definition.keySpan),
  );

/** The hosts for which a variable is used or set at the place. */
export function hostsConcerned({ model }: InventoryContext, target: Reference): readonly string[] {
  const { of, uri, span } = target;
  if (target.role === 'definition') return hostsOfOwners(model, definitionsAtKey(model, target));
  if (of === 'any') return [...model.hosts.keys()];
  if (of === undefined || of === 'same') {
    const around = model.definitions.filter((each) => each.uri === uri && isInside(span, each.span));
    return hostsOfOwners(model, around);
  }
  if ('host' in of) return model.hosts.has(of.host) ? [of.host] : [];
  const host = hostsOfGroup(model, of.group).at(of.index);
  return host === undefined ? [] : [host];
}
