// What a document is taken for, as client and server exchange it.
import type { Position } from 'vscode-languageserver';
import type { DocumentStatus } from '../core/index.ts';
import { method } from './method.ts';

export type { DocumentStatus };

/** What a hover leaves out because it is secret; asked for with a click only. */
export const hiddenText = method<
  { readonly uri: string; readonly position: Position },
  { readonly text: string } | null
>('hiddenText');

/** The page of a rule or a variable as Markdown, in the user's language; `null` where there is none of the name. */
export const page = method<{ readonly name: string }, { readonly markdown: string } | null>('page');

/** For the status bar: answered for every document, also for one that belongs to no inventory. */
export const documentStatus = method<{ readonly uri: string }, DocumentStatus>('documentStatus');
