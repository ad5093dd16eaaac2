// Engines that encrypt and decrypt: the built-in one, or Ansible's own program passed in from outside. Both get one
// secret at a time and keep nothing.
import { type DecryptFailure, decryptVault, type EncryptFailure, encryptVault } from './vault.ts';
import type { VaultCrypto } from './vaultCrypto.ts';

/** The program is not there, or ended with an error; `detail` is what it said, without secrets. */
export interface EngineFailure {
  readonly error: 'engine';
  readonly detail: string;
}

/** A password: as text it is treated as Ansible treats typed passwords, as bytes it is taken as it is. */
export type VaultSecret = Uint8Array | string;

/** Encrypts and decrypts one text. Failures are returned, not thrown: a wrong password is an ordinary answer. */
export interface VaultEngine {
  encrypt(
    plaintext: Uint8Array,
    password: VaultSecret,
    vaultId?: string,
  ): Promise<string | EncryptFailure | EngineFailure>;
  decrypt(vaultText: string, password: VaultSecret): Promise<Uint8Array | DecryptFailure | EngineFailure>;
}

/** On WebCrypto: Windows, browsers, no Python. */
export const builtInEngine = (crypto: VaultCrypto): VaultEngine => ({
  encrypt: (plaintext, password, vaultId) =>
    encryptVault(plaintext, password, { crypto, ...(vaultId !== undefined && { vaultId }) }),
  decrypt: (vaultText, password) => decryptVault(vaultText, password, crypto),
});
