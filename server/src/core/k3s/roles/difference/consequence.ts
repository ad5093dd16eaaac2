// The consequence of a change for a running cluster, as it is shown, and what is compared to find it.
import type { Message } from '../../../text/message.ts';
import type { NodeSettings } from '../nodeSettings.ts';

/** `danger`: the cluster, or its data, can be lost. */
export interface Consequence {
  readonly id: string;
  readonly severity: 'danger' | 'warning' | 'info';
  readonly message: Message;
  readonly hosts: readonly string[];
}

/** Before and after, of the nodes that stay. */
export interface SettingsPair {
  readonly role: 'server' | 'agent';
  readonly before: NodeSettings;
  readonly after: NodeSettings;
  /** The same with secrets masked. */
  readonly shownBefore: NodeSettings;
  readonly shownAfter: NodeSettings;
}
