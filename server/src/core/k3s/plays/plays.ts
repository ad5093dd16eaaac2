// What is known of the plays near an inventory, for rules and features: plain data.
import type { ModelFile } from '../../ansible/model/model.ts';

/** What the plays nearby do with variables. */
export interface Plays {
  /** Playbooks in which variables are written, by URI. */
  readonly files: ReadonlyMap<string, PlaybookFile>;
  /** What a play may give besides what it surely gives: by name, the file that would. */
  readonly perhaps: ReadonlyMap<string, string>;
  /** Groups may come while plays are run. */
  readonly makesGroups: boolean;
  /** The plays that install are not those of k3s-ansible: which groups they need is not known. */
  readonly isForeign: boolean;
  /** They are not, or run roles of somebody's own on our groups: which variables they need is not known. */
  readonly hasOwnRoles: boolean;
  /** The groups and hosts on which plays nearby are run. */
  readonly hosts: ReadonlySet<string>;
  /** The folders of the plays that install, where they are known: relative paths start there. */
  readonly folders: readonly string[];
  /** What is imported instead, from a collection or a folder that is not there. */
  readonly elsewhere?: string;
  /** What somebody passes with `-e` in a text nearby: by name, the file that says so. */
  readonly passed: ReadonlyMap<string, string>;
  /** Such a text that passes a file of variables which cannot be read here. */
  readonly passesFiles?: string;
}

/** As a file of the model, of which it is none. */
export type PlaybookFile = Pick<ModelFile, 'source'>;

export const NO_PLAYS: Plays = {
  files: new Map(),
  perhaps: new Map(),
  makesGroups: false,
  isForeign: false,
  hasOwnRoles: false,
  hosts: new Set(),
  folders: [],
  passed: new Map(),
};
