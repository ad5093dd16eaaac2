// Will an offline installation from this folder work? One row for each requirement, those that need no hashing first.
// Knows files by bytes and hosts by a few facts; knows no inventory and no editor.

import type { DirectoryEntry, FileSystem } from '../../ansible/files/fileSystem.ts';
import { type Message, msg } from '../../text/message.ts';
import type { AirgapRules } from '../roles/airgapFiles.ts';
import type { AirgapPlace } from './airgapFacts.ts';
import { ARCHITECTURES, type Architecture, architectureOf } from './architecture.ts';
import { binaryRows } from './binaryRows.ts';
import type { ByteSource } from './byteSource.ts';
import { type AuditWatcher, checksumRows } from './checksumRows.ts';
import { type Folder, readFolder } from './folder.ts';
import { imageRows, otherArchiveRows } from './imageRows.ts';
import { folderRows, scriptRow, selinuxRow } from './otherRows.ts';
import { type AuditHost, type AuditRow, namesOf } from './rows.ts';

/** What is to be audited, read from the inventory beforehand. */
export interface AuditInput {
  /** `airgap_dir` as it is written. */
  readonly path: string;
  /** Every folder it may mean, best first; absent where they cannot be known. */
  readonly places?: readonly (AirgapPlace & { readonly isSecondary: boolean })[];
  /** Whether the folder of the plays is known; otherwise a relative path may lead elsewhere. */
  readonly isAnchored: boolean;
  readonly hosts: readonly AuditHost[];
  readonly rules: AirgapRules;
  /** The images may come from a registry. */
  readonly hasRegistry: boolean;
}

/** Where the audit reads: names through the file system, contents as bytes. */
export interface AuditedFiles {
  readonly fileSystem: FileSystem;
  readonly bytes: ByteSource;
}

/**
 * The rows as they become known, so that they can be shown while checksums are still computed; a later row with the
 * same id replaces an earlier one.
 */
export async function* auditFolder(
  input: AuditInput,
  audited: AuditedFiles,
  watcher: AuditWatcher = {},
): AsyncGenerator<AuditRow, void, undefined> {
  const { row, place } = await findFolder(input, audited);
  yield row;
  if (row.state === 'unknown' && !place) return;
  const folder = await readFolder(audited.bytes, place?.uri ?? '', place?.entries ?? []);
  const { groups, rows } = architectures(input.hosts, folder, input.rules);
  yield* rows;
  yield* contentRows(input, folder, groups);
  yield* folderRows(audited.fileSystem, folder);
  if (place) yield* checksumRows(audited.bytes, folder, [...groups.keys()], { rules: input.rules, watcher });
}

function* contentRows(
  { hosts, rules, hasRegistry }: AuditInput,
  folder: Folder,
  groups: ReadonlyMap<Architecture, readonly AuditHost[]>,
): Generator<AuditRow, void, undefined> {
  for (const [architecture, own] of groups) yield* binaryRows(folder, architecture, own, rules);
  for (const [architecture, own] of groups)
    yield* imageRows(folder, architecture, own, { rules, hasRegistry });
  yield* otherArchiveRows(folder, [...groups.keys()], hosts, rules);
  yield scriptRow(folder, hosts, rules);
  const selinux = selinuxRow(folder, hosts, rules);
  if (selinux) yield selinux;
}

interface FoundFolder {
  readonly row: AuditRow;
  readonly place?: { readonly uri: string; readonly entries: readonly DirectoryEntry[] };
}

/**
 * The folder that Ansible would use, as the first row. Without one, the other requirements have nothing to look at.
 */
