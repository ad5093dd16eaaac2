// A file system whose files are open in an editor: their texts change, and nothing else does.
import type { FileSystem } from '../../server/src/core/index.ts';
import { createMemoryFileSystem, uriOf } from './memoryFileSystem.ts';

export interface EditingFileSystem extends FileSystem {
  text(path: string): string;
  type(path: string, text: string): void;
}

export function createEditingFileSystem(files: Readonly<Record<string, string>>): EditingFileSystem {
  const fileSystem = createMemoryFileSystem(files);
  const texts = new Map(Object.entries(files));
  const versions = new Map<string, number>();
  return {
    ...fileSystem,
    revision: () => 0,
    text: (path) => texts.get(path) ?? '',
    type(path, text) {
      texts.set(path, text);
      versions.set(uriOf(path), (versions.get(uriOf(path)) ?? 0) + 1);
      fileSystem.write(path, text);
    },
    async readFile(uri) {
      const content = await fileSystem.readFile(uri);
      const version = versions.get(uri) ?? 0;
      return content && 'text' in content && uri !== uriOf('') ? { ...content, version } : content;
    },
  };
}
