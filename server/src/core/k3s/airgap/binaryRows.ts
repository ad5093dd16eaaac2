// The K3s binary: is there one for every machine, is it whole, is it for that machine, of which release is it?

import { joinUri } from '../../ansible/files/uri.ts';
import { type Message, msg } from '../../text/message.ts';
import { type AirgapRules, binaryNames, distribute } from '../roles/airgapFiles.ts';
import type { Architecture } from './architecture.ts';
import type { Folder, FolderFile } from './folder.ts';
import { type AuditHost, type AuditRow, namesOf, type RowState } from './rows.ts';
import { damageOf, sizeText } from './wording.ts';

/** The rows about the binary for one architecture. */
export function* binaryRows(
  folder: Folder,
  architecture: Architecture,
  hosts: readonly AuditHost[],
  rules: AirgapRules,
): Generator<AuditRow, void, undefined> {
  const row = {
    id: `binary:${architecture}`,
    requirement: msg('K3s binary for {0}', architecture),
    hosts: namesOf(hosts),
  };
  const [name = 'k3s'] = binaryNames(architecture, rules);
  const wants = { kind: 'binary', architecture, name } as const;
  // The role takes whatever has the name, even a folder.
  const names = [...folder.names, ...folder.folders];
  const { binary } = distribute(names, architecture, rules);
  const file = binary === undefined ? undefined : folder.files.get(binary);
  if (!file) {
    yield { ...row, wants, ...missing(folder, architecture, rules) };
    return;
  }
  const problem = damageOf(file) ?? programProblem(file, architecture);
  if (problem) {
    // As downloaded, `k3s` and `k3s-armhf` lie side by side, and the one would go to all nodes.
    const other = misnamed(folder, architecture, rules);
    yield { ...row, wants, file: file.uri, state: 'wrong', reason: problem, ...other };
    return;
  }
  const reason = msg('“{0}” ({1}) is for {2}.', file.name, sizeText(file.size), architecture);
  yield { ...row, file: file.uri, state: 'met', reason };
  yield* releaseRow(file, architecture, hosts);
}

type Verdict = Pick<AuditRow, 'state' | 'reason' | 'file' | 'rename'>;

function missing(folder: Folder, architecture: Architecture, rules: AirgapRules): Verdict {
  const [wanted = 'k3s', ...others] = binaryNames(architecture, rules);
  const broken = folder.brokenLinks.find((name) => name === wanted || others.includes(name));
  if (broken !== undefined) return { state: 'wrong', reason: msg('“{0}” is a link to nothing.', broken) };
  const other = misnamed(folder, architecture, rules);
  if (other) return other;
  return {
    state: 'missing',
    reason:
      others.length > 0
        ? msg('There is neither “{0}” nor “{1}”: these nodes get no binary.', wanted, others.join(', '))
        : msg('There is no “{0}”: these nodes get no binary.', wanted),
  };
}

/** A binary for this architecture under a name that the role does not look for, recognised by its content. */
function misnamed(folder: Folder, architecture: Architecture, rules: AirgapRules): Verdict | undefined {
  const names = binaryNames(architecture, rules);
  const [wanted = 'k3s'] = names;
  const found = [...folder.files.values()].find(
    ({ kind, program, name }) =>
      kind === 'elf' && program?.machine === architecture && /k3s/i.test(name) && !names.includes(name),
  );
  if (!found || folder.names.includes(wanted)) return undefined;
  return {
    state: 'wrong',
    file: found.uri,
    rename: { from: found.uri, to: joinUri(folder.uri, wanted) },
    reason: msg(
      '“{0}” is a binary for {1}, but k3s-ansible does not look for this name. Rename it to “{2}”.',
      found.name,
      architecture,
      wanted,
    ),
  };
}

/**
 * Why the file does not run on this architecture. A download that broke off is noticed by its header, which says how
 * long the file must be.
 */
function programProblem(
  { name, kind, program, size }: FolderFile,
  wanted: Architecture,
): Message | undefined {
  if (kind !== 'elf') return msg('“{0}” is no program for Linux.', name);
  if (!program || program.needs > size)
    return msg(
      '“{0}” is cut short: {1} of at least {2}.',
      name,
      sizeText(size),
      sizeText(program?.needs ?? 64),
    );
  if (program.machine === wanted) return undefined;
  return program.machine === 'other'
    ? msg('“{0}” is a program for another kind of machine than {1}: it will not start.', name, wanted)
    : msg(
        '“{0}” is for {1}: on {2} it will not start (“exec format error”). Put “k3s-{2}” beside it.',
        name,
        program.machine,
        wanted,
      );
}

/** Compares the release in the binary with `k3s_version`. Where either is unknown, the row is advice only. */
function* releaseRow(
  { name, uri, release }: FolderFile,
  architecture: Architecture,
  hosts: readonly AuditHost[],
): Generator<AuditRow, void, undefined> {
  const versions = [...new Set(hosts.map(({ version }) => version))];
  const [version] = versions;
  const [state, reason]: readonly [RowState, Message] =
    release === undefined
      ? ['unknown', msg('“{0}” does not tell of which release it is.', name)]
      : versions.length !== 1 || version === undefined
        ? ['unknown', msg('“{0}” is {1}; k3s_version is not known here.', name, release)]
        : version === release
          ? ['met', msg('“{0}” is {1}, as k3s_version says.', name, release)]
          : ['wrong', msg('“{0}” is {1}, but k3s_version says {2}.', name, release, version)];
  yield {
    id: `release:${architecture}`,
    requirement: msg('Release of the binary for {0}', architecture),
    state,
    reason,
    hosts: namesOf(hosts),
    file: uri,
    ...(state === 'unknown' && { isAdvice: true as const }),
  };
}
