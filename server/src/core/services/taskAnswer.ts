// The tasks of the play on each node, in their order: what runs, what is skipped and why.
import type { InventoryContext } from '../k3s/context.ts';
import { playOf, type TaskRun } from '../k3s/roles/play.ts';
import { titleOf } from '../k3s/roles/roleTasks.ts';
import { type Bundle, formatMessage, type Message, msg } from '../text/message.ts';

/** A task of the play as it goes on one node. */
export interface PreviewedTask {
  /** `role : name`, as Ansible prints it. */
  readonly task: string;
  readonly state: TaskRun['state'];
  /** The condition that does not hold, or the error. */
  readonly reason?: string;
}

/** Of the hosts that are asked for, or of all. */
export function tasksOnNodes(
  context: InventoryContext,
  hosts: readonly string[] | undefined,
  bundle: Bundle,
): ReadonlyMap<string, readonly PreviewedTask[]> {
  const play = playOf(context, hosts);
  return new Map(
    [...play.hosts].map(([host, { tasks }]) => [
      host,
      tasks.map(({ task, state, reason }) => ({
        task: titleOf(task),
        state,
        ...(reason && { reason: formatMessage(reason, bundle) }),
      })),
    ]),
  );
}

const STATES: Readonly<Record<TaskRun['state'], Message>> = {
  runs: msg('runs'),
  skipped: msg('is skipped'),
  depends: msg('depends on the node'),
  fails: msg('fails'),
  'may-fail': msg('may fail'),
};

/** A line for each. */
export const taskLine = ({ task, state, reason }: PreviewedTask, bundle: Bundle): string =>
  formatMessage(
    reason === undefined
      ? msg('{0}: {1}', task, STATES[state])
      : msg('{0}: {1} ({2})', task, STATES[state], reason),
    bundle,
  );
