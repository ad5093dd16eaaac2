// Where the files of a migrated inventory are, below a folder of their own: as they lie now, but for files of variables
// that are called after a group.
import { baseName, parentUri } from '../../ansible/files/uri.ts';
import { varsNames } from '../../ansible/variables/varsNames.ts';
import type { InventoryContext } from '../../k3s/context.ts';

/** Paths below `folder`, by the URI of the original. */
export interface Places {
  readonly folder: string;
  readonly paths: ReadonlyMap<string, string>;
}

/** Paths relative to the folder of the migrated inventory, by URI of the original file. */
export function placesFor(
  { files, vaulted, varsEntries }: InventoryContext,
  groups: ReadonlyMap<string, string>,
): Places {
  const uris = [...new Set([...files.keys(), ...vaulted.keys()])];
  const folder = commonFolder(uris.map(holderOf));
  const renamed = new Map(
    varsNames(varsEntries).flatMap(({ owner, uri, ending }) => {
      const name = owner.kind === 'group' ? groups.get(owner.name) : undefined;
      return name === undefined ? [] : [[uri, `${parentUri(uri)}/${name}${ending}`] as const];
    }),
  );
  const newUri = (uri: string): string => {
    const moved = [...renamed].find(([from]) => uri === from || uri.startsWith(`${from}/`));
    return moved ? moved[1] + uri.slice(moved[0].length) : uri;
  };
  const pathOf = (uri: string): string =>
    newUri(uri)
      .slice(folder.length + 1)
      .split('/')
      .map(baseName)
      .join('/');
  return { folder, paths: new Map(uris.map((uri) => [uri, pathOf(uri)])) };
}

/** Of a file of variables, the folder that holds `group_vars`: that one must be there, too. */
const holderOf = (uri: string): string =>
  /^(.*)\/(?:group|host)_vars\/[^/]+(?:\/.*)?$/.exec(uri)?.[1] ?? parentUri(uri);

function commonFolder(folders: readonly string[]): string {
  const [first = '', ...others] = folders.map((folder) => folder.split('/'));
  let length = first.length;
  for (const other of others) {
    const at = (first as readonly string[]).findIndex((part, index) => part !== other[index]);
    if (at >= 0) length = Math.min(length, at);
  }
  return (first as readonly string[]).slice(0, length).join('/');
}
