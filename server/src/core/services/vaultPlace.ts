// What requests about secrets have in common: the place that is meant, and the change that is answered.

import type { SecretChange } from '../features/vault/secretChange.ts';
import { msg } from '../text/message.ts';
import { type LineColumn, offsetAt, type SourceText } from '../text/sourceText.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { type DocumentEdits, toDocumentEdits } from './ranges.ts';

/** Made in this order: new files, edits of texts, renamed files. */
export interface FileChange {
  readonly documents: readonly (DocumentEdits & { readonly uri: string })[];
  readonly renamed: SecretChange['renamed'];
  readonly created: SecretChange['created'];
}

/** Why nothing is done. */
export type Refused = { readonly refused: string; readonly mayBePassword?: true };
/** The change, or why there is none. `mayBePassword`: it may work with another password. */
export type ChangeOutcome = FileChange | Refused;

/** A place in a file, as the user saw it. */
export interface VaultPlace {
  readonly uri: string;
  /** Without it, the file's only vault text is meant. */
  readonly position?: LineColumn;
  /** The version the user was looking at; another one now means refusal. */
  readonly version?: number;
}

/** Said instead of writing into a text that the user has not seen. */
export const CHANGED = msg('The file has changed; nothing was encrypted. Try again.');

/** Of the place in a text. */
export const offsetIn = (source: SourceText, { position }: VaultPlace): number | undefined =>
  position && offsetAt(source, position);

/** A change of texts alone. */
export const changeOf = (edits: readonly (readonly [SourceText, readonly TextEdit[]])[]): FileChange => ({
  documents: edits.flatMap(([source, made]) =>
    made.length > 0 ? [{ uri: source.uri, ...toDocumentEdits(source, made) }] : [],
  ),
  renamed: [],
  created: [],
});
