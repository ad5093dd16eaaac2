// The outside world during one question: a folder is listed once, however many ask, and not more of them than
// anybody's inventory needs. Keeps nothing for the next question.
import type { Host } from './host.ts';

/** Links can make a few folders look like any number of them. */
const MAX_FOLDERS = 50_000;

export function createSnapshot(host: Host): Host {
  const listings = new Map<string, ReturnType<Host['listDirectory']>>();
  const stats = new Map<string, ReturnType<Host['stat']>>();
  return {
    readFile: (uri) => host.readFile(uri),
    listDirectory(uri) {
      const known = listings.get(uri);
      if (known) return known;
      const listing = listings.size < MAX_FOLDERS ? host.listDirectory(uri) : Promise.resolve(undefined);
      listings.set(uri, listing);
      return listing;
    },
    stat(uri) {
      const stat = stats.get(uri) ?? host.stat(uri);
      stats.set(uri, stat);
      return stat;
    },
  };
}
