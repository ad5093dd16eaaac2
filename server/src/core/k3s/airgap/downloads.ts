// What to download for an airgap folder, from where, and under which name to store it: as a list and as a shell script.
// Downloads nothing itself.
import { type Message, msg } from '../../text/message.ts';
import { imageNames, SCRIPT } from '../roles/airgapFiles.ts';
import { assetOf } from './architecture.ts';
import { checksumFile } from './checksums.ts';
import type { AuditRow, Wanted } from './rows.ts';

/**
 * One file to fetch. The names differ: K3s publishes the binary for amd64 as `k3s`, and the role looks for one with
 * the architecture in its name.
 */
export interface Download {
  readonly url: string;
  /** The name in the folder. */
  readonly name: string;
  /** The list of checksums that contains it, and its name there. */
  readonly checksum?: { readonly list: string; readonly asset: string };
}

const RELEASES = 'https://github.com/k3s-io/k3s/releases/download';

/** What fills the gaps of an audit. */
export interface DownloadList {
  readonly downloads: readonly Download[];
  /** What the list cannot express. */
  readonly notes: readonly Message[];
}

/** Only names of releases, so that nothing in them leads to another address. */
const RELEASE = /^v\d{1,4}\.\d{1,4}\.\d{1,4}(?:-[0-9A-Za-z][0-9A-Za-z.]*)?\+k3s[0-9A-Za-z]{1,16}$/;

/** For everything that rows miss. Without a version, no file of a release can be named. */
export function downloadList(rows: readonly AuditRow[], wantedVersion: string | undefined): DownloadList {
  const version = wantedVersion !== undefined && RELEASE.test(wantedVersion) ? wantedVersion : undefined;
  const last = new Map(rows.map((row) => [row.id, row]));
  const missing = [...last.values()].filter(({ state }) => state === 'missing' || state === 'wrong');
  const wanted = missing.flatMap(({ wants }) => (wants ? [wants] : []));
  const architectures = new Set(
    wanted.flatMap((want) => ('architecture' in want ? [want.architecture] : [])),
  );
  const lists = [...architectures].map((architecture): Wanted => ({ kind: 'checksums', architecture }));
  const found = [...wanted, ...lists].flatMap((want) => downloadOf(want, version));
  const byName = new Map(found.map((download) => [download.name, download]));
  const needsRelease = wanted.some(({ kind }) => kind === 'binary' || kind === 'images');
  return {
    downloads: [...byName.values()],
    notes: [
      ...(needsRelease && wantedVersion === undefined
        ? [msg('k3s_version is not known here, so the files of the release cannot be named.')]
        : []),
      ...(needsRelease && wantedVersion !== undefined && version === undefined
        ? [
            msg(
              'k3s_version is “{0}”, which is no name of a K3s release such as v1.31.4+k3s1: its files are left out of the list.',
              wantedVersion,
            ),
          ]
        : []),
      ...(byName.has(SCRIPT)
        ? [msg('{0}: no checksum is published for it. Read it before it is run.', SCRIPT)]
        : []),
      ...(wanted.some(({ kind }) => kind === 'selinux')
        ? [
            msg(
              'k3s-selinux: choose the package for your system at https://github.com/k3s-io/k3s-selinux/releases',
            ),
          ]
        : []),
      ...(last.get('architecture')
        ? [msg('The architecture of some hosts is not known; files for it may be missing in this list.')]
        : []),
    ],
  };
}

function downloadOf(want: Wanted, version: string | undefined): readonly Download[] {
  if (want.kind === 'script') return [{ url: 'https://get.k3s.io/', name: SCRIPT }];
  if (want.kind === 'selinux' || version === undefined) return [];
  const base = `${RELEASES}/${version.replaceAll('+', '%2B')}`;
  const list = checksumFile(want.architecture);
  if (want.kind === 'checksums') return [{ url: `${base}/${list}`, name: list }];
  const asset =
    want.kind === 'binary'
      ? assetOf(want.architecture)
      : (want.name ?? imageNames(want.architecture)[0] ?? '');
  const name = want.kind === 'binary' ? want.name : asset;
  return [{ url: `${base}/${asset}`, name, checksum: { list, asset } }];
}

/** A line for each: the name in the folder, and its address. */
export function downloadText({ downloads }: DownloadList): string {
  const width = Math.max(0, ...downloads.map(({ name }) => name.length));
  return downloads.map(({ name, url }) => `${name.padEnd(width)}  ${url}\n`).join('');
}

/** For a machine with internet and curl. Called with the folder; verifies what it has downloaded. */
export function downloadScript({ downloads }: DownloadList, notes: readonly string[]): string {
  const lines = [
    '#!/bin/sh',
    ...notes.map((note) => `# ${note.replace(/[\r\n]+/g, ' ')}`),
    'set -eu',
    'folder=$1',
    'mkdir -p "$folder"',
    'cd "$folder"',
    'fetch() { curl -fgL --proto =https --retry 3 -o "$1.part" -- "$2" && mv -- "$1.part" "$1"; }',
    ...downloads.map(({ name, url }) => `fetch ${quote(name)} ${quote(url)}`),
    ...downloads.flatMap(({ name, checksum }) => (checksum ? [checkLine(name, checksum)] : [])),
  ];
  return `${lines.join('\n')}\n`;
}

/** The list contains the file under the name it was published under. */
const checkLine = (name: string, { list, asset }: NonNullable<Download['checksum']>): string =>
  `awk -v asset=${quote(asset)} -v name=${quote(name)} '$2 == asset { print $1 "  " name }' ${list} | sha256sum -c -`;

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
