// Bytes of files on a real disk. Large files are read piece by piece, never as a whole.
import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import type { ByteSource } from '../core/index.ts';
import { filePath, orProblem, type Unreadable } from './diskFileSystem.ts';
import { sizeOfRegular, withRegular } from './regularFile.ts';

/** Small enough that other work of the process is not held up, large enough for the disk's full speed. */
const PIECE = 1 << 20;

/**
 * For what {@link createDiskFileSystem} does not read: airgap archives of any size, of which only parts or a checksum
 * are needed.
 */
export function createDiskBytes(): ByteSource {
  return {
    size: (uri) => orProblem(async () => sizeOfRegular(filePath(uri))),
    read: (uri, start, length) =>
      withFile(uri, async (file) => {
        const buffer = new Uint8Array(length);
        const { bytesRead } = await file.read(buffer, 0, length, start);
        return buffer.subarray(0, bytesRead);
      }),
    sha256: (uri, { onBytes, isCancelled } = {}) =>
      withFile(uri, async (file, size) => {
        const hash = createHash('sha256');
        const buffer = new Uint8Array(PIECE);
        for (let done = 0; ; ) {
          // What is appended meanwhile is not waited for.
          const wanted = Math.min(PIECE, size - done);
          const { bytesRead } = await file.read(buffer, 0, wanted, done);
          if (bytesRead === 0) return hash.digest('hex');
          if (isCancelled?.()) return undefined;
          hash.update(buffer.subarray(0, bytesRead));
          done += bytesRead;
          onBytes?.(done);
        }
      }),
    async brokenLinks(uri) {
      const folder = filePath(uri);
      const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
      const links = entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name);
      const isBroken = await Promise.all(links.map((name) => leadsNowhere(join(folder, name))));
      return links.filter((_, index) => isBroken[index]);
    },
  };
}

const withFile = <T>(
  uri: string,
  use: (file: fs.FileHandle, size: number) => Promise<T>,
): Promise<T | Unreadable | undefined> => orProblem(() => withRegular(filePath(uri), use));

const leadsNowhere = (path: string): Promise<boolean> =>
  fs.stat(path).then(
    () => false,
    () => true,
  );
