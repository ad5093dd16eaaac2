// `k3s-inventory vault`: what ansible-vault does, where neither Python nor Ansible is installed.
import { resolve } from 'node:path';
import {
  builtInEngine,
  decryptWithKeys,
  describeFailure,
  formatMessage,
  type Message,
  msg,
  type VaultEngine,
  type VaultKey,
  vaultBlock,
  visibleLines,
} from '../../core/index.ts';
import { ansibleVaultEngine } from '../../node/ansibleVaultEngine.ts';
import { describeFileError, otherNames, readReplaceable, replaceFile } from '../../node/replaceFile.ts';
import type { CommandContext, ExitCode } from '../terminal.ts';
import { UsageError } from '../usageError.ts';
import type { VaultCommand } from './vaultArguments.ts';
import { findKeys, type VaultKeys } from './vaultKeys.ts';

/** Turns one content into the next. */
type Work = (input: Uint8Array) => Promise<Uint8Array | { readonly problem: Message }>;

export async function vault(command: VaultCommand, context: CommandContext): Promise<ExitCode> {
  const engine = command.engine === undefined ? builtInEngine(crypto) : ansibleVaultEngine(command.engine);
  const { work, notRun } = await workOf(command, context, engine);
  const translate = (message: Message): unknown =>
    context.stderr.write(`k3s-inventory: ${formatMessage(message, context.bundle)}\n`);
  const jobs = await Promise.all(command.files.map((file) => prepare(file, work, command, context)));
  // All files are rekeyed, or none: half of them with another password would stop every run.
  const isStopped = command.action === 'rekey' && jobs.some((job) => 'problem' in job);
  const done: string[] = [];
  const failed: string[] = [];
  for (const [index, job] of jobs.entries()) {
    const file = command.files[index] ?? '';
    if (isStopped && !('problem' in job)) continue;
    const problem = 'problem' in job ? job.problem : await finish(job, command, context, translate);
    if (problem) translate(problem);
    (problem ? failed : done).push(file);
  }
  if (failed.length === 0) return 0;
  for (const reason of notRun) translate(reason);
  if (command.files.length > 1)
    translate(
      done.length === 0
        ? msg('No file was changed.')
        : msg('Done: {0}. Not done: {1}.', done.join(', '), failed.join(', ')),
    );
  return 1;
}

interface Prepared {
  readonly work: Work;
  readonly notRun: readonly Message[];
}

async function workOf(
  command: VaultCommand,
  context: CommandContext,
  engine: VaultEngine,
): Promise<Prepared> {
  const isEncrypting = command.action === 'encrypt' || command.action === 'encrypt-string';
  const found = await findKeys({ ...passwordsOf(command), isNew: isEncrypting }, context);
  const { notRun } = found;
  if (isEncrypting) {
    const key = encryptionKey(found, command.encryptVaultId);
    const work =
      command.action === 'encrypt' ? encryptWith(engine, key) : encryptString(engine, key, command.variable);
    return { work, notRun };
  }
  if (command.action !== 'rekey') return { work: decryptWith(engine, found.keys), notRun };
  const next = await newKeys(command, context);
  return { work: rekeyWith(engine, found.keys, encryptionKey(next, command.encryptVaultId)), notRun };
}

function newKeys({ newVaultId, newPasswordFile }: VaultCommand, context: CommandContext): Promise<VaultKeys> {
  const options = {
    vaultIds: newVaultId === undefined ? [] : [newVaultId],
    passwordFiles: newPasswordFile === undefined ? [] : [newPasswordFile],
    isNew: true,
    // The old passwords are among the usual ones.
    isNamed: true,
  };
  if (options.vaultIds.length + options.passwordFiles.length === 0 && !context.askSecret)
    throw new UsageError(msg('Give the new password: --new-vault-id or --new-vault-password-file.'));
  return findKeys(options, context);
}

const passwordsOf = ({ vaultIds, passwordFiles }: VaultCommand) => ({ vaultIds, passwordFiles });

