// Replaces the content of a file: completely or not at all, whatever happens meanwhile.
import { randomUUID } from 'node:crypto';
import { constants, promises as fs, rmSync, type Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Message, msg, ownValue } from '../core/index.ts';
import { NO_FILE, readRegular, sizeOfRegular, TOO_LARGE } from './regularFile.ts';

/** What a vault text can have as a string. */
const MAX_BYTES = 500 * 1024 * 1024;

/** The content of a file that is to be replaced. */
export const readReplaceable = (path: string): Promise<Uint8Array> => readRegular(path, MAX_BYTES);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

const CAUSES: Readonly<Record<string, (path: string) => Message>> = {
  ENOENT: (path) => msg('{0}: no such file or folder.', path),
  EACCES: (path) => msg('{0} is read-only, or permission is denied; nothing was changed.', path),
  EPERM: (path) => msg('{0} is read-only, or permission is denied; nothing was changed.', path),
  EROFS: (path) => msg('{0} is read-only, or permission is denied; nothing was changed.', path),
  ENOSPC: (path) => msg('The disk is full; {0} was not changed.', path),
  EDQUOT: (path) => msg('The disk is full; {0} was not changed.', path),
  EISDIR: (path) => msg('{0} is a folder.', path),
  [NO_FILE]: (path) => msg('{0} is a device, a pipe or a socket; only files are read.', path),
  [TOO_LARGE]: (path) => msg('{0} is too large to be read.', path),
};

export const describeFileError = (path: string, error: unknown): Message => {
  const code = codeOf(error);
  return (
    ownValue(CAUSES, code)?.(path) ??
    msg('{0} cannot be read or written ({1}); nothing was changed.', path, code)
  );
};

/** Half-written files, which may contain plain text: deleted also when a signal ends the program. */
const unfinished = new Set<string>();
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function onSignal(signal: NodeJS.Signals): void {
  for (const path of unfinished) rmSync(path, { force: true });
  for (const name of SIGNALS) process.removeListener(name, onSignal);
  process.kill(process.pid, signal);
}

function begin(path: string): void {
  if (unfinished.size === 0) for (const name of SIGNALS) process.on(name, onSignal);
  unfinished.add(path);
}

function end(path: string): void {
  unfinished.delete(path);
  if (unfinished.size === 0) for (const name of SIGNALS) process.removeListener(name, onSignal);
}

/** What to write, and what must still be in the file for that. */
export interface Replacement {
  /** The content that the caller has read: with any other the file is not replaced. `undefined` for a new file. */
  readonly expected: Uint8Array | undefined;
  readonly content: Uint8Array;
  /** Without it, the mode stays. */
  readonly mode?: number;
}

/** Other names of a file's content, which keep it when the file is replaced. */
export async function otherNames(path: string): Promise<number> {
  try {
    return (await fs.stat(path)).nlink - 1;
  } catch {
    return 0;
  }
}

/**
 * Writes a new file beside it and renames that. The new file has the owner of the old one, and no other user can read it
 * before it is complete.
 */
export async function replaceFile(path: string, replacement: Replacement): Promise<Message | undefined> {
  const { expected, content } = replacement;
  let temporary: string | undefined;
  try {
    const target = expected ? await fs.realpath(path) : path;
    if (!expected && (await isDangling(path)))
      return msg('{0} is a link to a file that is not there; nothing was written.', path);
    if (expected) await sizeOfRegular(target);
    const old = expected ? await fs.stat(target) : undefined;
    if (old) await fs.access(target, constants.W_OK);
    temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
    begin(temporary);
    await writeNew(temporary, content, { old, mode: replacement.mode ?? (old ? old.mode & 0o777 : 0o600) });
    if (expected && !Buffer.from(expected).equals(await readReplaceable(target))) {
      await fs.rm(temporary);
      return msg('{0} has changed meanwhile; nothing was written. Try again.', path);
    }
    await fs.rename(temporary, target);
    return undefined;
  } catch (error) {
    if (temporary) await fs.rm(temporary, { force: true });
    return describeFileError(path, error);
  } finally {
    if (temporary) end(temporary);
  }
}

const isDangling = (path: string): Promise<boolean> =>
  fs.lstat(path).then(
    (stat) => stat.isSymbolicLink(),
    () => false,
  );

async function writeNew(
  path: string,
  content: Uint8Array,
  { old, mode }: { readonly old: Stats | undefined; readonly mode: number },
): Promise<void> {
  const file = await fs.open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    // Only root may give files away; for anybody else the owner is right already, and the group where they may.
    if (old && process.platform !== 'win32') await file.chown(old.uid, old.gid).catch(() => undefined);
    await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}
