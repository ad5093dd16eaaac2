// Vault passwords of commands that only read inventories: an opt-in, by options or by Ansible's own variable.
import {
  builtInEngine,
  type FileSystem,
  formatMessage,
  msg,
  type OpenedFile,
  type VaultKey,
  withDecryptedFiles,
} from '../core/index.ts';
import { fetchPassword, passwordSources, type VaultOptions } from '../node/vaultPasswords.ts';
import { findKeys } from './commands/vaultKeys.ts';
import { printedPath } from './reporters/paths.ts';
import type { CommandContext } from './terminal.ts';

const VARIABLE = 'ANSIBLE_VAULT_PASSWORD_FILE';

/** The parsed options of every command with passwords. */
interface Values {
  readonly 'vault-id'?: readonly string[];
  readonly 'vault-password-file'?: readonly string[];
  readonly 'ask-vault-pass'?: boolean;
}

/** What the options say; nothing where there is none of them. */
export function passwordsOf(values: Values): { readonly passwords?: VaultOptions } {
  const asked = values['ask-vault-pass'] ? ['default@prompt'] : [];
  const vaultIds = [...(values['vault-id'] ?? []), ...asked];
  const passwordFiles = values['vault-password-file'] ?? [];
  return vaultIds.length + passwordFiles.length > 0 ? { passwords: { vaultIds, passwordFiles } } : {};
}

/**
 * The passwords to read with; none where the user has named none. With an option, those of ansible.cfg count as they
 * do for `vault`; without one, only the file that the variable names: no program is run for it.
 */
export async function readingKeys(
  options: VaultOptions | undefined,
  context: CommandContext,
): Promise<readonly VaultKey[]> {
  if (options) return (await findKeys({ ...options, isNew: false }, context)).keys;
  const { cwd, stderr, bundle } = context;
  const env = { [VARIABLE]: context.env[VARIABLE] };
  const keys: VaultKey[] = [];
  for (const source of await passwordSources({ env, cwd, config: undefined })) {
    if (source.kind !== 'file') continue;
    const fetched = await fetchPassword(source);
    if ('problem' in fetched) stderr.write(`${formatMessage(fetched.problem, bundle)}\n`);
    else keys.push({ vaultId: source.vaultId, secret: fetched.password });
  }
  return keys;
}

/** Without a password, the file system as it is. `onOpened` is called for each encrypted file that is read. */
export const withPasswords = (
  fileSystem: FileSystem,
  keys: readonly VaultKey[],
  onOpened: (uri: string, result: OpenedFile) => void,
): FileSystem =>
  keys.length === 0
    ? fileSystem
    : withDecryptedFiles(fileSystem, { keys, engine: builtInEngine(crypto), onOpened });

/** The line about a file that stays closed; empty for one that was opened. */
export function closedNote(
  uri: string,
  result: OpenedFile,
  { cwd, bundle }: Pick<CommandContext, 'cwd' | 'bundle'>,
): string {
  if (result === 'opened') return '';
  const note =
    result === 'closed'
      ? msg(
          '{0}: no password that was given opens it, so that Ansible would end with an error.',
          printedPath(uri, cwd),
        )
      : msg(
          '{0}: opened, but what is in it cannot be read here: only YAML and JSON are.',
          printedPath(uri, cwd),
        );
  return `${formatMessage(note, bundle)}\n`;
}
