// Where vault passwords come from, in Ansible's order, and how they are read: files are read, scripts are run by
// argument array, without a shell, with a time limit. The caller decides whether that may happen at all.
import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { HIDDEN, isSurelyRandom, type Message, msg, vaultPassword } from '../core/index.ts';
import { NO_FILE, readPipe, readRegular, TOO_LARGE, withRegular } from './regularFile.ts';

/** One place a password can come from; `vaultId` is `default` where none is given. */
export interface PasswordSource {
  readonly vaultId: string;
  readonly kind: 'file' | 'script' | 'prompt';
  /** Absent for `prompt`. */
  readonly path?: string;
  /** What names the source: an environment variable, an option, or the path of an ansible.cfg. */
  readonly origin: string;
  /** The folder a script is started in: the one Ansible is started in. */
  readonly cwd?: string;
  /** Changes with the file: a user who has allowed a script has allowed this content. */
  readonly stamp?: string;
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
  /** What the project's own configuration says; it counts where nothing else is said. */
  readonly project?: { readonly path: string; readonly passwordFile: string } | undefined;
}

/** Given on the command line. */
export interface VaultOptions {
  readonly vaultIds: readonly string[];
  readonly passwordFiles: readonly string[];
}

const NO_OPTIONS: VaultOptions = { vaultIds: [], passwordFiles: [] };

/** In the order in which Ansible tries them; see CLI.setup_vault_secrets of ansible-core 2.14.18. Reads no password. */
export async function passwordSources(
  { env, cwd, config, project }: Surroundings,
  { vaultIds, passwordFiles }: VaultOptions = NO_OPTIONS,
): Promise<readonly PasswordSource[]> {
  const listed = env.ANSIBLE_VAULT_IDENTITY_LIST;
  const identities =
    listed === undefined ? config?.identityList : listed.split(',').map((item) => item.trim());
  const identityOrigin = listed === undefined ? (config?.path ?? '') : 'ANSIBLE_VAULT_IDENTITY_LIST';
  const inEnvironment = env.ANSIBLE_VAULT_PASSWORD_FILE;
  const usual = inEnvironment || config?.passwordFile;
  const usualFolder = inEnvironment ? cwd : dirname(config?.path ?? cwd);
  const usualOrigin = inEnvironment ? 'ANSIBLE_VAULT_PASSWORD_FILE' : (config?.path ?? '');
  const found = [
    ...(identities ?? [])
      .filter((slug) => slug !== '')
      .map((slug) => sourceOf(slug, { folder: cwd, cwd, origin: identityOrigin })),
    ...vaultIds.map((slug) => sourceOf(slug, { folder: cwd, cwd, origin: '--vault-id' })),
    ...passwordFiles.map((path) =>
      fileSource('default', path, { folder: cwd, cwd, origin: '--vault-password-file' }),
    ),
    ...(usual ? [fileSource('default', usual, { folder: usualFolder, cwd, origin: usualOrigin })] : []),
  ];
  if (found.length === 0 && project) {
    const source = await fileSource('default', project.passwordFile, {
      folder: dirname(project.path),
      cwd,
      origin: project.path,
    });
    // No program is run because a project's configuration names it.
    return source.kind === 'file' ? [source] : [];
  }
  return Promise.all(found);
}

/** Identifies the source, and its present content. */
export const sourceId = ({ kind, vaultId, path, stamp }: PasswordSource): string =>
  `${kind} ${stamp ?? ''} ${vaultId}@${path ?? ''}`;

interface Naming {
  /** What the path is relative to. */
  readonly folder: string;
  readonly cwd: string;
  readonly origin: string;
}

/** `label@path`, `label@prompt`, or a path alone. */
async function sourceOf(slug: string, naming: Naming): Promise<PasswordSource> {
  const at = slug.indexOf('@');
  const vaultId = at > 0 ? slug.slice(0, at) : 'default';
  const rest = slug.slice(at + 1);
  const { origin } = naming;
  if (rest === 'prompt' || rest === 'prompt_ask_vault_pass') return { vaultId, kind: 'prompt', origin };
  return fileSource(vaultId, rest, naming);
}

