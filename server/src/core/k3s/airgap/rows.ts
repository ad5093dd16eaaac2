// What an audit says: one row for each requirement, as plain data.
import type { Message } from '../../text/message.ts';
import type { Architecture } from './distribution.ts';

/** `wrong`: there, and will not do. `unknown`: cannot be known from here. */
export type RowState = 'met' | 'missing' | 'wrong' | 'unknown';

export interface AuditRow {
  /** The same for a later word on the same requirement, which then counts. */
  readonly id: string;
  readonly requirement: Message;
  readonly state: RowState;
  readonly reason: Message;
  /** Whom it concerns. */
  readonly hosts: readonly string[];
  readonly file?: string;
  /** Worth knowing; the installation does not depend on it. */
  readonly isAdvice?: true;
  /** A later row with this id will say more. */
  readonly isPending?: true;
  /** Another name makes it good. */
  readonly rename?: { readonly from: string; readonly to: string };
  /** What somebody who knows it could tell, so that the rest can be known. */
  readonly asks?: 'playbook-folder';
  /** What a download would make good. */
  readonly wants?: Wanted;
}

export type Wanted =
  /** `name`: what it must be called in the folder. */
  | { readonly kind: 'binary'; readonly architecture: Architecture; readonly name: string }
  /** `name`: the archive that another copy is to replace. */
  | { readonly kind: 'images'; readonly architecture: Architecture; readonly name?: string }
  | { readonly kind: 'checksums'; readonly architecture: Architecture }
  | { readonly kind: 'script' }
  | { readonly kind: 'selinux' };

export interface AuditHost {
  readonly name: string;
  /** The machine as a variable of the inventory tells it. */
  readonly machine?: string;
  readonly family?: 'RedHat' | 'Suse' | 'other';
  /** `k3s_version`, where it is a text that is known. */
  readonly version?: string;
}

export const namesOf = (hosts: readonly AuditHost[]): readonly string[] => hosts.map(({ name }) => name);
