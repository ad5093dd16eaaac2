// Compares files with the checksums of their release, where the list lies beside them. The only slow part of an audit.
import { type Message, msg } from '../../text/message.ts';
import { type AirgapRules, distribute } from '../roles/airgapFiles.ts';
import type { Architecture } from './architecture.ts';
import { type ByteSource, isUnreadable } from './byteSource.ts';
import { assetName, type Checksums, checksumFile, parseChecksums } from './checksums.ts';
import type { Folder, FolderFile } from './folder.ts';
import type { AuditRow, Wanted } from './rows.ts';

/** Watches the hashing of all files of a folder together. */
export interface AuditWatcher {
  /** Called with the bytes that are hashed, of all that will be. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly isCancelled?: () => boolean;
}

/** Longer files are no list of checksums. */
const MAX_LIST = 1 << 20;

interface Job {
  readonly file: FolderFile;
  readonly architecture: Architecture;
  readonly expected: string;
  /** A download that would replace the file. */
  readonly wants: Wanted;
}

/**
 * The rows about checksums: first those that need no hashing, then one for each file that is on a list, shown as
 * pending until its turn comes.
 */
export async function* checksumRows(
  bytes: ByteSource,
  folder: Folder,
  architectures: readonly Architecture[],
  { rules, watcher }: { readonly rules: AirgapRules; readonly watcher: AuditWatcher },
): AsyncGenerator<AuditRow, void, undefined> {
  const jobs: Job[] = [];
  for (const architecture of architectures) {
    const listed = await readList(bytes, folder, architecture);
    if ('row' in listed) yield listed.row;
    else jobs.push(...jobsOf(folder, architecture, listed.sums, rules));
  }
  for (const { file } of jobs)
    yield {
      ...rowOf(file),
      state: 'unknown',
      reason: msg('The checksum is being computed.'),
      isPending: true,
    };
  yield* hashAll(bytes, jobs, watcher);
}

async function readList(
  bytes: ByteSource,
  folder: Folder,
  architecture: Architecture,
): Promise<{ readonly sums: Checksums } | { readonly row: AuditRow }> {
  const name = checksumFile(architecture);
  const file = folder.files.get(name);
  const row = (state: AuditRow['state'], reason: Message): { readonly row: AuditRow } => ({
    row: {
      id: `checksums:${architecture}`,
      requirement: msg('Checksums for {0}', architecture),
      state,
      reason,
      hosts: [],
      ...(file && { file: file.uri }),
      wants: { kind: 'checksums', architecture },
      ...(state === 'unknown' && { isAdvice: true as const }),
    },
  });
  if (!file)
    return row(
      'unknown',
      msg(
        'There is no “{0}” beside the files: whether they are whole and of one release cannot be known.',
        name,
      ),
    );
  const content = await bytes.read(file.uri, 0, MAX_LIST);
  if (content === undefined || isUnreadable(content))
    return row('wrong', msg('“{0}” cannot be read ({1}).', name, content?.detail ?? ''));
  const sums = parseChecksums(asciiOf(content));
  return sums ? { sums } : row('wrong', msg('“{0}” holds no checksums: it is empty, or a web page.', name));
}

const asciiOf = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096)
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
};

function jobsOf(
  folder: Folder,
  architecture: Architecture,
  sums: Checksums,
  rules: AirgapRules,
): readonly Job[] {
  const { binary, images } = distribute(folder.names, architecture, rules);
  return [...(binary === undefined ? [] : [binary]), ...images].flatMap((name) => {
    const kind = name === binary ? 'binary' : 'images';
    const file = folder.files.get(name);
    const expected = sums.get(assetName(name, architecture));
    // A single binary for another architecture has a row of its own.
    const isOther = file?.program !== undefined && file.program.machine !== architecture;
    const isWhole = file !== undefined && file.size > 0 && file.kind !== 'web-page';
    return file && expected !== undefined && isWhole && !isOther
      ? [{ file, architecture, expected, wants: { kind, architecture, name } }]
      : [];
  });
}

const rowOf = (file: FolderFile): Pick<AuditRow, 'id' | 'requirement' | 'hosts' | 'file'> => ({
  id: `checksum:${file.name}`,
  requirement: msg('Checksum of {0}', file.name),
  hosts: [],
  file: file.uri,
});

/** Hashes one file after the other, so that the progress is that of all bytes together. */
async function* hashAll(
  bytes: ByteSource,
  jobs: readonly Job[],
  { onProgress, isCancelled }: AuditWatcher,
): AsyncGenerator<AuditRow, void, undefined> {
  const total = jobs.reduce((sum, { file }) => sum + file.size, 0);
  const verdicts = new Map<Job, boolean>();
  let before = 0;
  for (const job of jobs) {
    const { file, architecture, expected, wants } = job;
    const done = before;
    const hash = await bytes.sha256(file.uri, {
      ...(onProgress && { onBytes: (read) => onProgress(done + read, total) }),
      ...(isCancelled && { isCancelled }),
    });
    before += file.size;
    if (isCancelled?.()) {
      yield { ...rowOf(file), state: 'unknown', reason: msg('The checksum was not computed.') };
      continue;
    }
    if (hash === undefined || isUnreadable(hash)) {
      const reason = msg('“{0}” cannot be read ({1}).', file.name, hash?.detail ?? '');
      yield { ...rowOf(file), wants, state: 'wrong', reason };
      continue;
    }
    verdicts.set(job, hash === expected);
    yield hash === expected
      ? { ...rowOf(file), state: 'met', reason: msg('As {0} says.', checksumFile(architecture)) }
      : {
          ...rowOf(file),
          wants,
          state: 'wrong',
          reason: msg(
            'It is not the one of {0}: damaged, cut short, or of another release.',
            checksumFile(architecture),
          ),
        };
  }
  yield* oneReleaseRows(verdicts);
}

/** Files that match one list are of one release; a list that matches none is probably of another. */
function* oneReleaseRows(verdicts: ReadonlyMap<Job, boolean>): Generator<AuditRow, void, undefined> {
  const architectures = new Set([...verdicts.keys()].map(({ architecture }) => architecture));
  for (const architecture of architectures) {
    const own = [...verdicts].filter(([job]) => job.architecture === architecture);
    if (own.length < 2) continue;
    const good = own.filter(([, isGood]) => isGood).length;
    yield {
      id: `one-release:${architecture}`,
      requirement: msg('Binary and images for {0} of one release', architecture),
      hosts: [],
      state: good === own.length ? 'met' : 'wrong',
      reason:
        good === own.length
          ? msg('All of them are listed in {0}.', checksumFile(architecture))
          : good === 0
            ? msg(
                '{0} fits none of the files: it is probably the list of another release.',
                checksumFile(architecture),
              )
            : msg('Only some of them are those of {0}.', checksumFile(architecture)),
    };
  }
}
