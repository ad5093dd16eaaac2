// ansible-vault: encrypts and decrypts as `ansible-vault` does. It knows no inventory, file, editor or log, and
// what it is given (password, plaintext) appears in no error. Behaviour: ansible-core 2.14.18, parsing/vault.
import { asciiBytes, toHex } from './bytes.ts';
import { seal, unseal } from './vaultCipher.ts';
import type { VaultCrypto } from './vaultCrypto.ts';
import { CIPHER, MAGIC, parseVaultEnvelope, type VaultProblem, WIDTH } from './vaultEnvelope.ts';
import { vaultPassword } from './vaultPassword.ts';

/** Why nothing was encrypted. All of these are faults of the input; a failure of the cipher itself is thrown. */
export type EncryptFailure =
  | { readonly error: 'empty-password' }
  /** The label cannot stand in a header: not printable ASCII, a semicolon, or space around it. */
  | { readonly error: 'invalid-vault-id' }
  /** Ansible refuses to encrypt what is a vault text already. */
  | { readonly error: 'already-encrypted' };

/** Why nothing was decrypted. */
export type DecryptFailure =
  | { readonly error: 'empty-password' }
  /** Or the text was changed: the two cannot be distinguished. */
  | { readonly error: 'wrong-password' }
  | { readonly error: 'malformed'; readonly problems: readonly VaultProblem[] };

/** How to encrypt. The salt is always random, so the same plaintext gives another text each time. */
export interface EncryptOptions {
  readonly crypto: VaultCrypto;
  /** The label; without it, or with `default`, the header is 1.1 and has none. */
  readonly vaultId?: string;
}

/**
 * The vault text of `plaintext`, ending with a line feed. A password given as text is treated as typed or read
 * from a password file (see `vaultPassword`), one given as bytes is taken as it is.
 */
export async function encryptVault(
  plaintext: Uint8Array,
  password: Uint8Array | string,
  { crypto, vaultId }: EncryptOptions,
): Promise<string | EncryptFailure> {
  const key = keyOf(password);
  if (key.length === 0) return { error: 'empty-password' };
  if (vaultId && !/^[\x21-\x3a\x3c-\x7e]([\x20-\x3a\x3c-\x7e]*[\x21-\x3a\x3c-\x7e])?$/.test(vaultId)) {
    return { error: 'invalid-vault-id' };
  }
  if (isVault(plaintext)) return { error: 'already-encrypted' };
  const { salt, mac, ciphertext } = await seal(plaintext, key, crypto);
  const digits = toHex(asciiBytes([salt, mac, ciphertext].map(toHex).join('\n')));
  const header = vaultId && vaultId !== 'default' ? `1.2;${CIPHER};${vaultId}` : `1.1;${CIPHER}`;
  const lines = [`${MAGIC};${header}`];
  for (let i = 0; i < digits.length; i += WIDTH) lines.push(digits.slice(i, i + WIDTH));
  return `${lines.join('\n')}\n`;
}

/** The plaintext; a password is treated as by `encryptVault`. */
export async function decryptVault(
  vaultText: string,
  password: Uint8Array | string,
  crypto: VaultCrypto,
): Promise<Uint8Array | DecryptFailure> {
  const key = keyOf(password);
  if (key.length === 0) return { error: 'empty-password' };
  const { sealed, problems } = parseVaultEnvelope(vaultText);
  if (!sealed) return { error: 'malformed', problems };
  const plaintext = await unseal(sealed, key, crypto);
  if (plaintext === 'wrong-mac') return { error: 'wrong-password' };
  return plaintext === 'wrong-padding' ? { error: 'malformed', problems } : plaintext;
}

const keyOf = (password: Uint8Array | string): Uint8Array =>
  typeof password === 'string' ? vaultPassword(password) : password;

/** As Ansible's `is_encrypted`: the header, and nothing but ASCII after it. */
const isVault = (bytes: Uint8Array): boolean =>
  asciiBytes(MAGIC).every((byte, i) => bytes[i] === byte) && bytes.every((byte) => byte < 0x80);
