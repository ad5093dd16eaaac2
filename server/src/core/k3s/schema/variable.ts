// What is known about one variable. Plain data, as schemas/k3s-ansible.variables.json holds it.
import type { Message } from '../../text/message.ts';

/** Which project the variable belongs to. */
export type VariableOrigin = 'k3s-ansible' | 'ansible' | 'dialect';

/**
 * `current`: use it. `legacy`: an old name that still works. `alias`: another name, as good.
 * `renamed`: no longer read, has a successor. `removed`: no longer read. `mistaken`: never was a variable.
 * `ineffective`: read, but never from an inventory. `internal`: the roles' own, not to be defined.
 */
export type VariableStatus =
  | 'current'
  | 'legacy'
  | 'alias'
  | 'renamed'
  | 'removed'
  | 'mistaken'
  | 'ineffective'
  | 'internal';

/**
 * What kind of value a variable takes. Finer than YAML's types, since `path`, `host` and `version` are all strings
 * that are checked differently.
 */
export type VariableType =
  | 'string'
  | 'integer'
  | 'boolean'
  | 'list'
  | 'mapping'
  | 'path'
  | 'host'
  | 'version'
  | 'arguments'
  | 'octal-mode'
  | 'yaml-mapping-text';

/** Where a variable can be defined: all hosts of `k3s_cluster`, one of its two groups, or one host. */
export type VariableScope = 'cluster' | 'server' | 'agent' | 'host';

/** A point in k3s-ansible's history. */
export interface Moment {
  /** Day of the commit on the main branch, `YYYY-MM-DD`. */
  readonly date: string;
  /** As `since`: the first release that has it. As `until`: the last that had it. Absent when none. */
  readonly release?: string;
}

/** A release of k3s-ansible. `label` is the version in its galaxy.yml, which lags behind. */
export interface Release {
  readonly version: string;
  readonly date: string;
  readonly commit: string;
  readonly label: string;
  /** The oldest ansible-core that it runs with, such as `2.15`. */
  readonly ansibleCore: string;
}

/** A value as Ansible's loader types it. */
export type PlainValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/** All that is known of one variable. Texts in it are messages, to be translated where they are shown. */
export interface Variable {
  readonly name: string;
  readonly origin: VariableOrigin;
  readonly status: VariableStatus;
  readonly type?: VariableType;
  /** An empty value does no harm. */
  readonly nullable: boolean;
  /** The roles test whether it is defined and go on without it: a value that cannot be evaluated is silently lost. */
  readonly leftOut: boolean;
  readonly default?: PlainValue;
  /** Values to offer; others are allowed. */
  readonly values: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** A description of a right value: completes "expected …". */
  readonly shape: Message;
  /** The same for each item of a list or value of a mapping. */
  readonly itemShape?: Message;
  /** An item of another shape is silently lost. */
  readonly losesItems: boolean;
  /** `value`: the whole value is a secret. `parts`: it may contain one. */
  readonly secret?: 'value' | 'parts';
  /** A deployment fails without it, with every release since 1.2.0. */
  readonly required: boolean;
  /** It was required before. */
  readonly requiredUntil?: Moment;
  readonly since?: Moment;
  readonly until?: Moment;
  /** The name to use instead; present for `renamed`, `legacy`, `alias` and `mistaken`. */
  readonly renamedTo?: string;
  /** Roles, playbooks (`playbooks/reset.yml`), or `ansible` itself; for `internal`, who owns it. */
  readonly readBy: readonly string[];
  /** Best place first; empty for names not to be defined. */
  readonly places: readonly VariableScope[];
  /** Markdown, one sentence per line. */
  readonly description: Message;
  /** YAML snippets, each a mapping with just this variable; the first is the one to offer. */
  readonly examples: readonly string[];
  readonly link: string;
}

/** A key of `extra_install_envs`: what the K3s installer reads from its environment. */
export interface InstallVariable {
  readonly name: string;
  /** `overwritten`: the roles set it themselves. `harmful`: it breaks what the roles assume. */
  readonly effect: 'used' | 'overwritten' | 'harmful';
  /** All that the installer tells apart; empty where it takes any. */
  readonly values: readonly string[];
  /** Some of those that it takes. */
  readonly commonValues: readonly string[];
  readonly description: Message;
}

/** A difference between a value and what the variable's readers need. */
export interface SchemaViolation {
  readonly keyword: 'type' | 'pattern' | 'minLength' | 'minimum' | 'maximum';
  /** Keys and indexes that lead to the wrong part; empty for the value itself. */
  readonly path: readonly (string | number)[];
  /** Completes "expected …". */
  readonly expected: Message;
}
