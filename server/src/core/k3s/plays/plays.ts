// What is known of the plays near an inventory, for rules and features: plain data.
import type { ModelFile } from '../../ansible/model/model.ts';

/** What the plays nearby do with variables. */
export interface Plays {
  /** Playbooks in which variables are written, by URI. */
  readonly files: ReadonlyMap<string, PlaybookFile>;
  /** Variables that a play may define, by name, with the file that would do so. */
  readonly perhaps: ReadonlyMap<string, string>;
  /** Groups may be created while plays are run. */
  readonly makesGroups: boolean;
  /** The plays that install are not those of k3s-ansible: which groups they need is not known. */
  readonly isForeign: boolean;
  /** Likewise, or they run other roles on our groups: which variables they need is not known. */
  readonly hasOwnRoles: boolean;
  /** The groups and hosts on which plays nearby are run. */
  readonly hosts: ReadonlySet<string>;
  /** The folders of the plays that install, where they are known: relative paths start there. */
  readonly folders: readonly string[];
  /** What is imported instead, from a collection or a folder that does not exist. */
  readonly elsewhere?: string;
  /** Variables that a text nearby passes with `-e`, by name, with the file that does so. */
  readonly passed: ReadonlyMap<string, string>;
  /** Such a text that passes a file of variables which cannot be read here. */
  readonly passesFiles?: string;
}

/** Like a file of the model, without being one. */
export type PlaybookFile = Pick<ModelFile, 'source'>;

/** For an inventory near which no plays were found, or looked for. */
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

/** Where plays nearby are not known to be those of the project, their roles may read variables of any name. */
export const mayReadAnything = ({ isForeign, hasOwnRoles, hosts, folders, elsewhere }: Plays): boolean =>
  isForeign || hasOwnRoles || (hosts.size > 0 && folders.length === 0 && elsewhere === undefined);
