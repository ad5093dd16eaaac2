// Every `ansible_host` by its text, updated definition by definition, so that addresses that hosts share are known
// without a search.

import { literalOf } from '../../ansible/model/definitions.ts';
import { hostEntries } from '../../ansible/model/eachHost.ts';
import type { HostEntry, InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { ownDefinitions } from '../../ansible/model/ownDefinitions.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { fold, query } from '../../query/query.ts';
import { findDifference } from '../../text/findDifference.ts';

/** The state of the fold {@link literalAddresses}: the definitions it has seen, and the index over them. */
export interface LiteralAddresses {
  readonly definitions: readonly VariableDefinition[];
  /** Definitions for single hosts, by their text in lower case. */
  readonly byText: Map<string, VariableDefinition[]>;
  /** Texts with more than one definition. */
  readonly repeated: Set<string>;
  readonly ofGroups: readonly VariableDefinition[];
}

/** A fold, so that an edit of one address costs the same with ten hosts and with ten thousand. */
export const literalAddresses = fold((before: LiteralAddresses | undefined, model: InventoryModel) =>
  indexAddresses(definitionsOf(model, 'ansible_host'), before),
);

/**
 * Brings the index up to date. The maps of the previous state are changed in place, as a fold may: only the newest
 * state is ever read.
 */
function indexAddresses(
  definitions: readonly VariableDefinition[],
  before: LiteralAddresses | undefined,
): LiteralAddresses {
  const byText = before?.byText ?? new Map<string, VariableDefinition[]>();
  const repeated = before?.repeated ?? new Set<string>();
  const { removed, added } = findDifference(before?.definitions ?? [], definitions);
  for (const definition of removed) {
    const text = textOf(definition);
    const found = text === undefined ? undefined : byText.get(text);
    if (text === undefined || !found) continue;
    found.splice(found.indexOf(definition), 1);
    if (found.length < 2) repeated.delete(text);
    if (found.length === 0) byText.delete(text);
  }
  for (const definition of added) {
    const text = textOf(definition);
    if (text === undefined) continue;
    const found = byText.get(text);
    if (found) found.push(definition);
    else byText.set(text, [definition]);
    if (found) repeated.add(text);
  }
  const isSame = before && ![...removed, ...added].some(isOfGroup);
  return {
    definitions,
    byText,
    repeated,
    ofGroups: isSame ? before.ofGroups : definitions.filter(isOfGroup),
  };
}

const isOfGroup = ({ owner }: VariableDefinition): boolean => owner.kind === 'group';

/** The hosts that have no `ansible_host` of their own, in the order of the inventory. */
export const hostsWithoutOwnAddress = query((model: InventoryModel): readonly string[] => {
  const { entries, without } = addressOwners(model);
  return without.size === 0 ? [] : entries.flatMap(({ name }) => (without.has(name) ? [name] : []));
});

interface AddressOwners {
  readonly definitions: readonly VariableDefinition[];
  readonly entries: readonly HostEntry[];
  readonly without: Set<string>;
}

const addressOwners = fold((before: AddressOwners | undefined, model: InventoryModel): AddressOwners => {
  const { definitions, byHost } = ownDefinitions(model, 'ansible_host');
  const entries = hostEntries(model);
  const without = before?.without ?? new Set<string>();
  const defined = findDifference(before?.definitions ?? [], definitions);
  const hosts = findDifference(before?.entries ?? [], entries);
  const touched = new Set<string>();
  for (const { owner } of [...defined.removed, ...defined.added]) touched.add(owner.name);
  for (const { name } of [...hosts.removed, ...hosts.added]) touched.add(name);
  for (const name of touched)
    if (model.hosts.has(name) && !byHost.has(name)) without.add(name);
    else without.delete(name);
  return { definitions, entries, without };
});

const textOf = (definition: VariableDefinition): string | undefined =>
  definition.owner.kind === 'host' ? literalOf(definition)?.text.trim().toLowerCase() : undefined;
