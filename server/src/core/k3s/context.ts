// Everything known of one inventory: what rules and features work on. Plain data.

import type { InventoryModel, ModelFile } from '../ansible/model/model.ts';
import type { VarsName } from '../ansible/variables/varsNames.ts';
import type { PluginKind } from '../jinja/catalog.ts';
import type { AirgapFacts } from './airgap/airgapFacts.ts';
import type { VariableSchema } from './schema/variableSchema.ts';
import type { UnreadVars } from './unreadVars.ts';
import type { Upstream } from './upstream/upstream.ts';

/** Files of variables that do nothing for the inventory. */
export interface StrayVars {
  /** Read for a group or a host that neither this inventory nor another one nearby has, and used by no playbook. */
  readonly unowned: readonly VarsName[];
  /** Beside the files that are read, by URI. */
  readonly unread: ReadonlyMap<string, UnreadVars>;
}

export const NO_STRAY_VARS: StrayVars = { unowned: [], unread: new Map() };

/** What the plays nearby do with variables. */
export interface Plays {
  /** Playbooks in which variables are written, by URI. */
  readonly files: ReadonlyMap<string, PlaybookFile>;
  /** What a play may give besides what it surely gives: by name, the file that would. */
  readonly perhaps: ReadonlyMap<string, string>;
  /** Groups may come while plays are run. */
  readonly makesGroups: boolean;
  /** The plays that install are not those of k3s-ansible: which groups and variables they need is not known. */
  readonly isForeign: boolean;
  /** The groups and hosts on which plays nearby are run. */
  readonly hosts: ReadonlySet<string>;
  /** What somebody passes with `-e` in a text nearby: by name, the file that says so. */
  readonly passed: ReadonlyMap<string, string>;
}

/** As a file of the model, of which it is none. */
export type PlaybookFile = Pick<ModelFile, 'source'>;

export const NO_PLAYS: Plays = {
  files: new Map(),
  perhaps: new Map(),
  makesGroups: false,
  isForeign: false,
  hosts: new Set(),
  passed: new Map(),
};

export interface InventoryContext {
  readonly model: InventoryModel;
  readonly schema: VariableSchema;
  readonly files: ReadonlyMap<string, ModelFile>;
  /** Files that are encrypted as a whole: nothing but their form is known. */
  readonly vaulted: ReadonlyMap<string, ModelFile>;
  /** The files and folders that may be named after a group or a host, read or not. */
  readonly varsEntries: readonly string[];
  /** The airgap folders that could be meant, listed beforehand; see `airgap/`. */
  readonly airgap: AirgapFacts;
  /** What it is run with, as far as something nearby proves it. */
  readonly upstream: Upstream;
  readonly strayVars: StrayVars;
  readonly plays: Plays;
  /** The kinds of Jinja plugins that the project brings along: a short name may be one of them. */
  readonly ownPlugins?: ReadonlySet<PluginKind>;
}

/** A file that a finding may be about: one that Ansible reads, encrypted or not, or one that it passes over. */
export const fileOf = (
  { files, vaulted, strayVars }: Pick<InventoryContext, 'files' | 'vaulted' | 'strayVars'>,
  uri: string,
): ModelFile | undefined => files.get(uri) ?? vaulted.get(uri) ?? strayVars.unread.get(uri)?.file;
