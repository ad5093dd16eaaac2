// The passwords that a call may use, from where Ansible gets them, or typed; in the order in which they are tried.
import {
  formatMessage,
  type Message,
  msg,
  projectPasswordFile,
  readVaultConfig,
  type VaultKey,
} from '../../core/index.ts';
import { ansibleConfigPath } from '../../node/ansibleConfigPath.ts';
import { createDiskFileSystem, filePath, fileUri } from '../../node/diskFileSystem.ts';
import {
  fetchPassword,
  type PasswordSource,
  passwordSources,
  type VaultOptions,
} from '../../node/vaultPasswords.ts';
import type { CommandContext } from '../terminal.ts';
import { UsageError } from '../usageError.ts';

export interface VaultKeys {
  readonly keys: readonly VaultKey[];
  /** `vault_encrypt_identity`, from the environment or the ansible.cfg. */
  readonly encryptIdentity?: string;
  /** Scripts that were not run, each with the reason. */
  readonly notRun: readonly Message[];
}

export interface Search extends VaultOptions {
  /** Typed twice: a mistyped one would lose everything. */
  readonly isNew: boolean;
  /** Only what the options name counts. */
  readonly isNamed?: boolean;
}

/** Collects the sources as ansible-vault does ({@link passwordSources}), then fetches or asks for each password. */
export async function findKeys(
  { isNew, isNamed, ...options }: Search,
  context: CommandContext,
): Promise<VaultKeys> {
  const { cwd, stderr, bundle } = context;
  const env = isNamed ? {} : context.env;
  const { path, passedOver } = await ansibleConfigPath(context.env, cwd);
  if (passedOver !== undefined && !isNamed) warnOf(passedOver, context);
  const config =
    path === undefined ? undefined : await readVaultConfig(createDiskFileSystem(), fileUri(path));
  const settings = isNamed || path === undefined ? undefined : config && { ...config, path };
  const project = isNamed ? undefined : await projectPasswordFile(createDiskFileSystem(), fileUri(cwd));
  const found = await passwordSources(
    {
      env,
      cwd,
      config: settings,
      project: project && { path: filePath(project.uri), passwordFile: project.passwordFile },
    },
    options,
  );
  // A user who names a password has not asked for any other script to be run.
  const isGiven = options.vaultIds.length + options.passwordFiles.length > 0;
  const notRun = isGiven ? found.filter((source) => source.kind === 'script' && !isOption(source)) : [];
  const sources = found.filter((source) => !notRun.includes(source));
  const keys: VaultKey[] = [];
  let last: Message | undefined;
  for (const source of sources.length > 0 ? sources : [TYPED]) {
    const key = source.kind === 'prompt' ? await typedKey(source, context, isNew) : await fetchedKey(source);
    if (!('problem' in key)) keys.push(key);
    else {
      last = key.problem;
      // As Ansible: one that cannot be read is reported, and the others are tried.
      if (sources.length > 1) stderr.write(`${formatMessage(key.problem, bundle)}\n`);
    }
  }
  if (keys.length === 0) throw new UsageError(last ?? msg('There is no password.'));
  const encryptIdentity = env.ANSIBLE_VAULT_ENCRYPT_IDENTITY ?? config?.encryptIdentity;
  return {
    keys,
    ...(encryptIdentity !== undefined && { encryptIdentity }),
    notRun: notRun.map(({ path = '', origin }) =>
      msg('{0} was not run ({1} names it), because a password was given.', path, origin),
    ),
  };
}

const isOption = ({ origin }: PasswordSource): boolean => origin.startsWith('--');

function warnOf(folder: string, { stderr, bundle }: CommandContext): void {
  const warning = msg(
    'Everybody may write to {0}: the ansible.cfg in it is passed over, as Ansible does.',
    folder,
  );
  stderr.write(`${formatMessage(warning, bundle)}\n`);
}

const TYPED: PasswordSource = { vaultId: 'default', kind: 'prompt', origin: '' };

type FoundKey = VaultKey | { readonly problem: Message };

async function fetchedKey(source: PasswordSource): Promise<FoundKey> {
  const fetched = await fetchPassword(source);
  return 'problem' in fetched ? fetched : { vaultId: source.vaultId, secret: fetched.password };
}

async function typedKey(
  { vaultId }: PasswordSource,
  { askSecret, bundle }: CommandContext,
  isNew: boolean,
): Promise<FoundKey> {
  if (!askSecret)
    return {
      problem: msg('There is no password, and nobody to ask: give --vault-password-file or --vault-id.'),
    };
  const ask = (message: Message): Promise<string> => askSecret(`${formatMessage(message, bundle)} `);
  const secret = await ask(
    isNew ? msg('New vault password ({0}):', vaultId) : msg('Vault password ({0}):', vaultId),
  );
  if (secret.trim() === '') return { problem: msg('The password must not be empty.') };
  if (isNew && (await ask(msg('The same again:'))) !== secret)
    return { problem: msg('The passwords differ.') };
  return { vaultId, secret };
}
