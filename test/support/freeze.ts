// Freezes an inventory that has been handed out: a test that changes it throws.
import type { InventoryContext } from '../../server/src/core/k3s/context.ts';

/** Nodes and spans move with the text, and belong to the document. */
const OF_THE_DOCUMENT = new Set(['value', 'span', 'keySpan', 'source', 'document']);

const refuse = (): never => {
  throw new Error('what has been handed out is changed in place');
};

function freezeDeep(item: unknown): void {
  if (typeof item !== 'object' || item === null || Object.isFrozen(item)) return;
  if (item instanceof Map) {
    for (const value of item.values()) freezeDeep(value);
    Object.assign(item, { set: refuse, delete: refuse, clear: refuse });
  }
  if (item instanceof Set) {
    for (const value of item) freezeDeep(value);
    Object.assign(item, { add: refuse, delete: refuse, clear: refuse });
  }
  for (const [key, value] of Object.entries(item)) if (!OF_THE_DOCUMENT.has(key)) freezeDeep(value);
  Object.freeze(item);
}

/** The context with all its parts. */
export function freezeContext(context: InventoryContext): void {
  const { model, ...parts } = context;
  // Already frozen, but only itself.
  for (const part of Object.values(model)) freezeDeep(part);
  freezeDeep(parts);
  Object.freeze(context);
}
