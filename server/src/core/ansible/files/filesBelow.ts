// All files below a folder, as Ansible's own walks find them, within limits: links may make folders endless, in a
// repository that somebody just opens.
import { compareText } from '../../text/compareText.ts';
import type { DirectoryEntry } from './fileSystem.ts';
import { listFolder, type Search } from './listFolder.ts';
import { joinUri } from './uri.ts';

/** Far more than any inventory has; what lies beyond is reported as unknown. */
const MAX_FOLDERS = 1000;
const MAX_DEPTH = 16;

export interface Below {
  /** Whether a file counts, and whether a folder is looked into. */
  readonly takes: (entry: DirectoryEntry) => boolean;
}

/** Sorted by name, folder by folder. A link to a folder is followed, but no link behind it: two could form a circle. */
export async function filesBelow(
  search: Search,
  folder: string,
  { takes }: Below,
): Promise<readonly string[]> {
  let room = MAX_FOLDERS;

  async function walk(uri: string, depth: number, isBehindLink: boolean): Promise<readonly string[]> {
    if (--room < 0 || depth > MAX_DEPTH) {
      if (room === -1) search.unknowns.push({ uri: folder, reason: 'too-large', ...ownerOf(search) });
      return [];
    }
    const entries = (await listFolder(search, uri)).filter(takes);
    const files: string[] = [];
    for (const { name, kind, link } of entries.toSorted((a, b) => compareText(a.name, b.name))) {
      const below = joinUri(uri, name);
      if (kind === 'file') files.push(below);
      else if (!(link && isBehindLink))
        files.push(...(await walk(below, depth + 1, isBehindLink || link === true)));
    }
    return files;
  }

  return walk(folder, 0, false);
}

const ownerOf = ({ owner }: Search) => (owner ? { owner } : {});
