// The file system during one question: each folder is listed once and each file read once, however often they are asked
// for, and within limits. Nothing is kept for the next question.
import type { FileSystem } from './fileSystem.ts';

/** Links can make a few folders look like any number of them. */
const MAX_FOLDERS = 50_000;
/** In characters. Beyond it, files are read again instead of being kept. */
const MAX_TEXT = 32_000_000;

/**
 * A view of the file system that answers each request once, so that all parts of one question see the same state and
 * a folder is not listed for each of them. A snapshot of a snapshot is itself.
 */
export function createSnapshot(fileSystem: FileSystem): FileSystem {
  if (fileSystem.once) return fileSystem;
  const results = new Map<string, Promise<unknown>>();
  const listings = new Map<string, ReturnType<FileSystem['listDirectory']>>();
  const stats = new Map<string, ReturnType<FileSystem['stat']>>();
  const contents = new Map<string, ReturnType<FileSystem['readFile']>>();
  let roomForText = MAX_TEXT;

  async function readFile(uri: string): ReturnType<FileSystem['readFile']> {
    const content = await fileSystem.readFile(uri);
    roomForText -= content && 'text' in content ? (content.pieces ?? content.text).length : 0;
    if (roomForText < 0) contents.delete(uri);
    return content;
  }

  return {
    ...(fileSystem.home !== undefined && { home: fileSystem.home }),
    ...(fileSystem.ansibleCore && { ansibleCore: fileSystem.ansibleCore }),
    readFile(uri) {
      const content = contents.get(uri) ?? readFile(uri);
      contents.set(uri, content);
      return content;
    },
    listDirectory(uri) {
      const known = listings.get(uri);
      if (known) return known;
      const listing =
        listings.size < MAX_FOLDERS ? fileSystem.listDirectory(uri) : Promise.resolve(undefined);
      listings.set(uri, listing);
      return listing;
    },
    stat(uri) {
      const stat = stats.get(uri) ?? fileSystem.stat(uri);
      stats.set(uri, stat);
      return stat;
    },
    once<T>(key: string, compute: () => Promise<T>): Promise<T> {
      const result = results.get(key) ?? compute();
      results.set(key, result);
      // The key belongs to one computation, so that its result has one type.
      return result as Promise<T>;
    },
  };
}

/**
 * What `compute` makes of the file system alone, computed once per snapshot, so that inventories side by side share it.
 * The key must name the computation and everything else that it depends on.
 */
export const memoIn = <T>(fileSystem: FileSystem, key: string, compute: () => Promise<T>): Promise<T> =>
  fileSystem.once ? fileSystem.once(key, compute) : compute();
