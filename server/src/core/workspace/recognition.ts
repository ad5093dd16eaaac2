// Whose inventory is this? Decided by content, so that other people's clusters are left in peace.
import type { InventoryModel } from '../inventory/model.ts';
import type { VariableSchema } from '../schema/variableSchema.ts';

/** What a document is to this product. Only `k3s-ansible` inventories are checked. */
export type Recognition =
  | { readonly kind: 'k3s-ansible' }
  | { readonly kind: 'sibling'; readonly project: string }
  | { readonly kind: 'other' };
