// Requests about secrets, as client and server speak of them. The client asks for passwords, the server computes edits.
import type { Position, Range, WorkspaceEdit } from 'vscode-languageserver';
import { method } from './method.ts';

/** How a secret is encrypted: in a variable of its own, in an encrypted file, or where it stands. */
export const ENCRYPTION_FORMS = ['encrypt-indirect', 'encrypt-file', 'encrypt-inline'] as const;
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

export interface FoundVault {
  readonly range: Range;
  readonly kind: 'file' | 'value';
  readonly vaultText: string;
  readonly name?: string;
  readonly vaultId?: string;
}

export interface OpenedVault extends Omit<FoundVault, 'range'> {
  readonly plaintext: string;
}

export interface HistoryFinding {
  readonly commits: number;
  readonly newest?: string;
  readonly oldest?: string;
}

export interface Refused {
  readonly refused: string;
  /** With another password it may be done. */
  readonly mayBePassword?: true;
}

export type Changed = { readonly edit: WorkspaceEdit } | Refused;

/** Answered with nothing at all where the source of the password is no longer there. */
type Unlocked = VaultPlace & VaultKey;

export const vaultSources = method<VaultPlace, readonly OfferedSource[]>('vaultSources');
export const plainSecrets = method<VaultPlace, { readonly secrets: readonly PlainSecret[] } | Refused>(
  'plainSecrets',
);
export const vaults = method<VaultPlace, readonly FoundVault[]>('vaults');
export const encryptSecret = method<Unlocked & { readonly form?: EncryptionForm }, Changed>('encryptSecret');
export const encryptFile = method<Unlocked, Changed>('encryptFile');
export const decryptVault = method<Unlocked, Changed>('decryptVault');
export const rekeyVault = method<
  Unlocked & { readonly newPassword?: string; readonly newVaultId?: string },
  Changed
>('rekeyVault');
export const viewVault = method<Unlocked, OpenedVault | Refused>('viewVault');
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
export const searchHistory = method<VaultPlace & { readonly plaintext?: string }, HistoryFinding | Refused>(
  'searchHistory',
);
