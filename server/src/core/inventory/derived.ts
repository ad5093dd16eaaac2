// What is worked out from a model, kept where somebody keeps answers.
import type { InventoryModel } from './model.ts';

/**
 * What `compute` makes of the model, worked out once where answers are kept. The key says what it is, and all that
 * it depends on besides the model. `before` is what it was when the model was another.
 */
export const derived = <T>(
  model: InventoryModel,
  key: string,
  compute: (model: InventoryModel, before: T | undefined) => T,
): T => (model.derive ? model.derive(key, compute) : compute(model, undefined));

/** What `compute` makes of a part of the model, such as a definition, and of nothing else. */
export const recalled = <Item extends object, T>(
  model: InventoryModel,
  key: string,
  item: Item,
  compute: (item: Item) => T,
): T => (model.recall ? model.recall(key, item, compute) : compute(item));
