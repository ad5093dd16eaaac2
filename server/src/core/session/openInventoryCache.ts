// The inventories of documents that are worked on, kept open from one question to the next.
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import type { OpenInventory } from './openInventory.ts';

type Open = (uri: string) => Promise<readonly OpenInventory[]>;

interface Followed {
  readonly revision: number;
  readonly inventories: readonly OpenInventory[];
}

/** As many as a person goes back and forth between. */
const MAX_FOLLOWED = 8;

/** Opens a document's inventories, or brings those up to date that are open. Questions wait for each other. */
export function createOpenInventoryCache(fileSystem: FileSystem, open: Open): Open {
  const followed = new Map<string, Promise<Followed | undefined>>();

  async function follow(uri: string, before: Followed | undefined): Promise<Followed> {
    // What changes while the disk is read must be read again the next time.
    const revision = fileSystem.revision?.() ?? 0;
    if (before?.revision === revision && (await areUpToDate(before.inventories))) return before;
    const inventories = await open(uri);
    // The next question finds out that too much has changed since it was read.
    await areUpToDate(inventories);
    return { revision, inventories };
  }

  async function areUpToDate(inventories: readonly OpenInventory[]): Promise<boolean> {
    let areAll = inventories.length > 0;
    for (const inventory of inventories) areAll = (await inventory.update(fileSystem)) && areAll;
    return areAll;
  }

  return async (uri) => {
    if (!fileSystem.revision) return open(uri);
    const before = followed.get(uri);
    const now = (before ?? Promise.resolve(undefined)).then((known) => follow(uri, known));
    followed.delete(uri);
    // A question that fails must not fail all later ones.
    followed.set(
      uri,
      now.catch(() => undefined),
    );
    const [oldest] = followed.keys();
    if (followed.size > MAX_FOLLOWED && oldest !== undefined) followed.delete(oldest);
    return (await now).inventories;
  };
}
