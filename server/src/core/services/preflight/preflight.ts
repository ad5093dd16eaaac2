// Whether the play can be run: one verdict from the rules, the roles' tasks, the airgap audit and what is known of
// k3s-ansible, with its reasons in the order of the play.

import type { InventoryRequest } from '../../ansible/discovery/inventorySources.ts';
import type { FileSystem } from '../../ansible/files/fileSystem.ts';
import { addHost, type OfHosts } from '../../ansible/model/ofHosts.ts';
import { hostsOfGroup } from '../../ansible/model/queries.ts';
import { OTHER_ROLES, type RolesNamed } from '../../features/wording/rolesText.ts';
import type { ByteSource } from '../../k3s/airgap/byteSource.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { hasOtherRoles } from '../../k3s/roles/behaviour.ts';
import { MAKES_KUBE_FOLDER } from '../../k3s/roles/moments.ts';
import { createNodeScopes, whyUnknown } from '../../k3s/roles/nodeScope.ts';
import { isWithoutNetwork, settingsOn } from '../../k3s/roles/nodeSettings.ts';
import { type Play, playOf } from '../../k3s/roles/play.ts';
import { previewCluster } from '../../k3s/roles/preview.ts';
import { type RoleTask, titleOf } from '../../k3s/roles/roleTasks.ts';
import { createWorkspace } from '../../session/workspace.ts';
import { type Bundle, formatMessage, type Message, msg } from '../../text/message.ts';
import { agreementReasons } from './agreement.ts';
import { auditReasons, auditRows } from './auditReasons.ts';
import { findingReasons } from './findings.ts';
import { joiningReasons } from './joining.ts';
import { playbookCommand } from './playbookCommand.ts';
import {
  firstUse,
  isInRoleVariables,
  isReached,
  isThere,
  orderOf,
  type Reason,
  type ReasonKind,
} from './reason.ts';

/** `cannot-know`: nothing fails for sure, but something decides that cannot be read here. */
export type Verdict = 'ready' | 'not-ready' | 'cannot-know';

/** One reason in the user’s language. */
export interface PreflightReason {
  readonly kind: ReasonKind;
  /** `role : name`, as Ansible prints it; absent where no task is known. */
  readonly task?: string;
  /** Other tasks at which it may fail instead. */
  readonly alternatives?: readonly string[];
  readonly hosts: readonly string[];
  readonly message: string;
  /** The rule whose page explains it. */
  readonly rule?: string;
  readonly uri?: string;
  readonly line?: number;
}

/** In plain words and names: `preflight --format json` prints it as it is. */
export interface PreflightAnswer extends RolesNamed {
  readonly verdict: Verdict;
  readonly ansibleCore: string;
  readonly servers: readonly string[];
  readonly agents: readonly string[];
  /** In the order of the play's tasks. */
  readonly reasons: readonly PreflightReason[];
  /** The steps to take where the cluster has no network of its own. */
  readonly stages: readonly string[];
  /** The words of the command. */
  readonly command: readonly string[];
}

/** The language, and what may be looked into. */
export interface PreflightOptions {
  readonly bundle?: Bundle;
  /** With it, the files of an offline installation are looked into. */
  readonly bytes?: ByteSource;
  /** Where a relative airgap_dir starts; looked for near the inventory where it is not given. */
  readonly playbookFolder?: string;
  /** The URI of the folder in which the command is run: paths below it are relative to it. */
  readonly folder?: string;
}

