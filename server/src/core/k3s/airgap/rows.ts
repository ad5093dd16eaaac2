// The result of an audit: one row for each requirement, as plain data.
import type { Message } from '../../text/message.ts';
import type { Architecture } from './architecture.ts';

/** `wrong`: present, but unusable. `unknown`: cannot be determined here. */
export type RowState = 'met' | 'missing' | 'wrong' | 'unknown';

/** The state of one requirement. */
export interface AuditRow {
  /** A later row with the same id replaces this one. */
  readonly id: string;
  readonly requirement: Message;
  readonly state: RowState;
  readonly reason: Message;
  /** The hosts concerned. */
  readonly hosts: readonly string[];
  readonly file?: string;
  /** For information; the installation does not depend on it. */
  readonly isAdvice?: true;
  /** A later row with this id will replace it. */
  readonly isPending?: true;
  /** Renaming the file would fix it. */
  readonly rename?: { readonly from: string; readonly to: string };
  /** What the user could name so that the rest can be determined. */
  readonly asks?: 'playbook-folder';
  /** A download that would fix it. */
  readonly wants?: Wanted;
}

/** What to download to meet a requirement. */
export type Wanted =
  /** `name`: what it must be called in the folder. */
  | { readonly kind: 'binary'; readonly architecture: Architecture; readonly name: string }
  /** `name`: the archive that another copy is to replace. */
  | { readonly kind: 'images'; readonly architecture: Architecture; readonly name?: string }
  | { readonly kind: 'checksums'; readonly architecture: Architecture }
  | { readonly kind: 'script' }
  | { readonly kind: 'selinux' };

/** A node as the audit needs it. */
export interface AuditHost {
  readonly name: string;
  /** The architecture as a variable of the inventory gives it. */
  readonly machine?: string;
  readonly family?: 'RedHat' | 'Suse' | 'other';
  /** `k3s_version`, where its text is known. */
  readonly version?: string;
}

/** The hosts' names, for a row. */
export const namesOf = (hosts: readonly AuditHost[]): readonly string[] => hosts.map(({ name }) => name);
