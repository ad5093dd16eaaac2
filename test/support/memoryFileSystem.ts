// A file system over a map of files: what tests and fixtures use for the outside world.
import {
  type DirectoryEntry,
  type FileContent,
  type FileSystem,
  joinUri,
} from '../../server/src/core/index.ts';

export interface MemoryFileSystem extends FileSystem {
  /** Adds or replaces a file; folders come into being with their files. */
  write(path: string, content: string | Extract<FileContent, { problem: unknown }>): void;
  remove(path: string): void;
}

export const ROOT = 'file:///workspace';
export const uriOf = (path: string): string => joinUri(ROOT, path);

export function createMemoryFileSystem(files: Readonly<Record<string, string>> = {}): MemoryFileSystem {
  const contents = new Map<string, FileContent>();
  const fileSystem: MemoryFileSystem = {
    write: (path, content) => {
      contents.set(uriOf(path), typeof content === 'string' ? { text: content } : content);
    },
    remove: (path) => {
      contents.delete(uriOf(path));
    },
    readFile: async (uri) => contents.get(uri),
    async listDirectory(uri) {
      const entries = new Map<string, DirectoryEntry>();
      for (const file of contents.keys()) {
        if (!file.startsWith(`${uri}/`)) continue;
        const [name = '', ...rest] = file.slice(uri.length + 1).split('/');
        entries.set(name, { name: decodeURIComponent(name), kind: rest.length > 0 ? 'directory' : 'file' });
      }
      return entries.size > 0 ? [...entries.values()] : undefined;
    },
    async stat(uri) {
      if (contents.has(uri)) return { kind: 'file' };
      return [...contents.keys()].some((file) => file.startsWith(`${uri}/`))
        ? { kind: 'directory' }
        : undefined;
    },
  };
  for (const [path, text] of Object.entries(files)) fileSystem.write(path, text);
  return fileSystem;
}
