// Rows about the install script, the packages for SELinux, and archives in folders that the role does not look into.

import type { FileSystem } from '../../ansible/files/fileSystem.ts';
import { listOrNothing } from '../../ansible/files/reading.ts';
import { joinUri } from '../../ansible/files/uri.ts';
import { type Message, msg } from '../../text/message.ts';
import { type AirgapRules, distribute, isArchive, SCRIPT } from '../roles/airgapFiles.ts';
import type { Folder } from './folder.ts';
import { type AuditHost, type AuditRow, namesOf, type RowState } from './rows.ts';
import { damageOf } from './wording.ts';

/**
 * The row about the install script. Before k3s-ansible 1.0.0 the role asks the internet for it even if it is in the
 * folder.
 */
export function scriptRow(folder: Folder, hosts: readonly AuditHost[], rules: AirgapRules): AuditRow {
  const row = { id: 'script', requirement: msg('Install script'), hosts: namesOf(hosts) };
  const wants = { kind: 'script' } as const;
  const file = folder.files.get(SCRIPT);
  if (file) {
    const damage =
      damageOf(file) ?? (file.kind === 'script' ? undefined : msg('“{0}” is no shell script.', SCRIPT));
    if (damage) return { ...row, wants, file: file.uri, state: 'wrong', reason: damage };
    return rules.keepsScript
      ? { ...row, file: file.uri, state: 'met', reason: msg('“{0}” is there.', SCRIPT) }
      : {
          ...row,
          file: file.uri,
          state: 'wrong',
          reason: msg(
            'This k3s-ansible asks the internet for “{0}” even if it is there. Update it to 1.0.0 or newer.',
            SCRIPT,
          ),
        };
  }
  const other = [...folder.files.values()].find(
    ({ name, kind }) => kind === 'script' && /^(?:k3s[-_.]?)?install(?:\.sh)?$|^get[-_.]k3s/i.test(name),
  );
  if (other)
    return {
      ...row,
      file: other.uri,
      state: 'wrong',
      rename: { from: other.uri, to: joinUri(folder.uri, SCRIPT) },
      reason: msg('“{0}” is not looked for. Rename it to “{1}”.', other.name, SCRIPT),
    };
  return {
    ...row,
    wants,
    state: 'missing',
    reason: msg(
      'There is no “{0}”: the machine that runs Ansible must reach get.k3s.io, and be allowed to write into the folder.',
      SCRIPT,
    ),
  };
}

/** The row about the package for SELinux; `undefined` where all hosts are of systems that do not need it. */
export function selinuxRow(
  folder: Folder,
  hosts: readonly AuditHost[],
  rules: AirgapRules,
): AuditRow | undefined {
  const needing = hosts.filter(({ family }) => family === 'RedHat' || family === 'Suse');
  const unknown = hosts.filter(({ family }) => family === undefined);
  const concerned = needing.length > 0 ? needing : unknown;
  if (concerned.length === 0) return undefined;
  const { packages } = distribute(folder.names, 'amd64', rules);
  const damaged = packages
    .map((name) => folder.files.get(name))
    .find((file) => file !== undefined && file.kind !== 'rpm');
  const hasPolicy = packages.some((name) => name.startsWith('k3s-selinux'));
  const wants = { kind: 'selinux' } as const;
  const [state, reason]: readonly [RowState, Message] = damaged
    ? ['wrong', damageOf(damaged) ?? msg('“{0}” is no RPM package.', damaged.name)]
    : hasPolicy
      ? ['met', msg('“{0}” are installed where they are needed.', packages.join('”, “'))]
      : needing.length > 0
        ? [
            'missing',
            msg(
              'There is no “k3s-selinux*.rpm”. Hosts of RHEL or SUSE need it, unless SELinux is off there.',
            ),
          ]
        : [
            'unknown',
            msg(
              'There is no “k3s-selinux*.rpm”. Whether a host needs it is not known: set ansible_os_family.',
            ),
          ];
  return {
    id: 'selinux',
    requirement: msg('SELinux packages'),
    state,
    reason,
    hosts: namesOf(concerned),
    ...(state === 'missing' && { wants }),
    ...(state === 'unknown' && { isAdvice: true as const }),
    ...(damaged && { file: damaged.uri }),
  };
}

/** A limit for the folders that are searched for misplaced archives. */
const MAX_FOLDERS = 20;

/**
 * A row for each folder inside that has archives in it: the role copies files only, so these are left behind without
 * a word.
 */
export async function* folderRows(
  fileSystem: FileSystem,
  folder: Folder,
): AsyncGenerator<AuditRow, void, undefined> {
  for (const name of folder.folders.slice(0, MAX_FOLDERS)) {
    const uri = joinUri(folder.uri, name);
    const files = await listOrNothing(fileSystem, uri);
    const archive = files.find((entry) => entry.kind === 'file' && isArchive(entry.name));
    if (!archive) continue;
    yield {
      id: `folder:${name}`,
      requirement: msg('No archives in folders'),
      state: 'wrong',
      reason: msg(
        '“{0}” is not copied: folders in the airgap folder are not searched.',
        `${name}/${archive.name}`,
      ),
      hosts: [],
      file: joinUri(uri, archive.name),
    };
  }
}
