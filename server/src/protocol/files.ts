// Requests of the server to the client, which reads files through the editor's file system: of remote repositories, and
// all of them where the server runs in a browser.
import { method } from './method.ts';

/** Answered with `null` where nothing is there; `unreadable` is the code of the error. */
type OrNothing<Found> = Found | { readonly unreadable: string } | null;

interface FilePlace {
  readonly uri: string;
}

export interface FoundEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
  readonly link?: true;
}

/** `size` in bytes; a link counts as what it leads to. */
export const fileStat = method<
  FilePlace,
  { readonly kind: 'file' | 'directory'; readonly size: number } | null
>('fileStat');
/** `base64` are the bytes; no more than `limit` of them: a larger file is `tooLarge`. */
export const fileBytes = method<
  FilePlace & { readonly limit: number },
  OrNothing<{ readonly base64: string } | { readonly tooLarge: true }>
>('fileBytes');
export const folderEntries = method<FilePlace, OrNothing<{ readonly entries: readonly FoundEntry[] }>>(
  'folderEntries',
);
