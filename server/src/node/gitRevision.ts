// A revision of a Git repository as a file system: its folders and files as they were, without checking anything out.
// No filter and no program of the repository runs, and nothing is fetched.
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { isAbsolute, join, relative, sep } from 'node:path';
import { type DirectoryEntry, type FileContent, type FileSystem, type Message, msg } from '../core/index.ts';
import { decodeText } from './decodeText.ts';
import { filePath, fileUri } from './diskFileSystem.ts';
import { gitOutput, startGit } from './git.ts';

/** A commit of the repository around a folder, read without a work tree of its own. */
export interface Revision {
  /** The folder of the work tree. */
  readonly root: string;
  readonly commit: string;
  /** The day it was made. */
  readonly date: string;
  /** The disk with the work tree as the revision has it. What Git ignores, and submodules, are as on the disk. */
  fileSystem(disk: FileSystem): FileSystem;
  close(): void;
}

const MAX_BYTES = 20 * 1024 * 1024;
const MAX_SECONDS = 60;
const MAX_LINKS = 20;
/** Longer than any path. */
const MAX_TARGET = 4096;

type Entry =
  | { readonly kind: 'file'; readonly id: string; readonly size: number; readonly executable: boolean }
  | { readonly kind: 'link'; readonly id: string; readonly size: number }
  | { readonly kind: 'directory' }
  | { readonly kind: 'disk' };

/** The revision of the repository that the folder lies in. */
export async function openRevision(
  folder: string,
  name: string,
): Promise<Revision | { readonly problem: Message }> {
  const signal = AbortSignal.timeout(MAX_SECONDS * 1000);
  const ask = async (...args: string[]): Promise<string | undefined> =>
    (await gitOutput(folder, args, signal))?.toString('utf8');
  try {
    const root = (await ask('rev-parse', '--show-toplevel'))?.replace(/\r?\n$/, '');
    if (!root) return { problem: msg('The inventory is in no Git repository, or it cannot be read.') };
    const commit = (
      await ask('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`)
    )?.trim();
    if (!commit)
      return { problem: msg('"{0}" is no file, no folder and no revision of the repository.', name) };
    const [tree, ignored, date] = await Promise.all([
      ask('ls-tree', '-r', '-t', '-l', '-z', '--full-tree', commit),
      gitOutput(
        root,
        ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z'],
        signal,
      ),
      ask('log', '-1', '--no-show-signature', '--no-mailmap', '--date=short', '--format=%cd', commit),
    ]);
    if (tree === undefined) return { problem: msg('The revision "{0}" cannot be read.', name) };
    const entries = entriesOf(tree, ignored?.toString('utf8') ?? '');
    const blobs = new BlobReader(root, signal);
    return {
      root,
      commit,
      date: date?.trim() ?? '',
      fileSystem: (disk) => revisionFiles(disk, root, entries, blobs),
      close: () => blobs.close(),
    };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { problem: msg('git cannot be run: {0}', detail) };
  }
}

function entriesOf(tree: string, ignored: string): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>([['', { kind: 'directory' }]]);
  for (const line of tree.split('\0')) {
    const [, mode = '', type = '', id = '', size = '', path = ''] =
      /^(\d+) (\w+) ([\da-f]+) +(\d+|-)\t([\s\S]+)$/.exec(line) ?? [];
    if (path === '') continue;
    if (type === 'tree') entries.set(path, { kind: 'directory' });
    else if (type === 'commit') entries.set(path, { kind: 'disk' });
    else if (mode === '120000') entries.set(path, { kind: 'link', id, size: Number(size) });
    else entries.set(path, { kind: 'file', id, size: Number(size), executable: mode === '100755' });
  }
  for (const path of ignored.split('\0').map((one) => one.replace(/\/$/, '')))
    if (path !== '' && !entries.has(path)) entries.set(path, { kind: 'disk' });
  return entries;
}

/** Where a path leads: an entry of the revision, or a place on the disk. */
type Found = { readonly path: string; readonly entry: Entry } | { readonly disk: string } | undefined;

