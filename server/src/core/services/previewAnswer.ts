// What the play writes on each node, in plain texts, as the command line prints it.
import { OTHER_ROLES, type RolesNamed } from '../features/wording/rolesText.ts';
import type { InventoryContext } from '../k3s/context.ts';
import { hasOtherRoles } from '../k3s/roles/behaviour.ts';
import { nodesOf, previewCluster, type TokenAgreement, tokenAgreement } from '../k3s/roles/preview.ts';
import { type Bundle, formatMessage } from '../text/message.ts';
import { type Notice, refusalsIn, unknownsIn } from './notices.ts';
import { type PreviewedTask, tasksOnNodes } from './taskAnswer.ts';

/** What the play writes on one node, and what of it cannot be known. */
export interface PreviewedNode {
  readonly role: 'server' | 'agent';
  /** By their absolute paths on the node. */
  readonly files: Readonly<Record<string, { readonly content: string; readonly mode: string }>>;
  /** Absent where the install script is not run. */
  readonly installer?: {
    readonly exec: string;
    readonly version: string;
    readonly environment: Readonly<Record<string, string>>;
  };
  /** Of an offline installation. */
  readonly airgap?: {
    /** A call of the install script before the one that counts. */
    readonly installer?: PreviewedNode['installer'];
    /** By their paths on the node; `from` is on the machine that runs Ansible. */
    readonly copies: Readonly<Record<string, { readonly from: string; readonly mode: string }>>;
  };
  /** In their order, where they are asked for. */
  readonly tasks?: readonly PreviewedTask[];
  readonly unknown: readonly { readonly where: string; readonly reason: string }[];
}

/** In plain words and names, as `preview --format json` prints it. */
export interface PreviewAnswer extends RolesNamed {
  readonly ansibleCore: string;
  readonly tokens: TokenAgreement;
  readonly hosts: Readonly<Record<string, PreviewedNode>>;
  /** Hosts of the inventory that are no nodes. */
  readonly others: readonly string[];
  /** What Ansible refuses, and what cannot be read here. */
  readonly notices: readonly Notice[];
}

/** How much of it is wanted. */
export interface PreviewWish {
  /** Only this one. */
  readonly host?: string;
  /** The tasks of the play, too. */
  readonly tasks?: boolean;
}

/** Works out the nodes that are wished for. */
export function previewAnswer(
  context: InventoryContext,
  { host, tasks: isWithTasks = false }: PreviewWish,
  bundle: Bundle,
): PreviewAnswer {
  const { hosts, ...cluster } = previewCluster(context, host === undefined ? {} : { hosts: [host] });
  const tasks = isWithTasks ? tasksOnNodes(context, [...hosts.keys()], bundle) : undefined;
  const nodes = [...hosts].map(([name, { role, files, installer, airgap, unknown }]) => {
    const reasons = unknown.map(({ where, reason }) => ({ where, reason: formatMessage(reason, bundle) }));
    const node: PreviewedNode = {
      role,
      files: Object.fromEntries(files),
      ...(installer && { installer }),
      ...(airgap && { airgap: { ...airgap, copies: Object.fromEntries(airgap.copies) } }),
      ...(tasks && { tasks: tasks.get(name) ?? [] }),
      unknown: reasons,
    };
    return [name, node] as const;
  });
  return {
    ...cluster,
    tokens: tokenAgreement(context),
    ansibleCore: context.model.core.version,
    hosts: Object.fromEntries(nodes),
    others: otherHosts(context),
    notices: [
      ...refusalsIn(context, bundle),
      ...unknownsIn(context, bundle),
      ...(hasOtherRoles(context)
        ? [{ uri: context.model.sources[0] ?? '', message: formatMessage(OTHER_ROLES, bundle) }]
        : []),
    ],
  };
}

function otherHosts({ model }: InventoryContext): readonly string[] {
  const { servers, agents } = nodesOf(model);
  const nodes = new Set([...servers, ...agents]);
  return [...model.hosts.keys()].filter((host) => !nodes.has(host) && host !== 'localhost');
}
