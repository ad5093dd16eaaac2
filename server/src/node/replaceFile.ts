// Puts another content in place of a file's: all of it or nothing, whatever happens meanwhile.
import { randomUUID } from 'node:crypto';
import { constants, promises as fs } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Message, msg } from '../core/index.ts';

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
};

export const describeFileError = (path: string, error: unknown): Message => {
  const code = codeOf(error);
  return CAUSES[code]?.(path) ?? msg('{0} cannot be read or written ({1}); nothing was changed.', path, code);
};

/**
 * Writes a file beside it and renames that. `expected` is what the caller has read: another content means refusal.
 * The new file has the mode of the old one, and is nobody else's to read until it has its place.
 */
export async function replaceFile(
  path: string,
  expected: Uint8Array | undefined,
  content: Uint8Array,
): Promise<Message | undefined> {
  let temporary: string | undefined;
  try {
    const target = expected ? await fs.realpath(path) : path;
    const mode = expected ? (await fs.stat(target)).mode & 0o777 : 0o600;
    if (expected) await fs.access(target, constants.W_OK);
    temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
    const file = await fs.open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
    if (expected && !Buffer.from(expected).equals(await fs.readFile(target))) {
      await fs.rm(temporary);
      return msg('{0} has changed meanwhile; nothing was written. Try again.', path);
    }
    await fs.rename(temporary, target);
    return undefined;
  } catch (error) {
    if (temporary) await fs.rm(temporary, { force: true });
    return describeFileError(path, error);
  }
}
