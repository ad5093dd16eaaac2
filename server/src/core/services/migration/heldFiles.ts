// A file system of a few texts: what is not written anywhere yet is read as if it were.
import type { DirectoryEntry, FileContent, FileSystem } from '../../ansible/files/fileSystem.ts';
import { baseName } from '../../ansible/files/uri.ts';

/** Texts by their URIs. Folders are there where a text lies below them. */
export function heldFiles(texts: ReadonlyMap<string, string>): FileSystem {
  const isFolder = (uri: string): boolean => [...texts.keys()].some((file) => file.startsWith(`${uri}/`));
  return {
    async readFile(uri): Promise<FileContent | undefined> {
      const text = texts.get(uri);
      return text === undefined ? undefined : { text };
    },
    async listDirectory(uri) {
      const entries = new Map<string, DirectoryEntry>();
      for (const file of texts.keys()) {
        if (!file.startsWith(`${uri}/`)) continue;
        const [name = '', ...rest] = file.slice(uri.length + 1).split('/');
        entries.set(name, { name: baseName(name), kind: rest.length > 0 ? 'directory' : 'file' });
      }
      return entries.size > 0 ? [...entries.values()] : undefined;
    },
    async stat(uri) {
      if (texts.has(uri)) return { kind: 'file' };
      return isFolder(uri) ? { kind: 'directory' } : undefined;
    },
  };
}
