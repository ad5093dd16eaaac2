// All files below a folder, as Ansible's own walks find them, within limits: links may make folders endless, in a
// repository that is just being opened.
import { compareText } from '../../text/compareText.ts';
import type { DirectoryEntry } from './fileSystem.ts';
import { listFolder, type Search } from './listFolder.ts';
import { joinUri } from './uri.ts';

/** Far more than any inventory has. Of a folder with more, such as a whole disk, nothing is read, and the user gets a message. */
const MAX_FOLDERS = 1000;
const MAX_FILES = 1000;
/** What lies deeper is an unknown source. */
const MAX_DEPTH = 16;

/** What a walk below a folder takes. */
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
  const room = { folders: MAX_FOLDERS, files: MAX_FILES };
  let isTooDeep = false;
  const isTooMuch = (): boolean => room.folders < 0 || room.files < 0;

  async function walk(uri: string, depth: number, isBehindLink: boolean): Promise<readonly string[]> {
    room.folders--;
    isTooDeep ||= depth > MAX_DEPTH;
    if (isTooMuch() || depth > MAX_DEPTH) return [];
    const entries = (await listFolder(search, uri)).filter(takes);
    room.files -= entries.filter(({ kind }) => kind === 'file').length;
    const files: string[] = [];
    for (const { name, kind, link } of entries.toSorted((a, b) => compareText(a.name, b.name))) {
      if (isTooMuch()) return [];
      const below = joinUri(uri, name);
      if (kind === 'file') files.push(below);
      else if (!(link && isBehindLink))
        files.push(...(await walk(below, depth + 1, isBehindLink || link === true)));
    }
    return files;
  }

  const files = await walk(folder, 0, false);
  if (isTooMuch() || isTooDeep)
    search.unknowns.push({ uri: folder, reason: 'too-large', ...ownerOf(search) });
  return isTooMuch() ? [] : files;
}

const ownerOf = ({ owner }: Search) => (owner ? { owner } : {});
