// The inventories below folders: those that ansible.cfg names, and those that look like one. Whose inventories they
// are is decided elsewhere, by what is in them.

import { append } from '../../text/append.ts';
import type { ReadDocument } from '../files/documents.ts';
import type { FileSystem } from '../files/fileSystem.ts';
import { parentUri } from '../files/uri.ts';
import { findCandidates, type TreeSearch } from './candidates.ts';
import { declaredFiles, type InventorySources, inventoriesOf } from './sourcesFor.ts';

/** Each inventory once; in no particular order of folders. */
export async function findInventories(
  fileSystem: FileSystem,
  read: ReadDocument,
  folders: readonly string[],
  search: TreeSearch = {},
): Promise<readonly InventorySources[]> {
  const uris: string[] = [];
  for (const folder of folders) {
    const { files, configs } = await findCandidates(fileSystem, folder, search);
    for (const place of [folder, ...configs.map(parentUri)])
      append(uris, await declaredFiles(fileSystem, place));
    append(uris, files);
  }
  return inventoriesOf(fileSystem, read, [...new Set(uris)]);
}
