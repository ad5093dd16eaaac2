// Texts that take the place of those on the disk: standard input, and what fixes have made of files so far.
import type { FileContent, FileSystem } from '../../core/index.ts';

/** By URI. */
export type Texts = ReadonlyMap<string, FileContent>;

/** The files need not be there yet, and neither need their folders. */
export const withTexts = (disk: FileSystem, texts: Texts | undefined): FileSystem =>
  texts === undefined || texts.size === 0
    ? disk
    : {
        ...disk,
        readFile: async (uri) => texts.get(uri) ?? disk.readFile(uri),
        stat: async (uri) => (texts.has(uri) ? { kind: 'file' } : disk.stat(uri)),
      };
