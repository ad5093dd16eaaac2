// The file system on a real disk, for the command line and for files no editor has open.
import type { Dirent } from 'node:fs';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import { URI } from 'vscode-uri';
import type { DirectoryEntry, FileContent, FileSystem } from '../core/index.ts';
import { decodeText } from './decodeText.ts';
import { files } from './fileCalls.ts';
import { NO_FILE, readRegular, TOO_LARGE } from './regularFile.ts';

/** Larger files are generated data, not inventories a person keeps; reading them would stall the editor. */
const MAX_BYTES = 20 * 1024 * 1024;

const READ_PROBLEMS: ReadonlyMap<string, 'special-file' | 'too-large'> = new Map([
  [NO_FILE, 'special-file'],
  [TOO_LARGE, 'too-large'],
]);

const MISSING = new Set(['ENOENT', 'ENOTDIR']);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';

/** From a path of this system to a URI. */
export const fileUri = (path: string): string => URI.file(path).toString();
/** From a URI to a path of this system. */
export const filePath = (uri: string): string => URI.parse(uri).fsPath;

/** An editor also has documents that were never saved, or come from elsewhere. */
const isOnDisk = (uri: string): boolean => uri.startsWith('file:');

/** Characters that no name on a disk contains: NUL, and lone surrogates. */
const NO_NAME = /[\0\p{Surrogate}]/u;

/** `undefined` for a URI of nothing that can be on a disk, such as editors have for documents that were never saved. */
export function pathOnDisk(uri: string): string | undefined {
  try {
    const path = isOnDisk(uri) ? filePath(uri) : '';
    return path === '' || NO_NAME.test(path) ? undefined : path;
  } catch {
    return undefined;
  }
}

/**
 * The disk as the core sees it: it answers about `file:` URIs only, and reports errors as problems instead of
 * throwing.
 */
export function createDiskFileSystem(): FileSystem {
  return {
    home: fileUri(homedir()),
    readFile: async (uri) => (isOnDisk(uri) ? orProblem(() => readText(filePath(uri))) : undefined),
    listDirectory: async (uri) => (isOnDisk(uri) ? orProblem(() => listEntries(filePath(uri))) : undefined),
    stat: async (uri) => {
      if (!isOnDisk(uri)) return undefined;
      try {
        const stat = await files.stat(filePath(uri));
        if (stat.isDirectory()) return { kind: 'directory' };
        return { kind: 'file', executable: process.platform !== 'win32' && (stat.mode & 0o111) !== 0 };
      } catch {
        // Whatever the error is: for this question the file is not there; reading it gives the reason.
        return undefined;
      }
    },
  };
}

/** `detail` is the code of the error, such as `EACCES`. */
export type Unreadable = { readonly problem: 'unreadable'; readonly detail: string };

/** `undefined` where nothing is there. */
export async function orProblem<T>(read: () => Promise<T>): Promise<T | Unreadable | undefined> {
  try {
    return await read();
  } catch (error) {
    const code = codeOf(error);
    if (MISSING.has(code)) return undefined;
    return { problem: 'unreadable', detail: code === NO_FILE ? 'special-file' : code };
  }
}

async function readText(path: string): Promise<FileContent> {
  try {
    return decodeText(await readRegular(path, MAX_BYTES));
  } catch (error) {
    const problem = READ_PROBLEMS.get(codeOf(error));
    if (problem) return { problem, detail: '' };
    throw error;
  }
}

/** Links count as what they lead to; only `link` keeps that they are links. */
async function listEntries(path: string): Promise<readonly DirectoryEntry[]> {
  const entries = await files.readdir(path);
  const kinds = await Promise.all(entries.map((entry) => kindOf(path, entry)));
  return entries.flatMap((entry, index) => {
    const kind = kinds[index];
    if (!kind) return [];
    return [entry.isSymbolicLink() ? { name: entry.name, kind, link: true } : { name: entry.name, kind }];
  });
}

async function kindOf(folder: string, entry: Dirent): Promise<DirectoryEntry['kind'] | undefined> {
  if (entry.isDirectory()) return 'directory';
  // Including pipes and devices: reading them gives a reason.
  if (!entry.isSymbolicLink()) return 'file';
  try {
    const link = join(folder, entry.name);
    if (!(await files.stat(link)).isDirectory()) return 'file';
    const [target, around] = await Promise.all([files.realpath(link), files.realpath(folder)]);
    // Following a link to a folder around it would go in circles and find nothing new.
    return around === target || around.startsWith(join(target, sep)) ? undefined : 'directory';
  } catch {
    // A dangling link or a loop of links: nothing to read behind it.
    return undefined;
  }
}