async function fileSource(
  vaultId: string,
  written: string,
  { folder, cwd, origin }: Naming,
): Promise<PasswordSource> {
  const path = resolve(folder, expand(written));
  const stamp = await stampOfScript(path);
  if (stamp === undefined) return { vaultId, kind: 'file', path, origin };
  return { vaultId, kind: 'script', path, origin, cwd, stamp };
}

const expand = (path: string): string => {
  const named = path.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (whole, braced, bare) => process.env[braced ?? bare] ?? whole,
  );
  return /^~(?=$|[/\\])/.test(named) ? join(homedir(), named.slice(1)) : named;
};

/** `undefined` for what is no file that can be executed. */
async function stampOfScript(path: string): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  try {
    const stat = await fs.stat(path);
    if (!stat.isFile() || (stat.mode & 0o111) === 0) return undefined;
    return [stat.dev, stat.ino, stat.size, stat.mtimeMs].join('-');
  } catch {
    // A source that does not exist is reported when it is read.
    return undefined;
  }
}

const LIMIT_SECONDS = 30;
const MAX_BYTES = 64 * 1024;

export type FetchedPassword = { readonly password: Uint8Array } | { readonly problem: Message };

/** Reads the file or runs the script. Never rejects; errors are reported without the password. */
export async function fetchPassword(source: PasswordSource, signal?: AbortSignal): Promise<FetchedPassword> {
  const { kind, path } = source;
  if (path === undefined || !isAbsolute(path)) return { problem: msg('The password must be typed.') };
  const read =
    kind === 'script' ? await runScript(path, source, signal) : await readPasswordFile(path, signal);
  if ('problem' in read) return read;
  // Of a script's output Ansible removes line ends only.
  const password = kind === 'script' ? withoutLineEnds(read.bytes) : vaultPassword(read.bytes);
  if (password.length === 0) return { problem: msg('{0} gives an empty password.', path) };
  if (Buffer.from(password.subarray(0, 14)).toString('latin1') === '$ANSIBLE_VAULT')
    return { problem: msg('{0} is encrypted itself; give its own password.', path) };
  return { password };
}

type ReadBytes = { readonly bytes: Uint8Array } | { readonly problem: Message };

async function readPasswordFile(path: string, signal?: AbortSignal): Promise<ReadBytes> {
  try {
    const isPipe = (await fs.stat(path)).isFIFO();
    return {
      bytes: isPipe
        ? await readPipe(path, { limit: MAX_BYTES, seconds: LIMIT_SECONDS, signal })
        : await readRegular(path, MAX_BYTES),
    };
  } catch (error) {
    const code = codeOf(error);
    if (code === TOO_LARGE) return { problem: msg('{0} is too large to be a password file.', path) };
    if (code === NO_FILE)
      return { problem: msg('{0} is a device, a pipe or a socket; only files are read.', path) };
    return { problem: msg('The password file {0} cannot be read ({1}).', shownPath(path), code) };
  }
}

/** Where a file is expected, some write the password itself. */
const shownPath = (path: string): string =>
  isSurelyRandom(basename(path)) ? join(dirname(path), HIDDEN) : path;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

/** How programs begin that a kernel starts by itself: with the name of an interpreter, as ELF, or as Mach-O. */
const PROGRAMS = ['2321', '7f454c46', 'cffaedfe', 'cefaedfe', 'cafebabe', 'feedface', 'feedfacf'];

async function isProgram(path: string): Promise<boolean> {
  return withRegular(path, async (file) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const start = buffer.subarray(0, bytesRead).toString('hex');
    return PROGRAMS.some((magic) => start.startsWith(magic));
  });
}

/** Scripts with names that end in `-client` get the name of the wanted password as an argument. */
async function runScript(
  path: string,
  { vaultId, cwd }: PasswordSource,
  signal?: AbortSignal,
): Promise<ReadBytes> {
  // The system's library would hand anything else to a shell: a password, line by line, as commands.
  if (!(await isProgram(path).catch(() => true)))
    return {
      problem: msg(
        '{0} is marked as executable and is no program: it does not begin with "#!". If it holds the password itself, remove the mark (chmod -x).',
        path,
      ),
    };
  const isClient = path.slice(0, path.length - extname(path).length).endsWith('-client');
  const options = {
    cwd: cwd ?? dirname(path),
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
