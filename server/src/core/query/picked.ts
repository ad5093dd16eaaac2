// What is found in the items of a list, one by one: after an edit, only in those that are new.

import { findDifference } from '../text/findDifference.ts';

/** The state of such a fold: the items it has seen, and what was found in each. */
export interface Picked<Item, T> {
  readonly items: readonly Item[];
  readonly found: Map<Item, T>;
}

/** Searching fewer items again is as fast as remembering that nothing was found in them. */
const FEW = 20;

/** Whether what was picked saves anything when it is kept: where lists hold lists, most have few items and nothing. */
export const isWorthKeeping = <Item, T>({ items, found }: Picked<Item, T>): boolean =>
  found.size > 0 || items.length > FEW;

/**
 * Brings up to date, and uses up, what was picked from the list as it was before. `pick` also gets what was picked of the
 * item that this one takes the place of, where it takes the place of one.
 */
export function pickFrom<Item, T>(
  before: Picked<Item, T> | undefined,
  items: readonly Item[],
  pick: (item: Item, before: T | undefined) => T | undefined,
): Picked<Item, T> {
  const found = before?.found ?? new Map<Item, T>();
  const { removed, added } = findDifference(before?.items ?? [], items);
  const replaced = removed.length === added.length ? removed.map((item) => found.get(item)) : [];
  for (const item of removed) found.delete(item);
  for (const [index, item] of added.entries()) {
    const picked = pick(item, replaced[index]);
    if (picked !== undefined) found.set(item, picked);
  }
  return { items, found };
}

/** What was picked, in the order of the items. */
export function pickedInOrder<Item, T>({ items, found }: Picked<Item, T>): readonly T[] {
  const picked: T[] = [];
  if (found.size === 0) return picked;
  for (const item of items) {
    const one = found.get(item);
    if (one !== undefined) picked.push(one);
  }
  return picked;
}
