// What a change means for a running cluster, as it is told, and what is compared for it.
import type { Message } from '../../text/message.ts';
import type { NodeSettings } from './nodeSettings.ts';

/** `danger`: the cluster, or what it holds, can be lost. */
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
  /** As they may be shown. */
  readonly shownBefore: NodeSettings;
  readonly shownAfter: NodeSettings;
}
