// The airgap report, as client and server exchange it.
import type { ReportEnd, ReportRow } from '../core/index.ts';
import { method } from './method.ts';

export type { ReportEnd, ReportRow };

/** What `airgapReport` is asked with. */
export interface AirgapParams {
  readonly uri: string;
  /** The URI of the folder of the playbook that is run; looked for near the inventory where it is not given. */
  readonly playbookFolder?: string;
  /** Under which rows are sent as they become known. */
  readonly partialResultToken?: string | number;
}

/** What is sent while the request is being answered, under its `partialResultToken`. */
export type AirgapProgress = { readonly row: ReportRow } | { readonly done: number; readonly total: number };

/** The whole report, for a client that has not collected the rows on the way. */
export interface AirgapAnswer {
  /** Of two rows with one id, the later. */
  readonly rows: readonly ReportRow[];
  readonly end: ReportEnd;
}

/** `null` where the document belongs to no inventory. */
export const airgapReport = method<AirgapParams, AirgapAnswer | null>('airgapReport');
