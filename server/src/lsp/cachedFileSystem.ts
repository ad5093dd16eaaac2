// A cache over the disk that is dropped when a file has changed.
import type { FileSystem } from '../core/index.ts';

/** A cache of the disk that is kept until something is known to have changed. */
export interface CachedFileSystem extends FileSystem {
  readonly revision: () => number;
  /** Drops everything that was read. */
  forget(): void;
  /** Checks whether the disk is still as it was read; if not, drops what was read. Returns whether it was. */
  revalidate(): Promise<boolean>;
}

/** Texts are kept up to this size in total; beyond it, files are read each time. */
const MAX_CHARACTERS = 32 * 1024 * 1024;

/** Promises are kept, not answers: requests that come while a file is being read share that one reading. */
export function createCachedFileSystem(disk: FileSystem): CachedFileSystem {
  let revision = 0;
  let characters = 0;

  async function readFile(uri: string): ReturnType<FileSystem['readFile']> {
    const content = await disk.readFile(uri);
    characters += content && 'text' in content ? content.text.length : 0;
    if (characters > MAX_CHARACTERS) files.forget(uri);
    return content;
  }

  const files = createMemory(readFile);
  const folders = createMemory((uri) => disk.listDirectory(uri));
  const stats = createMemory((uri) => disk.stat(uri));
  const memories = [files, folders, stats];

  function forget(): void {
    revision++;
    characters = 0;
    for (const memory of memories) memory.forget();
  }

  return {
    ...disk,
    readFile: files.look,
    listDirectory: folders.look,
    stat: stats.look,
    revision: () => revision,
    forget,
    async revalidate() {
      const before = revision;
      for (const memory of memories) {
        if (await memory.isFresh()) continue;
        if (revision === before) forget();
        return false;
      }
      return true;
    },
  };
}

function createMemory<T>(look: (uri: string) => Promise<T>) {
  const known = new Map<string, Promise<T>>();
  return {
    look(uri: string): Promise<T> {
      const found = known.get(uri) ?? look(uri);
      known.set(uri, found);
      return found;
    },
    forget(uri?: string): void {
      if (uri === undefined) known.clear();
      else known.delete(uri);
    },
    /** Compares with the disk; the first difference ends it, because everything is dropped then. */
    async isFresh(): Promise<boolean> {
      for (const [uri, found] of [...known]) {
        const [before, now] = await Promise.all([found, look(uri)]);
        if (JSON.stringify(before) !== JSON.stringify(now)) return false;
      }
      return true;
    },
  };
}
