// Everything that is known of one inventory: what rules and features work on. Plain data.

import type { InventoryModel, ModelFile, Owner, VariableDefinition } from '../ansible/model/model.ts';
import type { VarsName } from '../ansible/variables/varsNames.ts';
import type { PluginKind } from '../jinja/catalog.ts';
import type { AirgapFacts } from './airgap/airgapFacts.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { Plays } from './plays/plays.ts';
import type { VariableSchema } from './schema/variableSchema.ts';
import type { UnreadVars } from './unreadVars.ts';
import type { Upstream } from './upstream/upstream.ts';

/** Files of variables without effect on the inventory. */
export interface UnusedVarsFiles {
  /** Files for a group or a host that neither this inventory nor another one nearby has, and that no playbook uses. */
  readonly withoutOwner: readonly VarsName[];
  /** Beside the files that are read, by URI. */
  readonly unread: ReadonlyMap<string, UnreadVars>;
  /** The groups and hosts after which unread files are named, whether they exist or not: with another one, others are. */
  readonly owners: readonly Owner[];
  /** Nearby there are files of secrets that the user turns into files of variables, or passes to plays, by hand. */
  readonly hasSecretsAside: boolean;
}

/** For contexts that are made without looking at the files around an inventory. */
export const NO_UNUSED_VARS_FILES: UnusedVarsFiles = {
  withoutOwner: [],
  unread: new Map(),
  owners: [],
  hasSecretsAside: false,
};

/** What a play writes on the machine that runs Ansible: a context of `~/.kube/config`, or a whole file. */
export interface KubeconfigTarget {
  readonly kind: 'context' | 'file';
  readonly name: string;
  /** Absent where it is the default. */
  readonly definition?: VariableDefinition;
}

/** What tells one cluster from another. */
export interface ClusterIdentity {
  /** Names of servers, and the addresses under which Ansible reaches them. */
  readonly servers: readonly string[];
  readonly endpoint: string;
}

/** The cluster of another inventory of the same folders. */
export interface OtherCluster extends ClusterIdentity {
  /** The first of its sources. */
  readonly uri: string;
  readonly target: KubeconfigTarget;
  /** The file that defines the target, for its place. */
  readonly file?: ModelFile;
}

/**
 * The input of every rule and feature. Never changed: an edit makes the next context, which shares what has stayed
 * the same.
 */
export interface InventoryContext {
  readonly model: InventoryModel;
  readonly schema: VariableSchema;
  /** The project it belongs to, with what is known of that; absent where it belongs to none. */
  readonly dialect?: Dialect;
  /** The variable with which nodes join the cluster, as the project calls it; absent where it is not known. */
  readonly tokenVariable?: string;
  readonly files: ReadonlyMap<string, ModelFile>;
  /** Files that are encrypted as a whole: only their envelope is known. */
  readonly vaulted: ReadonlyMap<string, ModelFile>;
  /** The ansible.cfg that counts: its text, because its settings are in the model already. */
  readonly config?: ModelFile;
  /** The files and folders that may be named after a group or a host, read or not. */
  readonly varsEntries: readonly string[];
  /** The airgap folders that could be meant, listed beforehand; see `airgap/`. */
  readonly airgap: AirgapFacts;
  /** The k3s-ansible it is run with, as far as something nearby proves it. */
  readonly upstream: Upstream;
  readonly unusedVarsFiles: UnusedVarsFiles;
  readonly plays: Plays;
  /** The clusters of the inventories beside this one, where it says itself where its kubeconfig goes. */
  readonly otherClusters?: readonly OtherCluster[];
  /** The kinds of Jinja plugins that the project brings along: a short name may be one of them. */
  readonly ownPlugins?: ReadonlySet<PluginKind>;
}

/** A file that a finding may be about: one that Ansible reads, encrypted or not, one that it passes over, or its configuration. */
export const fileOf = (
  {
    files,
    vaulted,
    unusedVarsFiles,
    config,
  }: Pick<InventoryContext, 'files' | 'vaulted' | 'unusedVarsFiles' | 'config'>,
  uri: string,
): ModelFile | undefined =>
  files.get(uri) ??
  vaulted.get(uri) ??
  unusedVarsFiles.unread.get(uri)?.file ??
  (config?.source.uri === uri ? config : undefined);
