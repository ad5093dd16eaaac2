// The groups and hosts as `ansible-inventory --graph` prints them. Knows the text's form only.
// Read from ansible-core 2.14.18, cli/inventory.py.
import type { InventoryModel } from '../model/model.ts';

/** One line for each group and host, a group as often as it has parents. */
export const toAnsibleGraph = (model: InventoryModel): string => [...linesOf(model, 'all', 0)].join('\n');

function* linesOf(model: InventoryModel, name: string, depth: number): Generator<string, void, undefined> {
  yield indented(`@${name}:`, depth);
  const group = model.groups.get(name);
  for (const child of group?.children ?? []) yield* linesOf(model, child, depth + 1);
  if (name === 'all') return;
  for (const host of group?.hosts ?? []) yield indented(host, depth + 1);
}

const indented = (text: string, depth: number): string =>
  depth === 0 ? text : `${'  |'.repeat(depth)}--${text}`;