/** `undefined` where there is no inventory of k3s-ansible. */
export async function preflight(
  fileSystem: FileSystem,
  target: string | InventoryRequest,
  { bundle = {}, bytes, playbookFolder = namedFolder(target), folder }: PreflightOptions = {},
): Promise<PreflightAnswer | undefined> {
  const [analysis] = await createWorkspace(fileSystem).analyze(target);
  if (analysis?.recognition.kind !== 'k3s-ansible') return undefined;
  const { context } = analysis;
  const play = playOf(context);
  const files = bytes && { fileSystem, bytes };
  const rows =
    files && (await auditRows(context, files, playbookFolder === undefined ? {} : { playbookFolder }));
  const findings = [...findingReasons(context, play, rows !== undefined)];
  const user = [...userReasons(context, play)];
  const reasons = [
    ...readingReasons(context, play),
    ...taskReasons(play).filter((one) => !findings.some((finding) => isSameReason(finding, one))),
    ...findings,
    ...user,
    ...(hasOtherRoles(context)
      ? []
      : [
          ...auditReasons(rows ?? [], play),
          ...unknownReasons(context, play),
          ...joiningReasons(context, play),
          ...disagreements(context, play),
        ]),
  ].sort((a, b) => a.order - b.order || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  const ofRole = (role: string): readonly string[] =>
    [...play.hosts].filter(([, node]) => node.role === role).map(([host]) => host);
  return {
    verdict: verdictOf(reasons),
    k3sAnsible: play.facts.release,
    isAssumed: play.isAssumed,
    ...(play.named !== undefined && { named: play.named }),
    ...(play.rolesIn !== undefined && { rolesIn: play.rolesIn }),
    ansibleCore: context.model.core.version,
    servers: ofRole('server'),
    agents: ofRole('agent'),
    reasons: reasons.map(({ order, variable, isMissing, message, ...reason }) => ({
      ...reason,
      message: formatMessage(message, bundle),
    })),
    stages: stageMessages(context).map((message) => formatMessage(message, bundle)),
    command: playbookCommand(context, { folder, needsUser: user.length > 0 }),
  };
}

const disagreements = (context: InventoryContext, play: Play): readonly Reason[] =>
  agreementReasons(context).map(({ titles, ...reason }) => {
    const task = titles.find((title) => isThere(play, title)) ?? '';
    return { ...reason, kind: 'fails', order: orderOf(play, task), task };
  });

/** The folder that the request names for the play's variables is that of the playbook. */
const namedFolder = (target: string | InventoryRequest): string | undefined =>
  typeof target === 'string' ? undefined : target.playbookFolders?.[0];

/** The finding of a rule about the same value at the same task also says what to do, so it is enough. */
const isSameReason = (finding: Reason, { task, message, kind }: Reason): boolean =>
  finding.kind === 'fails' &&
  kind === 'fails' &&
  (finding.task === task || finding.isMissing === true) &&
  finding.variable !== undefined &&
  formatMessage(message).includes(finding.variable);

const KINDS: readonly ReasonKind[] = ['fails', 'unknown', 'risk'];

function verdictOf(reasons: readonly Reason[]): Verdict {
  if (reasons.some(({ kind }) => kind === 'fails')) return 'not-ready';
  return reasons.some(({ kind }) => kind === 'unknown') ? 'cannot-know' : 'ready';
}

function* readingReasons(context: InventoryContext, play: Play): Generator<Reason> {
  const { model } = context;
  if ([...play.hosts.values()].some(({ role }) => role === 'server')) {
    const isUsual = hostsOfGroup(model, 'server').length > 0;
    if (isUsual && !hasOtherRoles(context)) return;
    yield {
      kind: 'unknown',
      order: -2,
      hosts: [],
      message: isUsual
        ? OTHER_ROLES
        : msg(
            'The plays of k3s-ansible are for the groups server and agent, which are called otherwise here: it takes plays of your own.',
          ),
    };
    return;
  }
  const isOpen = model.unknowns.length > 0;
  yield {
    kind: isOpen ? 'unknown' : 'fails',
    order: -2,
    hosts: [],
    message: isOpen
      ? msg('No host is a server, as far as the inventory can be read here.')
      : play.hosts.size > 0
        ? msg('No host is a server: the agents have no cluster to join.')
        : msg('No host is a server: the play goes through, and installs nothing.'),
  };
}

/** Templates of the play that surely fail. */
function taskReasons(play: Play): readonly Reason[] {
  const found = new Map<string, OfHosts<Reason>>();
  const reported = new Set<string>();
  for (const [host, { tasks }] of play.hosts)
    for (const { state, task, index, reason } of tasks) {
      if ((state !== 'fails' && state !== 'may-fail') || !reason) continue;
      // What may fail at one task for a reason may fail at later ones for the same: the first is reported.
      const why = `${state}\n${formatMessage(reason)}`;
      if (reported.has(`${host}\n${why}`)) continue;
      reported.add(`${host}\n${why}`);
      addHost<Reason>(found, `${index}\n${why}`, host, () => ({
        kind: state === 'fails' ? 'fails' : 'unknown',
        order: index,
        task: titleOf(task),
        message:
          state === 'fails'
            ? msg('Ansible fails here: {0}', reason)
            : msg('Ansible fails here if the task is run, which depends on the machine: {0}', reason),
      }));
    }
  return [...found.values()];
}

/** Values that the play needs and that cannot be known without running something. */
function unknownReasons(context: InventoryContext, play: Play): readonly Reason[] {
  const scopes = createNodeScopes(context);
  const found = new Map<string, OfHosts<Reason>>();
  const names = [...context.schema.variables]
    .filter(([name, { origin }]) => origin === 'k3s-ansible' && context.model.definitionsByName.has(name))
    .map(([name]) => name);
  for (const [host, { role }] of play.hosts) {
    const scope = scopes.real(host);
    if (!scope) continue;
    for (const name of names) {
      const task = firstUse(play, name, role);
      // Nothing on this host asks for it.
      if (!task && !isInRoleVariables(play, name)) continue;
      const reason = whyUnknown(scope, name);
      if (!reason) continue;
      const key = `${task ? titleOf(task) : ''}\n${name}\n${formatMessage(reason)}`;
      addHost(found, key, host, () => unknownValue(play, task, name, reason));
    }
  }
  return [...found.values()];
}

function unknownValue(play: Play, task: RoleTask | undefined, name: string, reason: Message): Reason {
  return {
    kind: 'unknown',
    order: task ? play.tasks.indexOf(task) : Number.MAX_SAFE_INTEGER,
    ...(task && { task: titleOf(task) }),
    hosts: [],
    message: msg('The value of {0} cannot be known here: {1}', name, reason),
  };
}

/** Tasks for the user's kubectl need the name of the user, who may be named on the command line. */
function* userReasons({ model, config }: InventoryContext, play: Play): Generator<Reason> {
  const [title = ''] = MAKES_KUBE_FOLDER;
  if (model.definitionsByName.has('ansible_user') || model.definitionsByName.has('ansible_ssh_user')) return;
  if (/^remote_user[ \t]*=/m.test(config?.source.text ?? '') || !isReached(play, title)) return;
  yield {
    kind: 'risk',
    order: orderOf(play, title),
    task: title,
    hosts: [],
    message: msg('Nothing names ansible_user, which this task needs: name it in the inventory, or with -u.'),
  };
}

/** Without a network of its own, the cluster is built in three steps. */
function stageMessages(context: InventoryContext): readonly Message[] {
  const nodes = previewCluster(context).hosts.values();
  const hasNoNetwork = [...nodes].some(
    (node) => node.role === 'server' && isWithoutNetwork(settingsOn(node)),
  );
  if (!hasNoNetwork) return [];
  const hasManifests = context.model.definitionsByName.has('extra_manifests');
  return [
    msg('Core: run the play. All nodes join, and stay NotReady: flannel-backend is none.'),
    hasManifests
      ? msg('Network: K3s applies extra_manifests when it starts; wait until all nodes are Ready.')
      : msg(
          'Network: install the network plugin by hand, for extra_manifests has none; wait until all nodes are Ready.',
        ),
    msg('Add-ons: everything else, once pods reach each other.'),
  ];
}
