// Rows about the archives of images: those of K3s for every architecture, complete and of the kind that their names
// say; those that are ignored, and those that are copied twice.

import { joinUri } from '../../ansible/files/uri.ts';
import { groupBy } from '../../text/groupBy.ts';
import { msg } from '../../text/message.ts';
import { type AirgapRules, distribute, imageNames, isArchive } from '../roles/airgapFiles.ts';
import type { Architecture } from './architecture.ts';
import type { Folder, FolderFile } from './folder.ts';
import { type AuditHost, type AuditRow, namesOf } from './rows.ts';
import { damageOf, sizeText } from './wording.ts';

/** The rows about images for one architecture. With a registry, missing images are no fault. */
export function* imageRows(
  folder: Folder,
  architecture: Architecture,
  hosts: readonly AuditHost[],
  { rules, hasRegistry }: { readonly rules: AirgapRules; readonly hasRegistry: boolean },
): Generator<AuditRow, void, undefined> {
  const row = {
    id: `images:${architecture}`,
    requirement: msg('Images for {0}', architecture),
    hosts: namesOf(hosts),
  };
  const wants = { kind: 'images', architecture } as const;
  const { images } = distribute(folder.names, architecture, rules);
  // K3s' archive for another architecture is of no use for this one.
  const others = images.filter((name) => !OWN_NAME.test(name));
  const own = images.find((name) => imageNames(architecture).includes(name));
  const file = own === undefined ? undefined : folder.files.get(own);
  const problem = file && archiveProblem(file);
  if (file && !problem)
    yield {
      ...row,
      file: file.uri,
      state: 'met',
      reason: msg('“{0}” ({1}).', file.name, sizeText(file.size)),
    };
  else if (file && problem) {
    // A new copy must replace it: beside it, both would be copied to every node.
    const again = { ...wants, name: file.name };
    yield { ...row, wants: again, file: file.uri, state: 'wrong', reason: problem };
  } else if (others.length > 0)
    yield {
      ...row,
      state: 'unknown',
      reason: msg(
        '“{0}” is copied; its name does not show whether it holds what K3s needs on {1}.',
        others.join('”, “'),
        architecture,
      ),
    };
  else if (hasRegistry)
    yield {
      ...row,
      state: 'unknown',
      reason: msg('There is no archive; the inventory names a registry, which must hold the images.'),
    };
  else
    yield {
      ...row,
      wants,
      state: 'missing',
      reason: msg(
        'There is no “{0}” (or .tar.gz, .tar): pods will wait for their images.',
        imageNames(architecture)[0] ?? '',
      ),
    };
}

/** As K3s publishes them. */
const OWN_NAME = /^k3s-airgap-images-(?:amd64|arm64|arm|s390x|riscv64)\.tar(?:\.gz|\.zst)?$/;

/** The kind that the name stands for: K3s unpacks an archive by its name. */
const PROMISED: readonly (readonly [RegExp, FolderFile['kind']])[] = [
  [/\.tar\.gz$/, 'gzip'],
  [/\.tar\.zst$/, 'zstd'],
  [/\.tar$/, 'tar'],
];

function archiveProblem(file: FolderFile) {
  const damage = damageOf(file);
  const promised = PROMISED.find(([pattern]) => pattern.test(file.name))?.[1];
  if (damage || promised === undefined || file.kind === promised) return damage;
  return file.kind === 'unknown' || file.kind === 'text'
    ? msg('“{0}” is no {1} file: it is damaged, or something else.', file.name, promised)
    : msg(
        '“{0}” is a {1} file, but its name says {2}: K3s cannot unpack it.',
        file.name,
        file.kind,
        promised,
      );
}

/** Other archives that are copied and cannot be unpacked, that are never used, or that are copied twice. */
export function* otherArchiveRows(
  folder: Folder,
  architectures: readonly Architecture[],
  hosts: readonly AuditHost[],
  rules: AirgapRules,
): Generator<AuditRow, void, undefined> {
  const copied = new Set(architectures.flatMap((one) => distribute(folder.names, one, rules).images));
  const own = new Set(architectures.flatMap(imageNames));
  for (const name of [...copied].sort()) {
    const file = folder.files.get(name);
    const problem = file && !own.has(name) ? archiveProblem(file) : undefined;
    if (file && problem)
      yield {
        id: `archive:${name}`,
        requirement: msg('Archive {0}', name),
        state: 'wrong',
        reason: problem,
        hosts: namesOf(hosts),
        file: file.uri,
      };
  }
  yield* ignoredRows(folder, copied);
  yield* duplicateRows(folder, copied, hosts);
}

const LIKE_ARCHIVE = /\.(?:tgz|tzst|txz|tbz2?|tar\.\w+|tar)$/i;

function* ignoredRows(folder: Folder, copied: ReadonlySet<string>): Generator<AuditRow, void, undefined> {
  for (const file of folder.files.values()) {
    if (file.kind === 'folder' || copied.has(file.name) || !LIKE_ARCHIVE.test(file.name)) continue;
    // Older releases copy one archive only, so further compressions do no harm.
    if (OWN_NAME.test(file.name)) continue;
    const ending =
      file.kind === 'gzip'
        ? '.tar.gz'
        : file.kind === 'zstd'
          ? '.tar.zst'
          : file.kind === 'tar'
            ? '.tar'
            : '';
    const to = file.name.replace(LIKE_ARCHIVE, ending);
    const canRename = ending !== '' && !isArchive(file.name) && !folder.names.includes(to);
    yield {
      id: `ignored:${file.name}`,
      requirement: msg('Archive {0}', file.name),
      state: 'wrong',
      reason: canRename
        ? msg('It is not copied, because of its name. Rename it to “{0}”.', to)
        : msg(
            'It is not copied: archives must be .tar, .tar.gz or .tar.zst, and before k3s-ansible 1.1.0 be called as K3s calls them.',
          ),
      hosts: [],
      file: file.uri,
      ...(canRename && { rename: { from: file.uri, to: joinUri(folder.uri, to) } }),
    };
  }
}

/** Archives that differ in their compression only: the role copies each of them to every node. */
function* duplicateRows(
  folder: Folder,
  copied: ReadonlySet<string>,
  hosts: readonly AuditHost[],
): Generator<AuditRow, void, undefined> {
  const byStem = groupBy([...copied].sort(), (name) => name.replace(/\.tar(?:\.gz|\.zst)?$/, ''));
  for (const [stem, names] of byStem) {
    if (names.length < 2) continue;
    const sizes = names.map((name) => folder.files.get(name)?.size ?? 0);
    yield {
      id: `duplicate:${stem}`,
      requirement: msg('Images only once'),
      state: 'wrong',
      reason: msg(
        '“{0}” hold the same images, and every node gets all of them ({1}). Keep one.',
        names.join('”, “'),
        sizeText(sizes.reduce((sum, size) => sum + size, 0)),
      ),
      hosts: namesOf(hosts),
    };
  }
}
