// "New Inventory", as client and server speak of it.
import type { InventoryWish, SealedSecrets } from '../core/index.ts';
import { method } from './method.ts';

export type { InventoryWish, SealedSecrets };

export interface NewInventoryParams {
  readonly wish: InventoryWish;
  readonly sealed: SealedSecrets;
}

export const newInventory = method<NewInventoryParams, { readonly text: string }>('newInventory');
