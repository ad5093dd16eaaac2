// "Migrate Inventory", as client and server exchange it.
import { method } from './method.ts';

/** Any document of the inventory that is to be migrated. */
export interface MigrationParams {
  readonly uri: string;
}

/** The texts are those of whole files, secrets included, for the new files of the same user. */
export interface PlannedMigration {
  /** The URI of the folder that holds all files as they are now. */
  readonly folder: string;
  /** Made from the document `from`; `path` is below a folder of one’s choice. */
  readonly files: readonly { readonly from: string; readonly path: string; readonly text: string }[];
  readonly markdown: string;
}

/** `null` where the document belongs to no inventory. */
export const migrationPlan = method<MigrationParams, PlannedMigration | { readonly refused: string } | null>(
  'migrationPlan',
);
