// Whether variables in a folder are those of another cluster: its inventory lies beside them.
import { mayBeInventory } from '../../ansible/discovery/candidates.ts';
import type { Host } from '../../ansible/files/host.ts';
import { listFolder } from '../../ansible/files/listFolder.ts';
import { joinUri } from '../../ansible/files/uri.ts';

/** Enough to meet an inventory where there is one. */
const MAX_FILES = 24;

export async function isAnotherInventorys(host: Host, folder: string): Promise<boolean> {
  const entries = await listFolder({ host, unknowns: [] }, folder);
  const names = entries.filter(({ kind, name }) => kind === 'file' && /\.(?:ya?ml|ini)$|^[^.]+$/.test(name));
  const uris = names.slice(0, MAX_FILES).map(({ name }) => joinUri(folder, name));
  const contents = await Promise.all(uris.map((uri) => host.readFile(uri)));
  return contents.some(
    (content, index) => content && 'text' in content && mayBeInventory(uris[index] ?? '', content.text),
  );
}
