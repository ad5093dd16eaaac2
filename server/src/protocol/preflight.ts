// The verdict on an inventory, as client and server exchange it.
import type { PreflightAnswer } from '../core/index.ts';
import { method } from './method.ts';

/** What `preflightReport` is asked with. */
export interface PreflightParams {
  readonly uri: string;
  /** The URI of the folder of the playbook that is run; looked for near the inventory where it is not given. */
  readonly playbookFolder?: string;
}

/** The verdict by itself, for a status, and the whole report for a document. */
export interface PreflightText {
  readonly verdict: PreflightAnswer['verdict'];
  readonly markdown: string;
  /** The line that runs the play, quoted for a shell, with paths from the opened folder that holds the document. */
  readonly command: string;
}

/** `null` where the document belongs to no inventory of k3s-ansible. */
export const preflightReport = method<PreflightParams, PreflightText | null>('preflight');
