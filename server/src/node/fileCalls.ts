// What is asked of a disk, as promises. `node:fs/promises` has the same, and is loaded only where it is used.
import { close, open, read, readdir, realpath, stat } from 'node:fs';
import { promisify } from 'node:util';

/** Open files are numbers: a handle, as `node:fs/promises` makes it for each, costs more than reading a small file. */
export const files = {
  open: promisify(open),
  read: promisify(read),
  close: promisify(close),
  stat: promisify(stat),
  readdir: promisify(readdir),
  realpath: promisify(realpath.native),
};
