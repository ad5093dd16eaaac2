// Whether variables in a folder are those of another cluster: its inventory lies beside them.
import { mayBeInventory } from '../../ansible/discovery/candidates.ts';
import type { FileSystem } from '../../ansible/files/fileSystem.ts';
import { listFolder } from '../../ansible/files/listFolder.ts';
import { joinUri } from '../../ansible/files/uri.ts';

/** A limit that suffices to find an inventory where there is one. */
const MAX_FILES = 24;

/** Whether an inventory lies in the folder, by a glance at a few of its files. */
export async function isAnotherInventorys(fileSystem: FileSystem, folder: string): Promise<boolean> {
  const entries = await listFolder({ fileSystem, unknowns: [] }, folder);
  const names = entries.filter(({ kind, name }) => kind === 'file' && /\.(?:ya?ml|ini)$|^[^.]+$/.test(name));
  const uris = names.slice(0, MAX_FILES).map(({ name }) => joinUri(folder, name));
  const contents = await Promise.all(uris.map((uri) => fileSystem.readFile(uri)));
  return contents.some(
    (content, index) => content && 'text' in content && mayBeInventory(uris[index] ?? '', content.text),
  );
}
