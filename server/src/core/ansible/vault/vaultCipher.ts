// VaultAES256 of ansible-core 2.14.18: keys from the password, encrypt-then-MAC. Knows no text format.
// https://github.com/ansible/ansible/blob/v2.14.18/lib/ansible/parsing/vault/__init__.py
import type { AesCtrParams, VaultCrypto, VaultKey, VaultSubtle } from './vaultCrypto.ts';

/** What a vault text carries. The salt is 32 bytes unless the operator fixed one (`vault_encrypt_salt`). */
export interface SealedVault {
  readonly salt: Uint8Array;
  readonly mac: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/**
 * Bytes of a block of AES: Ansible pads plaintexts to whole blocks by PKCS#7, although counter mode does not need it.
 */
export const BLOCK = 16;
/** Bytes of a random salt. */
export const SALT = 32;
/** Bytes of an HMAC-SHA-256. */
export const MAC = 32;
const ITERATIONS = 10_000;

interface Keys {
  readonly cipher: VaultKey;
  readonly mac: VaultKey;
  readonly ctr: AesCtrParams;
}

async function deriveKeys(subtle: VaultSubtle, password: Uint8Array, salt: Uint8Array): Promise<Keys> {
  const base = await subtle.importKey('raw', password, { name: 'PBKDF2' }, false, ['deriveBits']);
  const params = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS } as const;
  const bits = new Uint8Array(await subtle.deriveBits(params, base, 80 * 8));
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  return {
    cipher: await subtle.importKey('raw', bits.slice(0, 32), { name: 'AES-CTR' }, false, [
      'encrypt',
      'decrypt',
    ]),
    mac: await subtle.importKey('raw', bits.slice(32, 64), hmac, false, ['sign', 'verify']),
    ctr: { name: 'AES-CTR', counter: bits.slice(64, 80), length: 128 },
  };
}

/**
 * Encrypts with a new random salt. The MAC is over the ciphertext, so that a wrong password is noticed before
 * anything is decrypted.
 */
export async function seal(
  plaintext: Uint8Array,
  password: Uint8Array,
  crypto: VaultCrypto,
): Promise<SealedVault> {
  const salt = new Uint8Array(SALT);
  crypto.getRandomValues(salt);
  const keys = await deriveKeys(crypto.subtle, password, salt);
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(keys.ctr, keys.cipher, pad(plaintext)));
  return { salt, mac: new Uint8Array(await crypto.subtle.sign('HMAC', keys.mac, ciphertext)), ciphertext };
}

/** Checks the MAC (in constant time) before it decrypts; a wrong password and a changed text look the same. */
export async function unseal(
  sealed: SealedVault,
  password: Uint8Array,
  crypto: VaultCrypto,
): Promise<Uint8Array | 'wrong-mac' | 'wrong-padding'> {
  const keys = await deriveKeys(crypto.subtle, password, sealed.salt);
  const genuine = await crypto.subtle.verify('HMAC', keys.mac, sealed.mac, sealed.ciphertext);
  if (!genuine) return 'wrong-mac';
  const padded = await crypto.subtle.decrypt(keys.ctr, keys.cipher, sealed.ciphertext);
  return unpad(new Uint8Array(padded)) ?? 'wrong-padding';
}

/** PKCS#7: always at least one byte, every added byte holds their number. */
function pad(bytes: Uint8Array): Uint8Array {
  const added = BLOCK - (bytes.length % BLOCK);
  const padded = new Uint8Array(bytes.length + added).fill(added, bytes.length);
  padded.set(bytes);
  return padded;
}

function unpad(padded: Uint8Array): Uint8Array | undefined {
  const added = padded.at(-1) ?? 0;
  if (added < 1 || added > BLOCK || added > padded.length) return undefined;
  const body = padded.length - added;
  return padded.subarray(body).every((byte) => byte === added) ? padded.slice(0, body) : undefined;
}
