// A file system over texts in memory: for pages in a browser, and for whoever uses the core as a library.
import type { DirectoryEntry, FileContent, FileSystem } from './fileSystem.ts';
import { baseName, parentUri } from './uri.ts';

/** Texts by URI; folders are there as long as there is a file in them. */
export interface MemoryFileSystem extends FileSystem {
  /** Adds or replaces a file. `content` is its text, or what keeps it from being read. */
  write(uri: string, content: string | FileContent): void;
  remove(uri: string): void;
  /** The URIs of all files, in the order in which they came. */
  files(): readonly string[];
}

/** @param files the first files: their texts by their URIs, such as `file:///site/inventory.yml`. */
export function createMemoryFileSystem(files: Readonly<Record<string, string>> = {}): MemoryFileSystem {
  const contents = new Map<string, FileContent>();
  /** What lies in each folder, by URI: files and folders. */
  const folders = new Map<string, Map<string, DirectoryEntry>>();
  let revision = 0;

  function enter(uri: string, kind: DirectoryEntry['kind']): void {
    const parent = parentUri(uri);
    if (!isInFolder(uri)) return;
    const entries = folders.get(parent) ?? new Map<string, DirectoryEntry>();
    if (!folders.has(parent)) {
      folders.set(parent, entries);
      enter(parent, 'directory');
    }
    entries.set(uri, { name: baseName(uri), kind });
  }

  function leave(uri: string): void {
    const parent = parentUri(uri);
    const entries = folders.get(parent);
    if (!entries?.delete(uri) || entries.size > 0) return;
    folders.delete(parent);
    leave(parent);
  }

  const fileSystem: MemoryFileSystem = {
    write(uri, content) {
      revision++;
      if (!contents.has(uri)) enter(uri, 'file');
      contents.set(uri, typeof content === 'string' ? { text: content } : content);
    },
    remove(uri) {
      revision++;
      if (contents.delete(uri)) leave(uri);
    },
    files: () => [...contents.keys()],
    revision: () => revision,
    readFile: async (uri) => contents.get(uri),
    listDirectory: async (uri) => {
      const entries = folders.get(uri);
      return entries && [...entries.values()];
    },
    async stat(uri) {
      if (contents.has(uri)) return { kind: 'file' };
      return folders.has(uri) ? { kind: 'directory' } : undefined;
    },
  };
  for (const [uri, text] of Object.entries(files)) fileSystem.write(uri, text);
  return fileSystem;
}

/** Neither the root of a file system, nor outside of any folder. */
const isInFolder = (uri: string): boolean => /^[a-z][\w+.-]*:\/\/[^/]*\/./i.test(uri);
