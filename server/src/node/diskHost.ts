// The Host on a real disk, for the command line and for files no editor has open.
import { isUtf8 } from 'node:buffer';
import { close, constants, type Dirent, promises as fs, fstat, open, read, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { URI } from 'vscode-uri';
import type { DirectoryEntry, FileContent, Host } from '../core/index.ts';

/** Larger files are generated data, not inventories a person keeps; reading them would stall the editor. */
const MAX_BYTES = 20 * 1024 * 1024;

const MISSING = new Set(['ENOENT', 'ENOTDIR']);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';

export const fileUri = (path: string): string => URI.file(path).toString();
export const filePath = (uri: string): string => URI.parse(uri).fsPath;

/** An editor also has documents that were never saved, or come from elsewhere. */
const isOnDisk = (uri: string): boolean => uri.startsWith('file:');

export function createDiskHost(): Host {
  return {
    home: fileUri(homedir()),
    readFile: async (uri) => (isOnDisk(uri) ? orProblem(() => readText(filePath(uri))) : undefined),
    listDirectory: async (uri) => (isOnDisk(uri) ? orProblem(() => listEntries(filePath(uri))) : undefined),
    stat: async (uri) => {
      if (!isOnDisk(uri)) return undefined;
      try {
        const stat = await fs.stat(filePath(uri));
        if (stat.isDirectory()) return { kind: 'directory' };
        if (!stat.isFile()) return undefined;
        return { kind: 'file', executable: process.platform !== 'win32' && (stat.mode & 0o111) !== 0 };
      } catch {
        // Whatever stops us from looking, for the caller it is not there; reading it tells why.
        return undefined;
      }
    },
  };
}

export type Unreadable = { readonly problem: 'unreadable'; readonly detail: string };

/** `undefined` where nothing is there. */
export async function orProblem<T>(read: () => Promise<T>): Promise<T | Unreadable | undefined> {
  try {
    return await read();
  } catch (error) {
    const code = codeOf(error);
    return MISSING.has(code) ? undefined : { problem: 'unreadable', detail: code };
  }
}

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** By their numbers: a handle, as `fs.promises` makes it for each file, costs more than reading a small file. */
const files = {
  open: promisify(open),
  read: promisify(read),
  stat: promisify(fstat),
  close: promisify(close),
};

/** Devices, pipes and sockets have no end, or no beginning until somebody else writes. */
export const refuseSpecial = (stats: Stats): void => {
  if (!stats.isFile()) throw Object.assign(new Error('no regular file'), { code: codeOfKind(stats) });
};

const codeOfKind = (stats: Stats): string => (stats.isDirectory() ? 'EISDIR' : 'no regular file');

/** Opening a pipe does not wait for its other end; systems without pipes in folders have no such flag. */
export const READ_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

async function readText(path: string): Promise<FileContent> {
  const file = await files.open(path, READ_AT_ONCE);
  try {
    const stats = await files.stat(file);
    refuseSpecial(stats);
    if (stats.size > MAX_BYTES) return { problem: 'too-large', detail: `${stats.size}` };
    const bytes = await readBytes(file);
    if (typeof bytes === 'number') return { problem: 'too-large', detail: `${bytes}` };
    const text = UTF8.decode(bytes);
    return isUtf8(bytes) ? { text } : { text, notUtf8: true };
  } finally {
    await files.close(file);
  }
}

/** Nearly every file is smaller, and then known after one look at it. */
const FIRST_BYTES = 16 * 1024;

/** All of the file, or how much of it there is at least where that is too much: it may grow while it is read. */
async function readBytes(file: number): Promise<Uint8Array | number> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let size = FIRST_BYTES; ; size = Math.min(MAX_BYTES, size * 4)) {
    const { bytesRead, buffer } = await files.read(file, Buffer.allocUnsafe(size), 0, size, null);
    length += bytesRead;
    if (length > MAX_BYTES) return length;
    if (bytesRead === 0) return pieces.length === 1 ? (pieces[0] ?? buffer) : Buffer.concat(pieces);
    pieces.push(buffer.subarray(0, bytesRead));
  }
}

async function listEntries(path: string): Promise<readonly DirectoryEntry[]> {
  const entries = await fs.readdir(path, { withFileTypes: true });
  const kinds = await Promise.all(entries.map((entry) => kindOf(path, entry)));
  return entries.flatMap((entry, index) => {
    const kind = kinds[index];
    if (!kind) return [];
    return [entry.isSymbolicLink() ? { name: entry.name, kind, link: true } : { name: entry.name, kind }];
  });
}

async function kindOf(folder: string, entry: Dirent): Promise<DirectoryEntry['kind'] | undefined> {
  if (entry.isDirectory()) return 'directory';
  if (entry.isFile()) return 'file';
  if (!entry.isSymbolicLink()) return undefined;
  try {
    const link = join(folder, entry.name);
    const stats = await fs.stat(link);
    if (stats.isFile()) return 'file';
    if (!stats.isDirectory()) return undefined;
    const [target, around] = await Promise.all([fs.realpath(link), fs.realpath(folder)]);
    // Whoever followed a link to a folder around it would walk in circles and find nothing new.
    return around === target || around.startsWith(join(target, sep)) ? undefined : 'directory';
  } catch {
    // A dangling link or a loop of links: nothing to read behind it.
    return undefined;
  }
}
