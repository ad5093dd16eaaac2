// What a dialect is: a project whose inventories are told apart, and what its groups and variables mean. Plain data, as
// the files in schemas/dialects hold it.

export interface Dialect {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly installs: 'k3s' | 'other';
  /** `itself`: k3s-ansible. `predecessor`: it before 2023-11. `fork`: grown from it. `unrelated`: another way. */
  readonly relation: 'itself' | 'predecessor' | 'fork' | 'unrelated';
  readonly groups?: DialectGroups;
  /** The variable with which nodes join the cluster. */
  readonly token?: string;
  /** The variable with the address through which the servers are reached. */
  readonly endpoint?: string;
  /** The variable with the release of K3s. */
  readonly version?: string;
  readonly onlyWith?: readonly (readonly string[])[];
  readonly namedBy?: readonly (readonly string[])[];
  readonly marks: readonly Mark[];
}

export interface DialectGroups {
  readonly cluster: string;
  readonly server: string;
  readonly agent: string;
}

/** What speaks for a project, or, with a negative weight, against it: one of these, see schemas/dialect.schema.json. */
export interface Mark {
  readonly weight: number;
  readonly groups?: readonly string[];
  readonly variables?: readonly string[];
  readonly prefix?: string;
  readonly below?: readonly string[];
  readonly empty?: string;
  readonly refused?: string;
  readonly hostsDirectlyIn?: string;
  readonly collection?: string;
}
