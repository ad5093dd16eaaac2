// The differences on the nodes between two states of an inventory, in plain texts, as the command line prints them.
import type { InventoryContext } from '../k3s/context.ts';
import { consequencesOf } from '../k3s/roles/difference/consequences.ts';
import {
  type ClusterState,
  differenceOf,
  type FileDifference,
  type NodeDifference,
  type Sameness,
} from '../k3s/roles/difference/difference.ts';
import { type Bundle, formatMessage } from '../text/message.ts';

/** What differs on one node. */
export interface ComparedNode {
  readonly change: 'added' | 'removed' | 'changed';
  readonly role: 'server' | 'agent';
  /** Where it was another one. */
  readonly formerRole?: 'server' | 'agent';
  /** The files that differ, by their absolute paths on the node. */
  readonly files: Readonly<Record<string, FileDifference>>;
  /** The call of the install script, a line for each variable. */
  readonly installer?: FileDifference;
}

/** The versions that one of the two states was worked out for. */
export interface StateAnswer {
  readonly k3sAnsible: string;
  readonly ansibleCore: string;
}

/** In plain words and names, as `preview --against` prints it. */
export interface DifferenceAnswer {
  readonly before: StateAnswer;
  readonly after: StateAnswer;
  /** Of the first server; absent where no state has one. */
  readonly token?: Sameness;
  readonly hosts: Readonly<Record<string, ComparedNode>>;
  /** The nodes on which nothing differs. */
  readonly same: readonly string[];
  /** For the running cluster, the most severe first. */
  readonly consequences: readonly {
    readonly id: string;
    readonly severity: 'danger' | 'warning' | 'info';
    readonly message: string;
    readonly hosts: readonly string[];
  }[];
}

/** `undefined` where either state has no nodes of K3s. */
export function differenceAnswer(
  before: InventoryContext,
  after: InventoryContext,
  bundle: Bundle,
): DifferenceAnswer | undefined {
  const difference = differenceOf(before, after);
  const { hosts, token } = difference;
  if (difference.before.shown.hosts.size === 0 || difference.after.shown.hosts.size === 0) return undefined;
  const consequences = consequencesOf(difference).map(({ message, ...rest }) => ({
    ...rest,
    message: formatMessage(message, bundle),
  }));
  return {
    before: stateAnswer(difference.before),
    after: stateAnswer(difference.after),
    ...(token && { token }),
    hosts: Object.fromEntries([...hosts].map(([host, node]) => [host, comparedNode(node)])),
    same: [...difference.after.shown.hosts.keys()].filter((host) => !hosts.has(host)),
    consequences,
  };
}

const stateAnswer = ({ shown, context }: ClusterState): StateAnswer => ({
  k3sAnsible: shown.k3sAnsible,
  ansibleCore: context.model.core.version,
});

function comparedNode({ before, after, files, installer }: NodeDifference): ComparedNode {
  const role = (after ?? before)?.role ?? 'server';
  return {
    change: !before ? 'added' : after ? 'changed' : 'removed',
    role,
    ...(before && before.role !== role && { formerRole: before.role }),
    files: Object.fromEntries(files),
    ...(installer && { installer }),
  };
}