/** The requested label; otherwise the only one. */
function encryptionKey({ keys, encryptIdentity }: VaultKeys, asked: string | undefined): VaultKey {
  const label = asked ?? encryptIdentity;
  const [first] = keys;
  const key = label === undefined ? first : keys.find(({ vaultId }) => vaultId === label);
  const labels = keys.map(({ vaultId }) => vaultId).join(', ');
  if (!key)
    throw new UsageError(
      msg('There is no password for the vault id "{0}"; there are: {1}.', label ?? '', labels),
    );
  if (label === undefined && keys.length > 1)
    throw new UsageError(
      msg('There are several passwords ({0}): choose one with --encrypt-vault-id.', labels),
    );
  return key;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const encryptWith =
  (engine: VaultEngine, { vaultId, secret }: VaultKey): Work =>
  async (input) => {
    const text = await engine.encrypt(input, secret, vaultId);
    return typeof text === 'string' ? bytesOf(text) : { problem: describeFailure(text) };
  };

/** As `ansible-vault encrypt_string` prints it, with the line end that this one lacks. */
const encryptString =
  (engine: VaultEngine, { vaultId, secret }: VaultKey, name: string | undefined): Work =>
  async (input) => {
    if (input.length === 0) return { problem: msg('There is nothing to encrypt.') };
    const text = await engine.encrypt(input, secret, vaultId);
    if (typeof text !== 'string') return { problem: describeFailure(text) };
    return bytesOf(`${name === undefined ? '' : `${name}: `}${vaultBlock(text, 10)}\n`);
  };

const decryptWith =
  (engine: VaultEngine, keys: readonly VaultKey[]): Work =>
  async (input) => {
    if (keys.length === 0) return { problem: msg('There is no password.') };
    const plaintext = await decryptWithKeys(Buffer.from(input).toString('latin1'), keys, engine);
    return 'error' in plaintext ? { problem: describeFailure(plaintext) } : plaintext;
  };

const rekeyWith =
  (engine: VaultEngine, old: readonly VaultKey[], next: VaultKey): Work =>
  async (input) => {
    const plaintext = await decryptWith(engine, old)(input);
    return 'problem' in plaintext ? plaintext : encryptWith(engine, next)(plaintext);
  };

interface Job {
  /** Absent for standard input. */
  readonly path: string | undefined;
  readonly input: Uint8Array;
  readonly result: Uint8Array;
}

async function prepare(
  file: string,
  work: Work,
  { action }: VaultCommand,
  { cwd, ...context }: CommandContext,
): Promise<Job | { readonly problem: Message }> {
  const path = file === '-' ? undefined : resolve(cwd, file);
  const input = await read(path, action, context);
  if ('problem' in input) return input;
  const result = await work(input);
  if (!('problem' in result)) return { path, input, result };
  return { problem: path === undefined ? result.problem : msg('{0}: {1}', file, result.problem) };
}

async function finish(
  { path, input, result }: Job,
  { action, output }: VaultCommand,
  { cwd, stdout }: CommandContext,
  translate: (message: Message) => unknown,
): Promise<Message | undefined> {
  const toStdout = output === '-' || (output === undefined && (path === undefined || action === 'view'));
  if (toStdout) {
    stdout.write(stdout.isTTY ? visibleLines(new TextDecoder().decode(result)) : result);
    return undefined;
  }
  const target = output === undefined ? (path ?? '') : resolve(cwd, output);
  const expected = output === undefined ? input : await contentOf(target);
  if (expected && 'problem' in expected) return expected.problem;
  const others = await otherNames(target);
  // As ansible-vault: a file that holds or held plain text is readable by its owner only; when rekeyed, its mode stays.
  const mode = action === 'rekey' ? {} : { mode: 0o600 };
  const problem = await replaceFile(target, { expected, content: result, ...mode });
  if (!problem && others > 0)
    translate(
      msg('{0} has {1} more names (hard links); behind these everything is as it was.', target, others),
    );
  return problem;
}

async function read(
  path: string | undefined,
  action: VaultCommand['action'],
  { readStdin, askSecret, bundle }: Pick<CommandContext, 'readStdin' | 'askSecret' | 'bundle'>,
): Promise<Uint8Array | { readonly problem: Message }> {
  if (path !== undefined) {
    try {
      return new Uint8Array(await readReplaceable(path));
    } catch (error) {
      return { problem: describeFileError(path, error) };
    }
  }
  if (action === 'encrypt-string' && askSecret)
    return bytesOf(await askSecret(`${formatMessage(msg('Secret to encrypt:'), bundle)} `));
  return readStdin ? readStdin() : { problem: msg('There is nothing on standard input.') };
}

/** What `--output` overwrites, if anything. */
async function contentOf(path: string): Promise<Uint8Array | { readonly problem: Message } | undefined> {
  try {
    return await readReplaceable(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    return { problem: describeFileError(path, error) };
  }
}
