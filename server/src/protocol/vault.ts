// Requests about secrets, as client and server exchange them. The client asks for passwords, the server computes edits.
import type { Position, Range, WorkspaceEdit } from 'vscode-languageserver';
import { method } from './method.ts';

/** How a secret is encrypted: in a variable of its own, in an encrypted file, or where it stands. */
export const ENCRYPTION_FORMS = ['encrypt-indirect', 'encrypt-file', 'encrypt-inline'] as const;
/** One of {@link ENCRYPTION_FORMS}. */
export type EncryptionForm = (typeof ENCRYPTION_FORMS)[number];

/** A place in a document as the user saw it. */
export interface VaultPlace {
  readonly uri: string;
  readonly version?: number;
  readonly position?: Position;
  /** The program to use in place of the built-in engine. */
  readonly engine?: string;
}

/** A password that was typed, or the name of the source from which the server takes it. */
export type VaultKey = { readonly vaultId?: string } & (
  | { readonly password: string }
  | { readonly source: string }
);

/** Where Ansible takes a password from. */
export interface OfferedSource {
  readonly vaultId: string;
  readonly kind: 'file' | 'script' | 'prompt';
  readonly path?: string;
  readonly origin: string;
  /** With which a request says that this one was chosen. */
  readonly id: string;
  /** Named by an ansible.cfg that lies in no opened folder: to be used only after a question that shows the path. */
  readonly isFromAbove?: true;
}

/** A value that is encrypted by nothing. */
export interface PlainSecret {
  readonly name: string;
  readonly range: Range;
}

/** An encrypted text in a document. `vaultText` identifies it later, when the document may have changed. */
export interface FoundVault {
  readonly range: Range;
  readonly kind: 'file' | 'value';
  readonly vaultText: string;
  readonly name?: string;
  readonly vaultId?: string;
}

/** An encrypted text with what it holds. The plaintext may go into a document in memory only. */
export interface OpenedVault extends Omit<FoundVault, 'range'> {
  readonly plaintext: string;
}

/**
 * How often a plaintext occurs in the history of the repository; `newest` and `oldest` are commits, by short hash
 * and day.
 */
export interface HistoryFinding {
  readonly commits: number;
  readonly newest?: string;
  readonly oldest?: string;
}

/** Why nothing was done, in the user’s language. */
export interface Refused {
  readonly refused: string;
  /** With another password it may be done. */
  readonly mayBePassword?: true;
}

/** The edit that the client applies by itself, so that it can be undone like any other. */
export type Changed = { readonly edit: WorkspaceEdit } | Refused;

/** Answered with nothing at all where the source of the password is no longer there. */
type Unlocked = VaultPlace & VaultKey;

/** The password sources that Ansible would use for the file. */
export const vaultSources = method<VaultPlace, readonly OfferedSource[]>('vaultSources');
/** What `encryptSecret` could encrypt at the place; all secrets of the document where it has no position. */
export const plainSecrets = method<VaultPlace, { readonly secrets: readonly PlainSecret[] } | Refused>(
  'plainSecrets',
);
/** The encrypted texts of a document; asked before a password is, and answered without one. */
export const vaults = method<VaultPlace, readonly FoundVault[]>('vaults');
/** Encrypts one secret; refused when the document has another version than the one that was seen. */
export const encryptSecret = method<Unlocked & { readonly form?: EncryptionForm }, Changed>('encryptSecret');
/** Encrypts all secrets of the document that are in plain text, each into a variable of its own. */
export const encryptSecrets = method<Unlocked, Changed>('encryptSecrets');
/** The variable that `encryptNewSecret` would define at the place; asked before a password is. */
export const newSecretAt = method<VaultPlace, { readonly name: string } | Refused>('newSecretAt');
/**
 * Defines the variable that the place refers to, or puts a reference in the place of a sample token. `plaintext` is the
 * secret; without it, a token is generated, and never shown.
 */
export const encryptNewSecret = method<Unlocked & { readonly plaintext?: string }, Changed>(
  'encryptNewSecret',
);
/** Encrypts the document as a whole. */
export const encryptFile = method<Unlocked, Changed>('encryptFile');
/** Replaces an encrypted text by its plaintext. */
export const decryptVault = method<Unlocked, Changed>('decryptVault');
/** Encrypts with another password, another vault id, or both. */
export const rekeyVault = method<
  Unlocked & { readonly newPassword?: string; readonly newVaultId?: string },
  Changed
>('rekeyVault');
/** The plaintext of one encrypted text; the document stays as it is. */
export const viewVault = method<Unlocked, OpenedVault | Refused>('viewVault');
/** Puts an edited plaintext back. `vaultText` says which one it was: refused when that is no longer there. */
export const sealVault = method<
  Unlocked & { readonly vaultText: string; readonly plaintext: string },
  { readonly edit: WorkspaceEdit; readonly vaultText: string } | Refused
>('sealVault');
/** Of a text that belongs to no file; the other way round is `decryptText`. */
export const encryptText = method<
  Unlocked & { readonly plaintext: string },
  { readonly vaultText: string } | Refused
>('encryptText');
export const decryptText = method<
  Unlocked & { readonly vaultText: string },
  { readonly plaintext: string } | Refused
>('decryptText');
/** Looks for the secret at the place, or for `plaintext`, in what was committed. Runs git. */
export const searchHistory = method<VaultPlace & { readonly plaintext?: string }, HistoryFinding | Refused>(
  'searchHistory',
);
