// The part of WebCrypto that ansible-vault needs, so that browsers and Node can hand in their own.

/** A key as WebCrypto holds it; opaque to us. */
export type VaultKey = object;

/** What a key may be used for, as WebCrypto names it. */
export type VaultKeyUsage = 'deriveBits' | 'encrypt' | 'decrypt' | 'sign' | 'verify';

/** The parameters of AES in counter mode, as WebCrypto names them. */
export interface AesCtrParams {
  readonly name: 'AES-CTR';
  readonly counter: Uint8Array;
  /** Bits of the counter block that count up. */
  readonly length: number;
}

/** The parameters of PBKDF2, as WebCrypto names them. */
export interface Pbkdf2Params {
  readonly name: 'PBKDF2';
  readonly hash: 'SHA-256';
  readonly salt: Uint8Array;
  readonly iterations: number;
}

/**
 * The methods of `SubtleCrypto` that are used. A type of our own, because the core is compiled without the types of
 * the DOM and of Node.
 */
export interface VaultSubtle {
  importKey(
    format: 'raw',
    data: Uint8Array,
    algorithm: { readonly name: string; readonly hash?: string },
    extractable: boolean,
    usages: VaultKeyUsage[],
  ): Promise<VaultKey>;
  deriveBits(algorithm: Pbkdf2Params, key: VaultKey, bits: number): Promise<ArrayBuffer>;
  encrypt(algorithm: AesCtrParams, key: VaultKey, data: Uint8Array): Promise<ArrayBuffer>;
  decrypt(algorithm: AesCtrParams, key: VaultKey, data: Uint8Array): Promise<ArrayBuffer>;
  sign(algorithm: 'HMAC', key: VaultKey, data: Uint8Array): Promise<ArrayBuffer>;
  verify(algorithm: 'HMAC', key: VaultKey, signature: Uint8Array, data: Uint8Array): Promise<boolean>;
}

/** `globalThis.crypto` of a browser and `webcrypto` of `node:crypto` both fit. */
export interface VaultCrypto {
  getRandomValues(array: Uint8Array): Uint8Array;
  readonly subtle: VaultSubtle;
}
