// Where vault passwords come from, as Ansible looks for them, and how they are fetched: files are read, scripts are run
// by argument array, without a shell, with a time limit. Who calls decides whether that may happen at all.
import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { type Message, msg, vaultPassword } from '../core/index.ts';

/** One place a password can come from; `vaultId` is `default` where none is given. */
export interface PasswordSource {
  readonly vaultId: string;
  readonly kind: 'file' | 'script' | 'prompt';
  /** Absent for `prompt`. */
  readonly path?: string;
  /** What names it: an environment variable, an option, or the path of an ansible.cfg. */
  readonly origin: string;
}

/** As written in an ansible.cfg. */
export interface VaultSettings {
  /** Path of the ansible.cfg. */
  readonly path: string;
  readonly passwordFile?: string;
  readonly identityList?: readonly string[];
  readonly encryptIdentity?: string;
}

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly config: VaultSettings | undefined;
}

/** Given on the command line. */
export interface VaultOptions {
  readonly vaultIds: readonly string[];
  readonly passwordFiles: readonly string[];
}

const NO_OPTIONS: VaultOptions = { vaultIds: [], passwordFiles: [] };

/** In the order in which Ansible tries them; see CLI.setup_vault_secrets of ansible-core 2.14.18. Reads no password. */
export async function passwordSources(
  { env, cwd, config }: Surroundings,
  { vaultIds, passwordFiles }: VaultOptions = NO_OPTIONS,
): Promise<readonly PasswordSource[]> {
  const listed = env.ANSIBLE_VAULT_IDENTITY_LIST;
  const identities =
    listed === undefined ? config?.identityList : listed.split(',').map((item) => item.trim());
  const identityOrigin = listed === undefined ? (config?.path ?? '') : 'ANSIBLE_VAULT_IDENTITY_LIST';
  const inEnvironment = env.ANSIBLE_VAULT_PASSWORD_FILE;
  const usual = inEnvironment || config?.passwordFile;
  const usualFolder = inEnvironment ? cwd : dirname(config?.path ?? cwd);
  const found = [
    ...(identities ?? []).filter((slug) => slug !== '').map((slug) => sourceOf(slug, cwd, identityOrigin)),
    ...vaultIds.map((slug) => sourceOf(slug, cwd, '--vault-id')),
    ...passwordFiles.map((path) => fileSource('default', path, cwd, '--vault-password-file')),
    ...(usual
      ? [
          fileSource(
            'default',
            usual,
            usualFolder,
            inEnvironment ? 'ANSIBLE_VAULT_PASSWORD_FILE' : (config?.path ?? ''),
          ),
        ]
      : []),
  ];
  return Promise.all(found);
}

/** `label@path`, `label@prompt`, or a path alone. */
async function sourceOf(slug: string, folder: string, origin: string): Promise<PasswordSource> {
  const at = slug.indexOf('@');
  const vaultId = at > 0 ? slug.slice(0, at) : 'default';
  const rest = slug.slice(at + 1);
  if (rest === 'prompt' || rest === 'prompt_ask_vault_pass') return { vaultId, kind: 'prompt', origin };
  return fileSource(vaultId, rest, folder, origin);
}

async function fileSource(
  vaultId: string,
  written: string,
  folder: string,
  origin: string,
): Promise<PasswordSource> {
  const path = resolve(folder, expand(written));
  return { vaultId, kind: (await isExecutable(path)) ? 'script' : 'file', path, origin };
}

const expand = (path: string): string => {
  const named = path.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (whole, braced, bare) => process.env[braced ?? bare] ?? whole,
  );
  return /^~(?=$|[/\\])/.test(named) ? join(homedir(), named.slice(1)) : named;
};

async function isExecutable(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  try {
    const stat = await fs.stat(path);
    return stat.isFile() && (stat.mode & 0o111) !== 0;
  } catch {
    // What is not there is told when it is read.
    return false;
  }
}

const LIMIT_SECONDS = 30;
const MAX_BYTES = 64 * 1024;

export type FetchedPassword = { readonly password: Uint8Array } | { readonly problem: Message };

/** Reads the file or runs the script. Never rejects; what goes wrong is told without the password. */
export async function fetchPassword(
  { kind, path, vaultId }: PasswordSource,
  signal?: AbortSignal,
): Promise<FetchedPassword> {
  if (path === undefined || !isAbsolute(path)) return { problem: msg('The password must be typed.') };
  const read = kind === 'script' ? await runScript(path, vaultId, signal) : await readPasswordFile(path);
  if ('problem' in read) return read;
  // Of a script's output Ansible removes line ends only.
  const password = kind === 'script' ? withoutLineEnds(read.bytes) : vaultPassword(read.bytes);
  if (password.length === 0) return { problem: msg('{0} gives an empty password.', path) };
  if (Buffer.from(password.subarray(0, 14)).toString('latin1') === '$ANSIBLE_VAULT')
    return { problem: msg('{0} is encrypted itself; give its own password.', path) };
  return { password };
}

type ReadBytes = { readonly bytes: Uint8Array } | { readonly problem: Message };

async function readPasswordFile(path: string): Promise<ReadBytes> {
  try {
    const { size } = await fs.stat(path);
    if (size > MAX_BYTES) return { problem: msg('{0} is too large to be a password file.', path) };
    return { bytes: await fs.readFile(path) };
  } catch (error) {
    return { problem: msg('The password file {0} cannot be read ({1}).', path, codeOf(error)) };
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

/** Scripts called `…-client` are told which password is wanted. */
function runScript(path: string, vaultId: string, signal?: AbortSignal): Promise<ReadBytes> {
  const isClient = path.slice(0, path.length - extname(path).length).endsWith('-client');
  const options = {
    cwd: dirname(path),
    encoding: 'buffer' as const,
    timeout: LIMIT_SECONDS * 1000,
    killSignal: 'SIGKILL' as const,
    maxBuffer: MAX_BYTES,
    windowsHide: true,
    ...(signal && { signal }),
  };
  return new Promise((done) => {
    const child = execFile(path, isClient ? ['--vault-id', vaultId] : [], options, (error, stdout) => {
      if (!error) done({ bytes: stdout });
      else done({ problem: describeFailure(path, error) });
    });
    child.stdin?.end();
  });
}

function describeFailure(path: string, error: Error & { code?: unknown; killed?: boolean }): Message {
  if (error.name === 'AbortError') return msg('{0} was stopped.', path);
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return msg('{0} prints far more than a password; it was stopped.', path);
  if (error.killed)
    return msg('{0} gave no password within {1} seconds; it was stopped.', path, LIMIT_SECONDS);
  if (typeof error.code === 'number') return msg('{0} ended with code {1}.', path, error.code);
  return msg('{0} cannot be run ({1}).', path, String(error.code ?? 'unknown'));
}

function withoutLineEnds(bytes: Uint8Array): Uint8Array {
  const isEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;
  let [start, end] = [0, bytes.length];
  while (start < end && isEnd(bytes[start])) start++;
  while (end > start && isEnd(bytes[end - 1])) end--;
  return bytes.subarray(start, end);
}
