// Asks Ansible's vault many things in one Python process. Knows nothing of the core.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { environmentOf, type RealAnsible } from './oracle.ts';

export interface VaultRequest {
  /** `inline`: the data is YAML, nested mappings with one `!vault` value. */
  readonly kind: 'encrypt' | 'decrypt' | 'inline';
  readonly password: Uint8Array;
  readonly data: Uint8Array | string;
  readonly vaultId?: string | undefined;
}

/** The vault text or the plaintext, in base64 (megabytes compare faster so), or why Ansible refused. */
export type VaultAnswer = { readonly value: string } | { readonly refusal: string };

export const base64 = (data: Uint8Array | string): string => Buffer.from(data).toString('base64');

const oracle = fileURLToPath(new URL('ansible_vault.py', import.meta.url));

export function askAnsibleVault(
  ansible: RealAnsible,
  requests: readonly VaultRequest[],
): readonly VaultAnswer[] {
  const input = requests.map((r) => ({ ...r, password: base64(r.password), data: base64(r.data) }));
  const options = {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: environmentOf(ansible),
  } as const;
  const { stdout, stderr, status } = spawnSync(ansible.python, [oracle], options);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as readonly VaultAnswer[];
}
