// Texts that replace those on the disk: standard input, and files to which fixes were applied.
import type { FileContent, FileSystem } from '../../core/index.ts';

/** By URI. */
export type Texts = ReadonlyMap<string, FileContent>;

/** Neither the files nor their folders need to exist. */
export const withTexts = (disk: FileSystem, texts: Texts | undefined): FileSystem =>
  texts === undefined || texts.size === 0
    ? disk
    : {
        ...disk,
        readFile: async (uri) => texts.get(uri) ?? disk.readFile(uri),
        stat: async (uri) => (texts.has(uri) ? { kind: 'file' } : disk.stat(uri)),
      };
