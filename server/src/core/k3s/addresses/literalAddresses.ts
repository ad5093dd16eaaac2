// Every `ansible_host` by its text, kept up to date definition by definition: who shares one shows without a look at all.

import { literalOf } from '../../ansible/model/definitions.ts';
import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { fold } from '../../query/query.ts';
import { findDifference } from '../../text/findDifference.ts';

export interface LiteralAddresses {
  readonly definitions: readonly VariableDefinition[];
  /** Those of hosts that say where they are, by their text in lower case. */
  readonly byText: Map<string, VariableDefinition[]>;
  /** The texts that stand there more than once. */
  readonly repeated: Set<string>;
  /** The hosts with a definition of their own; another set only when they are others. */
  readonly owners: ReadonlySet<string>;
  readonly ofGroups: readonly VariableDefinition[];
}

export const literalAddresses = fold((before: LiteralAddresses | undefined, model: InventoryModel) =>
  indexAddresses(definitionsOf(model, 'ansible_host'), before),
);

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
  const isSame = before && hasSameOwners(removed, added);
  return {
    definitions,
    byText,
    repeated,
    owners: isSame ? before.owners : ownersOf(definitions),
    ofGroups: isSame ? before.ofGroups : definitions.filter(({ owner }) => owner.kind === 'group'),
  };
}

const hasSameOwners = (a: readonly VariableDefinition[], b: readonly VariableDefinition[]): boolean =>
  a.length === b.length &&
  a.every(({ owner }, index) => owner.kind === 'host' && owner.name === b[index]?.owner.name);

const ownersOf = (definitions: readonly VariableDefinition[]): ReadonlySet<string> =>
  new Set(definitions.flatMap(({ owner: { kind, name } }) => (kind === 'host' ? [name] : [])));

const textOf = (definition: VariableDefinition): string | undefined =>
  definition.owner.kind === 'host' ? literalOf(definition)?.text.trim().toLowerCase() : undefined;
