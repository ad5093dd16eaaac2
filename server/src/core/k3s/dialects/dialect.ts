// A dialect: a project with its own inventories, how these are recognised, and what its groups and variables mean.
// Plain data, as in the files of schemas/dialects.

import type { PlainValue, VariableScope, VariableType } from '../schema/variable.ts';

/** One project, as its file of data describes it. */
export interface Dialect {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly installs: 'k3s' | 'other';
  /**
   * `itself`: k3s-ansible. `predecessor`: k3s-ansible before 2023-11. `fork`: derived from it. `unrelated`: anything
   * else.
   */
  readonly relation: 'itself' | 'predecessor' | 'fork' | 'unrelated';
  readonly groups?: DialectGroups;
  /** The variable with which nodes join the cluster. */
  readonly token?: string;
  /** The variable with the address through which the servers are reached. */
  readonly endpoint?: string;
  /** The variable with the release of K3s. */
  readonly version?: string;
  /** The variable that makes a host a server, where no group does. */
  readonly serverSwitch?: string;
  readonly onlyWith?: readonly (readonly string[])[];
  readonly namedBy?: readonly (readonly string[])[];
  readonly marks: readonly Mark[];
  /** The name of another file, or what the plays read. */
  readonly variables?: string | readonly DialectVariable[];
  readonly checks?: readonly Check[];
  /** Variables that name the interface with a node's address in the cluster, where that is not the one Ansible uses. */
  readonly nodeInterfaces?: readonly string[];
  /** The variable with the address that a node has in the cluster. */
  readonly nodeAddress?: string;
}

/** A variable as the file describes it; see schemas/dialect.schema.json. */
export interface DialectVariable {
  readonly name: string;
  readonly type?: VariableType;
  readonly nullable?: true;
  readonly default?: PlainValue;
  readonly values?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly shape: string };
  readonly shape?: string;
  readonly secret?: 'value' | 'parts';
  readonly required?: true;
  readonly since?: string;
  readonly until?: string;
  readonly renamedTo?: string;
  readonly places?: readonly VariableScope[];
  readonly description: readonly string[];
  readonly examples?: readonly string[];
  /** The variable of k3s-ansible that means the same. */
  readonly becomes?: string;
  /** What to see to, although it has a new name. */
  readonly moved?: string;
  /** Nothing there does the same; what to do instead. */
  readonly gone?: string;
}

/** A condition that a variable must meet, with hosts and other variables; described in schemas/dialect.schema.json. */
export interface Check {
  readonly check:
    | 'required'
    | 'one-value'
    | 'not-a-node'
    | 'outside-range'
    | 'in-nodes-network'
    | 'range'
    | 'not-over-nodes'
    | 'exclusive'
    | 'sample'
    | 'one-server'
    | 'flags-kept'
    | 'no-server-flags';
  readonly variable?: string;
  readonly variables?: readonly string[];
  readonly range?: string;
  readonly values?: readonly string[];
  readonly when?: 'always' | 'several-servers' | 'referenced';
  readonly flags?: readonly string[];
  readonly loss?: string;
  readonly unless?: readonly string[];
  readonly with?: readonly string[];
  /** Applies from this minor release of K3s on: `1.30`. */
  readonly from?: string;
  /** Does not apply where the text of this variable contains one of these flags. */
  readonly unlessFlags?: { readonly variable: string; readonly flags: readonly string[] };
}

/** The names of the project's groups. */
export interface DialectGroups {
  readonly cluster: string;
  readonly server: string;
  readonly agent: string;
  /** The variable that renames the servers' group. */
  readonly serverNamedBy?: string;
}

/** Evidence for a project, or, with a negative weight, against it: one of these, see schemas/dialect.schema.json. */
export interface Mark {
  readonly weight: number;
  readonly groups?: readonly string[];
  /** With `groups`: only where none of these is a group or a variable. */
  readonly without?: readonly string[];
  readonly variables?: readonly string[];
  readonly prefix?: string;
  readonly below?: readonly string[];
  readonly empty?: string;
  readonly refused?: string;
  readonly hostsDirectlyIn?: string;
  readonly collection?: string;
}
