// One airgap folder as the audit sees it: its files with their sizes and first bytes, read concurrently.
import type { DirectoryEntry } from '../../ansible/files/fileSystem.ts';
import { joinUri } from '../../ansible/files/uri.ts';
import { type ByteSource, isUnreadable } from './byteSource.ts';
import { type Program, parseProgram } from './elf.ts';
import { type FileKind, fileKind, HEAD_LENGTH } from './fileKind.ts';
import { programRelease } from './programRelease.ts';

/** A file with all that can be known without reading it to its end. */
export interface FolderFile {
  readonly name: string;
  readonly uri: string;
  /** The kind by content, or `folder` or `unreadable`. */
  readonly kind: FileKind | 'folder' | 'unreadable';
  readonly size: number;
  /** Why it cannot be read. */
  readonly detail?: string;
  readonly program?: Program;
  /** The release of K3s, where the program contains it. */
  readonly release?: string;
}

/** What lies directly in `airgap_dir`, as far as the names may matter to an installation. */
export interface Folder {
  readonly uri: string;
  readonly files: ReadonlyMap<string, FolderFile>;
  /** The names of files only. */
  readonly names: readonly string[];
  readonly folders: readonly string[];
  readonly brokenLinks: readonly string[];
}

/** More files than any release has; further ones are not read. */
const MAX_FILES = 500;
/** Names that can matter to a K3s of any version; other files are ignored. */
const RELEVANT = /k3s|\.(?:tar|tgz|tzst|txz|tbz2?|rpm|zip)\b|^sha256sum|install|\.sh$|\.tar\.\w+$/i;

/** Looks at every entry. None of them can make it fail: what cannot be read is one of the results. */
export async function readFolder(
  bytes: ByteSource,
  uri: string,
  entries: readonly DirectoryEntry[],
): Promise<Folder> {
  const relevant = entries.filter(({ name }) => RELEVANT.test(name)).slice(0, MAX_FILES);
  const [files, brokenLinks] = await Promise.all([
    Promise.all(relevant.map((entry) => readEntry(bytes, uri, entry))),
    bytes.brokenLinks(uri),
  ]);
  return {
    uri,
    files: new Map(files.map((file) => [file.name, file])),
    names: entries.filter(({ kind }) => kind === 'file').map(({ name }) => name),
    folders: entries.filter(({ kind }) => kind === 'directory').map(({ name }) => name),
    brokenLinks,
  };
}

async function readEntry(bytes: ByteSource, folder: string, entry: DirectoryEntry): Promise<FolderFile> {
  const { name } = entry;
  const uri = joinUri(folder, name);
  if (entry.kind === 'directory') return { name, uri, kind: 'folder', size: 0 };
  const size = await bytes.size(uri);
  const head = await bytes.read(uri, 0, HEAD_LENGTH);
  if (size === undefined || head === undefined) return { name, uri, kind: 'empty', size: 0 };
  if (isUnreadable(size)) return { name, uri, kind: 'unreadable', size: 0, detail: size.detail };
  if (isUnreadable(head)) return { name, uri, kind: 'unreadable', size, detail: head.detail };
  const kind = fileKind(head);
  if (kind !== 'elf') return { name, uri, kind, size };
  const program = parseProgram(head);
  const release = program && program.needs <= size ? await programRelease(bytes, uri, head) : undefined;
  return { name, uri, kind, size, ...(program && { program }), ...(release !== undefined && { release }) };
}
