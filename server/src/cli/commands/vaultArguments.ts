// Parses the arguments of `k3s-inventory vault`, which are those of ansible-vault. None of them is ever a secret.
import { msg } from '../../core/index.ts';
import { OPTIONS, parsed } from '../options.ts';
import { UsageError } from '../usageError.ts';
import { passwordsOf } from '../vaultReading.ts';

export type VaultAction = 'encrypt-string' | 'encrypt' | 'decrypt' | 'view' | 'rekey';

export interface VaultCommand {
  readonly name: 'vault';
  readonly action: VaultAction;
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly vaultIds: readonly string[];
  readonly passwordFiles: readonly string[];
  readonly encryptVaultId?: string;
  readonly newVaultId?: string;
  readonly newPasswordFile?: string;
  readonly output?: string;
  /** The variable for `encrypt-string`. */
  readonly variable?: string;
  /** The program to use in place of the built-in engine. */
  readonly engine?: string;
}

export const ACTIONS: readonly VaultAction[] = ['encrypt-string', 'encrypt', 'decrypt', 'view', 'rekey'];

export function parseVault([word, ...args]: string[]): VaultCommand {
  // Ansible writes it with an underscore.
  const action = ACTIONS.find((known) => known === word?.replace('_', '-'));
  if (!action) throw new UsageError(msg('Say what to do: vault {0}.', ACTIONS.join('|')));
  const { values, positionals } = parsed({ args, options: OPTIONS.vault, allowPositionals: true });
  const files = positionals.length > 0 ? positionals : ['-'];
  if (action === 'encrypt-string' && files.some((file) => file !== '-'))
    throw new UsageError(
      msg(
        'A secret is never given as an argument: everybody can read those. Type it, or give it to standard input.',
      ),
    );
  const output = values.output;
  if (output !== undefined && files.length > 1) throw new UsageError(msg('With --output, give one file.'));
  const variable = values.name ?? values['stdin-name'];
  return {
    name: 'vault',
    action,
    files,
    ...(passwordsOf(values).passwords ?? { vaultIds: [], passwordFiles: [] }),
    ...(values['encrypt-vault-id'] !== undefined && { encryptVaultId: values['encrypt-vault-id'] }),
    ...(values['new-vault-id'] !== undefined && { newVaultId: values['new-vault-id'] }),
    ...(values['new-vault-password-file'] !== undefined && {
      newPasswordFile: values['new-vault-password-file'],
    }),
    ...(output !== undefined && { output }),
    ...(variable !== undefined && { variable }),
    ...(values.engine !== undefined && values.engine !== 'built-in' && { engine: values.engine }),
  };
}