function revisionFiles(
  disk: FileSystem,
  root: string,
  entries: ReadonlyMap<string, Entry>,
  blobs: BlobReader,
): FileSystem {
  const children = childrenOf(entries);

  const onDisk = (...path: readonly string[]): Found => ({ disk: fileUri(join(root, ...path)) });

  async function find(uri: string): Promise<Found> {
    if (!uri.startsWith('file:')) return { disk: uri };
    const path = relative(root, filePath(uri));
    if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return { disk: uri };
    return follow(path.split(sep));
  }

  async function follow(start: readonly string[]): Promise<Found> {
    let waiting = [...start];
    const done: string[] = [];
    for (let links = 0; waiting.length > 0; ) {
      const next = waiting.shift() ?? '';
      if (next === '..' && done.pop() === undefined) return onDisk('..', ...waiting);
      if (next === '' || next === '.' || next === '..') continue;
      done.push(next);
      const entry = entries.get(done.join('/'));
      if (!entry) return undefined;
      if (entry.kind === 'disk') return onDisk(...done, ...waiting);
      if (entry.kind !== 'link') continue;
      if (entry.size > MAX_TARGET || ++links > MAX_LINKS) return undefined;
      const target = (await blobs.read(entry.id))?.toString('utf8');
      if (target === undefined) return undefined;
      if (isAbsolute(target)) return { disk: fileUri(join(target, ...waiting)) };
      done.pop();
      waiting = [...target.split('/'), ...waiting];
    }
    const path = done.join('/');
    const entry = entries.get(path);
    return entry && { path, entry };
  }

  async function entryIn(folder: string, name: string): Promise<readonly DirectoryEntry[]> {
    const entry = entries.get(folder === '' ? name : `${folder}/${name}`);
    if (entry?.kind !== 'link') {
      const kind = entry?.kind === 'file' ? 'file' : 'directory';
      return [{ name, kind }];
    }
    const found = await follow([...folder.split('/'), name]);
    if (!found) return [];
    const leadsToFolder = 'entry' in found && found.entry.kind === 'directory';
    // A link to a folder around it would be walked in circles.
    if (leadsToFolder && `${folder}/`.startsWith(`${found.path}/`)) return [];
    return [{ name, kind: leadsToFolder ? 'directory' : 'file', link: true }];
  }

  return {
    ...disk,
    async readFile(uri): Promise<FileContent | undefined> {
      const found = await find(uri);
      if (!found || 'disk' in found) return found && disk.readFile(found.disk);
      if (found.entry.kind !== 'file') return undefined;
      if (found.entry.size > MAX_BYTES) return { problem: 'too-large', detail: '' };
      const bytes = await blobs.read(found.entry.id);
      return bytes ? decodeText(bytes) : { problem: 'unreadable', detail: 'git' };
    },
    async listDirectory(uri) {
      const found = await find(uri);
      if (!found || 'disk' in found) return found && disk.listDirectory(found.disk);
      if (found.entry.kind !== 'directory') return undefined;
      const names = [...(children.get(found.path) ?? [])];
      const listed = (await Promise.all(names.map((name) => entryIn(found.path, name)))).flat();
      if (!listed.some(({ name }) => isOnDisk(entries, found.path, name))) return listed;
      const there = await disk.listDirectory(fileUri(join(root, found.path)));
      const kinds = new Map(there && !('problem' in there) ? there.map((one) => [one.name, one]) : []);
      return listed.flatMap((one) =>
        isOnDisk(entries, found.path, one.name) ? (kinds.get(one.name) ?? []) : [one],
      );
    },
    async stat(uri) {
      const found = await find(uri);
      if (!found || 'disk' in found) return found && disk.stat(found.disk);
      const { entry } = found;
      return entry.kind === 'file'
        ? { kind: 'file', executable: process.platform !== 'win32' && entry.executable }
        : { kind: 'directory' };
    },
  };
}

const isOnDisk = (entries: ReadonlyMap<string, Entry>, folder: string, name: string): boolean =>
  entries.get(folder === '' ? name : `${folder}/${name}`)?.kind === 'disk';

function childrenOf(entries: ReadonlyMap<string, Entry>): ReadonlyMap<string, ReadonlySet<string>> {
  const children = new Map<string, Set<string>>();
  for (const path of entries.keys()) {
    const end = path.lastIndexOf('/');
    const name = path.slice(end + 1);
    if (name === '') continue;
    const folder = path.slice(0, Math.max(end, 0));
    const names = children.get(folder) ?? new Set();
    children.set(folder, names.add(name));
  }
  return children;
}

/** Reads one text after the other through one process. */
class BlobReader {
  private git: ChildProcessWithoutNullStreams | undefined;
  private pieces: Buffer[] = [];
  private received = 0;
  /** Bytes that must be there before anything can be answered: pieces are joined once, not each with all before it. */
  private needed = 1;
  private readonly waiting: ((content: Buffer | undefined) => void)[] = [];

  constructor(
    private readonly root: string,
    private readonly signal: AbortSignal,
  ) {}

  read(id: string): Promise<Buffer | undefined> {
    const git = this.start();
    return new Promise((done) => {
      this.waiting.push(done);
      git.stdin.write(`${id}\n`);
    });
  }

  close(): void {
    this.git?.stdin.end();
  }

  private start(): ChildProcessWithoutNullStreams {
    if (this.git) return this.git;
    const git = startGit(this.root, ['cat-file', '--batch'], this.signal);
    this.git = git;
    git.stderr.resume();
    git.stdin.on('error', () => undefined);
    git.stdout.on('data', (piece: Buffer) => {
      this.pieces.push(piece);
      this.received += piece.length;
      if (this.received >= this.needed) this.answer(Buffer.concat(this.pieces));
    });
    const end = (): void => {
      for (const done of this.waiting.splice(0)) done(undefined);
    };
    git.on('error', end);
    git.on('close', end);
    return git;
  }

  private answer(bytes: Buffer): void {
    let from = 0;
    for (;;) {
      const end = bytes.indexOf(10, from);
      const [, size] = /^[\da-f]+ \w+ (\d+)$/.exec(bytes.toString('latin1', from, end)) ?? [];
      const next = end + 1 + (size === undefined ? 0 : Number(size) + 1);
      if (end === -1 || bytes.length < next) {
        this.keep(bytes.subarray(from), end === -1 ? 1 : next - from);
        return;
      }
      this.waiting.shift()?.(size === undefined ? undefined : bytes.subarray(end + 1, next - 1));
      from = next;
    }
  }

  /** What is left, and how much of the next answer must be there. */
  private keep(rest: Buffer, needed: number): void {
    this.pieces = rest.length === 0 ? [] : [rest];
    this.received = rest.length;
    this.needed = Math.max(needed, rest.length + 1);
  }
}
