// What Ansible would see: groups, hosts and every definition of every variable, each with its place in a file.
// Plain data, frozen once built. Knows nothing of k3s, of rules or of editors.
import type { Dialect } from '../../jinja/evaluate.ts';
import type { SourceText } from '../../text/sourceText.ts';
import type { Span } from '../../text/span.ts';
import type { YamlDocument, YamlNode } from '../../yaml/tree.ts';
import type { TargetCore } from '../target/targetCore.ts';

/** A place in one of the files the model was built from. */
export interface Location {
  readonly uri: string;
  readonly span: Span;
}

/** A file the model was built from, parsed. INI sources have no document. */
export interface ModelFile {
  readonly source: SourceText;
  readonly document?: YamlDocument | undefined;
  readonly role: 'inventory' | 'group_vars' | 'host_vars';
}

/** A model with the files it was built from, by URI. */
export interface ModelFiles {
  readonly model: InventoryModel;
  readonly files: ReadonlyMap<string, ModelFile>;
}

/** A group as Ansible's `InventoryData` holds it. Its variables are with the model, by owner. */
export interface Group {
  readonly name: string;
  /** Direct child groups, in the order Ansible added them. */
  readonly children: readonly string[];
  readonly parents: readonly string[];
  /** Direct hosts, in the order Ansible added them. */
  readonly hosts: readonly string[];
  /** `ansible_group_priority`, 1 unless set. */
  readonly priority: number;
  /** Longest way down from `all`. */
  readonly depth: number;
  /** Every place where the name stands as a group: a key in YAML, a section in INI. */
  readonly locations: readonly Location[];
}

/** A host as listed. Its variables are with the model, by owner: editing one leaves this object as it is. */
export interface HostEntry {
  readonly name: string;
  /** Direct groups, in the order Ansible added them. */
  readonly groups: readonly string[];
  /** Every place where the host, or the range that makes it, is listed, with the group it is listed in. */
  readonly locations: readonly HostLocation[];
}

/** A place that adds a host to a group. A range is one place for many hosts. */
export interface HostLocation extends Location {
  readonly group: string;
  /** The text as listed; differs from the host's name for ranges and ports. */
  readonly pattern: string;
}

/**
 * The rank of a definition by where it stands; later ones win. Order and words follow Ansible's documentation of
 * precedence.
 */
export type Tier =
  | 'inventory-file-group'
  | 'inventory-group_vars-all'
  | 'playbook-group_vars-all'
  | 'inventory-group_vars'
  | 'playbook-group_vars'
  | 'inventory-file-host'
  | 'inventory-host_vars'
  | 'playbook-host_vars'
  | 'play';

/** Whose variable it is. Groups and hosts have separate names: one of each may be called the same. */
export type Owner = { readonly kind: 'group' | 'host'; readonly name: string };

/**
 * One place that sets a variable, whether or not it is the one that counts. For a host, `byPrecedence` and
 * `effectiveVariable` choose among them.
 */
export interface VariableDefinition extends Location {
  readonly name: string;
  /** The group or host it is defined for. A host range defines it once for each host. */
  readonly owner: Owner;
  readonly tier: Tier;
  readonly keySpan: Span;
  /** For `group_vars` and `host_vars`: which of several inventory or playbook folders; later folders win. */
  readonly folder?: number;
  /** Absent when nothing is written after the key: Ansible's null. */
  readonly value?: YamlNode;
}

/** The definition that counts for one host, and those that it overrides, highest rank first. */
export interface EffectiveVariable {
  readonly definition: VariableDefinition;
  readonly overridden: readonly VariableDefinition[];
}

/** A source that may define variables, groups or hosts, and cannot be read here. */
export interface UnknownSource extends Partial<Location> {
  readonly uri: string;
  readonly reason:
    | 'vaulted-file'
    | 'sops'
    | 'script'
    | 'plugin'
    | 'toml'
    | 'template'
    | 'missing'
    | 'unreadable'
    | 'utf-16'
    | 'special-file'
    | 'unparsable'
    | 'too-large'
    | 'play';
  /** What it could define: variables of this owner, or anything at all when absent. */
  readonly owner?: Owner;
  /** Where its definitions would rank; absent where that is not known. */
  readonly tier?: Tier;
  readonly folder?: number;
  /** It lies beside the sources, and is one of them only if the user passes it with `-i`. */
  readonly isBeside?: boolean;
}

/**
 * What is wrong with the structure of a source that is sound YAML or INI. Which of these make Ansible refuse the
 * source is said by each problem, not by its code.
 */
export type StructureProblemCode =
  | 'root-not-mapping'
  | 'empty'
  | 'section-not-mapping'
  | 'hosts-list'
  | 'host-without-colon'
  | 'group-without-colon'
  | 'host-not-mapping'
  | 'unexpected-key'
  | 'group-not-mapping'
  | 'key-not-string'
  | 'range-invalid'
  | 'range-too-large'
  | 'group-loop'
  | 'group-undefined'
  | 'priority-invalid'
  | 'format-disabled'
  | 'ini-syntax';

/** What Ansible refuses, or drops with a warning, in the structure of a source. */
export interface StructureProblem extends Location {
  readonly code: StructureProblemCode;
  /** Ansible refuses the whole source because of it. */
  readonly fatal: boolean;
  /** Names for the message: the group, the key, the host as read. */
  readonly subject: string;
  readonly group?: string;
}

/**
 * All sources of an inventory as one. Immutable: an edit makes the next model, which shares every entry that it does
 * not touch, so that queries can tell by identity what has changed.
 */
export interface InventoryModel {
  /** The inventory sources (`-i`), in order. */
  readonly sources: readonly string[];
  /** Every file read: sources first, then group_vars and host_vars. */
  readonly files: readonly string[];
  readonly groups: ReadonlyMap<string, Group>;
  readonly hosts: ReadonlyMap<string, HostEntry>;
  /** In the order in which Ansible reads them. */
  readonly definitions: readonly VariableDefinition[];
  /** The same, by name and by owner, so that looking one up does not walk through every host. */
  readonly definitionsByName: ReadonlyMap<string, readonly VariableDefinition[]>;
  readonly definitionsOfGroups: ReadonlyMap<string, readonly VariableDefinition[]>;
  readonly definitionsOfHosts: ReadonlyMap<string, readonly VariableDefinition[]>;
  readonly problems: readonly StructureProblem[];
  readonly unknowns: readonly UnknownSource[];
  /** Ansible ends with an error because of its configuration, or of all groups taken together, and does nothing. */
  readonly isRefused: boolean;
  /** `hash_behaviour = merge`: mappings are merged with those that they override. */
  readonly mergesMappings: boolean;
  /** The ansible-core that runs the plays. */
  readonly core: TargetCore;
  /** How templates become values. */
  readonly dialect: Dialect;
}