async function findFolder(
  { path, places, isAnchored, hosts }: AuditInput,
  { fileSystem }: AuditedFiles,
): Promise<FoundFolder> {
  const base = { id: 'directory', requirement: msg('Airgap folder'), hosts: namesOf(hosts) };
  const because = (state: AuditRow['state'], reason: Message, file?: string): FoundFolder => ({
    row: { ...base, state, reason, ...(file !== undefined && { file }) },
  });
  if (!places) return because('unknown', msg('Where “{0}” is cannot be known here.', path));
  for (const { uri, entries, isSecondary } of places) {
    if (entries === 'unreadable') return because('wrong', msg('The folder “{0}” cannot be read.', path), uri);
    if (entries === undefined) {
      if ((await fileSystem.stat(uri))?.kind === 'file')
        return because('wrong', msg('“{0}” is a file, where a folder is needed.', path), uri);
      continue;
    }
    const row: AuditRow = isSecondary
      ? {
          ...base,
          file: uri,
          state: 'wrong',
          reason: msg(
            '“{0}” lies where only some tasks look: the install script is not found there, and downloaded. Put the folder beside the playbook.',
            path,
          ),
        }
      : isAnchored
        ? { ...base, file: uri, state: 'met', reason: msg('“{0}” is there.', path) }
        : {
            ...base,
            file: uri,
            state: 'unknown',
            asks: 'playbook-folder',
            reason: msg(
              '“{0}” is there, but a relative path starts from the folder of the playbook, which is not known. Say which it is, or use an absolute path.',
              path,
            ),
          };
    return { row, place: { uri, entries } };
  }
  if (isAnchored) return because('missing', msg('There is no folder “{0}”.', path));
  const { row } = because(
    'unknown',
    msg(
      'There is no folder “{0}” near the inventory; it starts from the folder of the playbook, which is not known. Say which it is, or use an absolute path.',
      path,
    ),
  );
  return { row: { ...row, asks: 'playbook-folder' } };
}

/** The hosts of each architecture. Hosts of unknown architecture count for those that the folder has files for. */
function architectures(hosts: readonly AuditHost[], folder: Folder, rules: AirgapRules) {
  const groups = new Map<Architecture, AuditHost[]>();
  const add = (architecture: Architecture, host: AuditHost): void => {
    groups.set(architecture, [...(groups.get(architecture) ?? []), host]);
  };
  const rows: AuditRow[] = [];
  const silent: AuditHost[] = [];
  for (const host of hosts) {
    const architecture = host.machine === undefined ? undefined : architectureOf(host.machine);
    if (architecture) add(architecture, host);
    else if (host.machine === undefined) silent.push(host);
    else rows.push(unsupportedRow(host, host.machine));
  }
  const offered = offeredBy(folder, rules);
  if (silent.length > 0) {
    const assumed: readonly Architecture[] = offered.length > 0 ? offered : ['amd64'];
    for (const architecture of assumed) for (const host of silent) add(architecture, host);
    rows.push(silentRow(silent, offered));
  }
  const sorted = ARCHITECTURES.flatMap((one) => {
    const own = groups.get(one);
    return own ? [[one, own] as const] : [];
  });
  return { groups: new Map(sorted), rows };
}

const unsupportedRow = ({ name }: AuditHost, machine: string): AuditRow => ({
  id: `architecture:${name}`,
  requirement: msg('Architecture'),
  state: 'wrong',
  reason: msg('k3s-ansible takes “{0}” for amd64: the binary will not start there.', machine),
  hosts: [name],
});

const silentRow = (hosts: readonly AuditHost[], offered: readonly Architecture[]): AuditRow => ({
  id: 'architecture',
  requirement: msg('Architecture'),
  state: 'unknown',
  reason:
    offered.length > 0
      ? msg(
          'The inventory does not tell it; the folder serves {0}. Set ansible_architecture to be sure.',
          offered.join(', '),
        )
      : msg('The inventory does not tell it; amd64 is assumed. Set ansible_architecture to be sure.'),
  hosts: namesOf(hosts),
});

function offeredBy({ files }: Folder, { byArchitecture }: AirgapRules): readonly Architecture[] {
  const named = ARCHITECTURES.filter((one) => byArchitecture && files.has(`k3s-${one}`));
  const machine = files.get('k3s')?.program?.machine;
  return ARCHITECTURES.filter((one) => named.includes(one) || one === machine);
}
