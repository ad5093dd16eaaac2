// What is asked of a disk, as promises: in the background, or at once. `node:fs/promises` has the same, and is loaded
// only where it is used.
import {
  close,
  closeSync,
  type Dirent,
  open,
  openSync,
  read,
  readdir,
  readdirSync,
  readSync,
  realpath,
  realpathSync,
  type Stats,
  stat,
  statSync,
} from 'node:fs';
import { promisify } from 'node:util';

/** Open files are numbers: a handle, as `node:fs/promises` makes it for each, costs more than reading a small file. */
interface FileCalls {
  open(path: string, flags: number): Promise<number>;
  /** Goes on where the last one ended, and gives the number of bytes that were read. */
  read(file: number, into: Uint8Array): Promise<number>;
  close(file: number): Promise<void>;
  stat(path: string): Promise<Stats>;
  readdir(path: string): Promise<readonly Dirent[]>;
  /** As the system spells it. */
  realpath(path: string): Promise<string>;
}

const [readSome, listNames] = [promisify(read), promisify(readdir)];

const inBackground: FileCalls = {
  open: promisify(open),
  read: async (file, into) => (await readSome(file, into, 0, into.length, null)).bytesRead,
  close: promisify(close),
  stat: promisify(stat),
  readdir: (path) => listNames(path, { withFileTypes: true }),
  realpath: promisify(realpath.native),
};

const atOnce: FileCalls = {
  open: async (path, flags) => openSync(path, flags),
  read: async (file, into) => readSync(file, into, 0, into.length, null),
  close: async (file) => closeSync(file),
  stat: async (path) => statSync(path),
  readdir: async (path) => readdirSync(path, { withFileTypes: true }),
  realpath: async (path) => realpathSync.native(path),
};

export let files: FileCalls = inBackground;

/**
 * For programs that have nothing else to do meanwhile: the runtime starts four threads for the first question in the
 * background, and wakes one of them for each.
 */
export function askDiskAtOnce(): void {
  files = atOnce;
}
