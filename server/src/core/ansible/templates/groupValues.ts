// The groups of an inventory as templates see them: `groups`, and `group_names` of a host.
import type { Value } from '../../jinja/evaluate.ts';
import { compareText } from '../../text/compareText.ts';
import type { InventoryModel } from '../model/model.ts';
import { groupsOfHost, hostsOfGroup } from '../model/queries.ts';

/** Every group with its hosts. */
export function groupsOf(model: InventoryModel): Value {
  const entries = [...model.groups.keys()].map(
    (name) => [name, { kind: 'list', items: hostsOfGroup(model, name) }] as const,
  );
  return { kind: 'dict', entries: new Map(entries) };
}

/** The groups of a host, sorted, without `all`. */
export const groupNames = (model: InventoryModel, host: string): readonly string[] =>
  groupsOfHost(model, host)
    .map(({ name }) => name)
    .filter((name) => name !== 'all')
    .sort(compareText);
