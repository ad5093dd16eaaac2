// What stands in an inventory where something is encrypted, as a person would find it.
import { webcrypto } from 'node:crypto';
import { encryptVault } from '../../../server/src/core/ansible/vault/vault.ts';
import { vaultBlock } from '../../../server/src/core/ansible/vault/vaultBlock.ts';

export const PASSWORD = 'correct horse battery staple';

/** `!vault |` with its text, for a variable of a cluster; readable with `PASSWORD`. */
export async function encryptedText(plain: string): Promise<string> {
  const text = await encryptVault(Buffer.from(plain), PASSWORD, { crypto: webcrypto });
  return vaultBlock(String(text), 6);
}

/** A cluster of one server, with these lines among its variables. */
export const inventoryWith = (...vars: readonly string[]): string => `k3s_cluster:
  children:
    server:
      hosts:
        192.168.20.11:
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: 192.168.20.11
${vars.map((line) => `    ${line}\n`).join('')}`;
