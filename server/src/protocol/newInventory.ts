// "New Inventory", as client and server exchange it.
import type { InventoryWish, SealedSecrets } from '../core/index.ts';
import { method } from './method.ts';

export type { InventoryWish, SealedSecrets };

/** What the user has answered, and the secrets that the client had encrypted before it asked. */
export interface NewInventoryParams {
  readonly wish: InventoryWish;
  readonly sealed: SealedSecrets;
}

/** The text of a new inventory. Nothing is written: the client opens it as an unsaved document. */
export const newInventory = method<NewInventoryParams, { readonly text: string }>('newInventory');
