// Files that a person hands to the page: dropped, chosen, or pasted. They stay in the page's memory.
import { joinUri, type MemoryFileSystem } from '../core/index.ts';
import { decodeText } from '../node/decodeText.ts';

/** The folder that everything is put into. */
export const ROOT = 'file:///page';

/** Larger files are generated data; more of them than this are no inventory's folder. */
const MAX_BYTES = 20 * 1024 * 1024;
const MAX_FILES = 5000;
/** Folders of programs, which hold thousands of files and no inventory. */
const PASSED_OVER = new Set(['node_modules', '.git', '.venv', 'venv', '__pycache__']);

/** A file with its path below what was dropped, such as `site/group_vars/all.yml`. */
export interface GivenFile {
  readonly path: string;
  readonly file: File;
}

/** What was dropped, folders with all that is in them. The entries are only there until the event has ended. */
export async function droppedFiles(items: DataTransferItemList): Promise<readonly GivenFile[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found: GivenFile[] = [];
  for (const entry of entries) await collect(entry, found);
  return found;
}

async function collect(entry: FileSystemEntry, found: GivenFile[]): Promise<void> {
  if (found.length >= MAX_FILES || PASSED_OVER.has(entry.name)) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((done, fail) => entry.file(done, fail));
    found.push({ path: entry.fullPath.replace(/^\//, ''), file });
  } else if (isFolder(entry)) {
    for (const child of await entriesOf(entry)) await collect(child, found);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** A reader gives a hundred at a time, and nothing at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const next = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (next.length === 0) return entries;
    entries.push(...next);
  }
}

/** What a person has chosen in the browser's own dialog for folders. */
export const chosenFiles = (files: FileList): readonly GivenFile[] =>
  [...files]
    .map((file) => ({ path: file.webkitRelativePath || file.name, file }))
    .filter(({ path }) => !path.split('/').some((name) => PASSED_OVER.has(name)))
    .slice(0, MAX_FILES);

/** Puts the files into memory, and all that was there before away. */
export async function replaceAll(files: MemoryFileSystem, given: readonly GivenFile[]): Promise<void> {
  const read = await Promise.all(given.map(async ({ path, file }) => [path, await contentOf(file)] as const));
  for (const uri of files.files()) files.remove(uri);
  for (const [path, content] of read) files.write(joinUri(ROOT, path), content);
}

async function contentOf(file: File) {
  if (file.size > MAX_BYTES) return { problem: 'too-large', detail: '' } as const;
  try {
    return decodeText(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    return { problem: 'unreadable', detail: error instanceof Error ? error.name : 'unknown' } as const;
  }
}

/** The name that a pasted text would have: Ansible reads INI where a line begins with a section. */
export function pastedUri(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const first = lines.find((line) => line !== '' && !/^[#;]/.test(line));
  return joinUri(ROOT, first?.startsWith('[') ? 'inventory.ini' : 'inventory.yml');
}
