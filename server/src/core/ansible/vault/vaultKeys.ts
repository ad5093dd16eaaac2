// Passwords that may open a vault text, and the order in which they are tried.
import type { DecryptFailure } from './vault.ts';
import type { EngineFailure, VaultEngine, VaultSecret } from './vaultEngine.ts';
import { parseVaultEnvelope } from './vaultEnvelope.ts';

/** A password with its label, which is `default` where none is given. */
export interface VaultKey {
  readonly vaultId: string;
  readonly secret: VaultSecret;
}

/**
 * The plain text by the first password that opens it, those of its label first: the label is only a hint. Without any
 * password the answer is `empty-password`; otherwise the failure of the last one tried.
 */
export async function decryptWithKeys(
  vaultText: string,
  keys: readonly VaultKey[],
  engine: VaultEngine,
): Promise<Uint8Array | DecryptFailure | EngineFailure> {
  const label = parseVaultEnvelope(vaultText).vaultId ?? 'default';
  const inOrder = keys.toSorted((a, b) => Number(b.vaultId === label) - Number(a.vaultId === label));
  let last: DecryptFailure | EngineFailure = { error: 'empty-password' };
  for (const { secret } of inOrder) {
    const plaintext = await engine.decrypt(vaultText, secret);
    if (!('error' in plaintext)) return plaintext;
    last = plaintext;
    if (plaintext.error === 'malformed') break;
  }
  return last;
}
