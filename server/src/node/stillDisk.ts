// The disk during a command: a name that is not in the list of its folder is not looked up. Most files that may lie
// beside an inventory do not exist, and asking the disk for each costs more than reading those that do.
import type { FileSystem } from '../core/index.ts';
import { createDiskFileSystem } from './diskFileSystem.ts';

/** For the time of one command only: a file that is created in a listed folder meanwhile is not seen. */
export function createListingCache(disk: FileSystem = createDiskFileSystem()): FileSystem {
  const listed = new Map<string, ReadonlySet<string>>();

  /** Whether a folder around it has been listed without it. */
  function isMissing(uri: string): boolean {
    for (let end = uri.lastIndexOf('/'); end > ROOT; end = uri.lastIndexOf('/', end - 1)) {
      const names = listed.get(uri.slice(0, end));
      if (!names) continue;
      const [name = ''] = uri.slice(end + 1).split('/');
      return PLAIN.test(name) && !names.has(name.toLowerCase());
    }
    return false;
  }

  return {
    ...disk,
    readFile: async (uri) => (isMissing(uri) ? undefined : disk.readFile(uri)),
    stat: async (uri) => (isMissing(uri) ? undefined : disk.stat(uri)),
    async listDirectory(uri) {
      if (isMissing(uri)) return undefined;
      const entries = await disk.listDirectory(uri);
      if (entries && !('problem' in entries))
        listed.set(uri, new Set(entries.map(({ name }) => name.toLowerCase())));
      return entries;
    },
  };
}

const ROOT = 'file:///'.length - 1;

/** Names that no disk knows in another spelling, but for the case of letters. */
const PLAIN = /^[\w.-]+$/;
