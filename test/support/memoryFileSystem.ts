// The core's own file system over texts in memory, by paths in one workspace: what tests and fixtures use for the disk.
import {
  createMemoryFileSystem as createFileSystem,
  joinUri,
  type MemoryFileSystem as UriFileSystem,
} from '../../server/src/core/index.ts';

/** A file system whose files are named by their paths below {@link ROOT}. */
export type MemoryFileSystem = UriFileSystem;

export const ROOT = 'file:///workspace';
export const uriOf = (path: string): string => joinUri(ROOT, path);

export function createMemoryFileSystem(files: Readonly<Record<string, string>> = {}): MemoryFileSystem {
  const { write, remove, ...reading } = createFileSystem();
  const fileSystem: MemoryFileSystem = {
    ...reading,
    write: (path, content) => write(uriOf(path), content),
    remove: (path) => remove(uriOf(path)),
  };
  for (const [path, text] of Object.entries(files)) fileSystem.write(path, text);
  return fileSystem;
}
