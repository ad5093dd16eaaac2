// What is worked out from a model, kept where somebody keeps answers.
import type { InventoryModel } from './model.ts';

/**
 * What `compute` makes of the model, worked out once where answers are kept. The key says what it is, and all that
 * it depends on besides the model. Where it comes out as before, what was worked out from it still holds.
 */
export const derived = <T>(model: InventoryModel, key: string, compute: (model: InventoryModel) => T): T =>
  model.derive ? model.derive(key, compute) : compute(model);

/**
 * The same for what is brought up to date instead of being worked out anew: `compute` gets what it gave when the model
 * was another, and may use it up. For those who read it, it is another each time.
 */
export const followed = <T>(
  model: InventoryModel,
  key: string,
  compute: (model: InventoryModel, before: T | undefined) => T,
): T => (model.follow ? model.follow(key, compute) : compute(model, undefined));

/** What `compute` makes of a part of the model, such as a definition, and of nothing else. */
export const recalled = <Item extends object, T>(
  model: InventoryModel,
  key: string,
  item: Item,
  compute: (item: Item) => T,
): T => (model.recall ? model.recall(key, item, compute) : compute(item));
