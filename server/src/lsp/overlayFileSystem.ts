// The file system as the editor shows it: open documents above the disk.
import type { FileSystem } from '../core/index.ts';
import type { OpenTexts } from './openTexts.ts';

/** The disk, where what an editor has open counts more than what is saved. */
export const createOverlayFileSystem = (documents: OpenTexts, disk: FileSystem): FileSystem => ({
  ...disk,
  async readFile(uri) {
    return documents.get(uri) ?? disk.readFile(uri);
  },
  async stat(uri) {
    return (await disk.stat(uri)) ?? (documents.get(uri) ? { kind: 'file' } : undefined);
  },
});
