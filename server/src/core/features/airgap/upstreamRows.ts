// Rows about the k3s-ansible in use: which one it is, what it does wrong in airgap installations, and how the token
// reaches every node.

import { mayHaveUnknownGroups } from '../../ansible/model/refusal.ts';
import type { AuditRow } from '../../k3s/airgap/rows.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { clusterGroups } from '../../k3s/clusterGroups.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { findMissing } from '../../k3s/missing.ts';
import { type Behaviour, does, doesNot, firstGood, mayDo } from '../../k3s/roles/behaviour.ts';
import { nameUpstream } from '../../k3s/upstream.ts';
import { type Message, msg } from '../../text/message.ts';
import { tokenDelivery } from '../wording/tokenDelivery.ts';

/** Rows about the k3s-ansible in use: its version, its defects, and whether the token reaches every node. */
export function* upstreamRows(context: InventoryContext): Generator<AuditRow, void, undefined> {
  yield versionRow(context);
  yield* defectRows(context);
  yield* groupRows(context);
  if (mayDo(context, 'version-in-airgap')) {
    const missing = findMissing(context, 'k3s_version');
    if (missing)
      yield {
        id: 'k3s_version',
        requirement: msg('k3s_version is defined'),
        state: missing.passed ? 'unknown' : 'missing',
        reason: missing.passed ?? msg('This k3s-ansible needs it in airgap installations, too.'),
        hosts: missing.hosts,
      };
  }
  for (const { way, task, reason, hosts, isUnsure } of tokenDelivery(context))
    yield {
      id: `token:${hosts[0]}`,
      requirement: msg('The token reaches the service'),
      state: way === 'lost' ? 'wrong' : way === 'unknown' || isUnsure ? 'unknown' : 'met',
      reason: task === undefined ? reason : msg('{0} (task “{1}”)', reason, task),
      hosts,
    };
}

function versionRow({ upstream: { version, requirements } }: InventoryContext): AuditRow {
  const row = { id: 'upstream', requirement: msg('k3s-ansible in use'), hosts: [] };
  if (!version)
    return {
      ...row,
      state: 'unknown',
      reason: requirements
        ? msg(
            'It is not installed here, and “{0}” is no release: its rules cannot be known.',
            requirements.version,
          )
        : msg('None was found near the inventory; the rules of the latest release are assumed.'),
    };
  const name = nameUpstream(version);
  return {
    ...row,
    state: 'met',
    file: version.uri,
    reason:
      version.release !== undefined || version.like.length === 0
        ? msg('{0}', name)
        : msg('{0}; it does what {1} does', name, version.like.join(', ')),
  };
}

const DEFECTS: readonly (readonly [Behaviour, Message])[] = [
  ['agent-token-skipped', msg('It gives agents no token.')],
  ['agent-server-skipped', msg('It starts agents without --server.')],
  ['agents-download', msg('It downloads K3s on agents all the same.')],
  ['server-service-on-agents', msg('It installs the service of a server on agents, too.')],
];

function* defectRows(context: InventoryContext): Generator<AuditRow, void, undefined> {
  const { agents } = clusterHosts(context.model);
  for (const [id, reason] of agents.length > 0 ? DEFECTS : []) {
    if (!does(context, id)) continue;
    yield {
      id: `upstream:${id}`,
      requirement: msg('Agents are installed completely'),
      state: 'wrong',
      reason: msg('{0} Update k3s-ansible to {1} or newer.', reason, firstGood(id)),
      hosts: agents,
    };
  }
}

function* groupRows(context: InventoryContext): Generator<AuditRow, void, undefined> {
  const groups = clusterGroups(context.model);
  if (!groups || mayHaveUnknownGroups(context)) return;
  const row = { requirement: msg('Groups of the airgap role'), state: 'wrong' as const, hosts: [] };
  if (!context.model.groups.has(groups.agent))
    yield {
      ...row,
      id: 'agent-group',
      reason: msg('There is no group “{0}”, which the airgap role asks for, be it empty.', groups.agent),
    };
  const isRenamed = groups.server !== 'server' || groups.agent !== 'agent';
  if (isRenamed && doesNot(context, 'airgap-own-groups'))
    yield {
      ...row,
      id: 'own-groups',
      reason: msg(
        'The airgap role of this k3s-ansible knows the groups “server” and “agent” only. Update it to 1.2.0 or newer.',
      ),
    };
}
