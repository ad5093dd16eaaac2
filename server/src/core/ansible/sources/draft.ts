// The inventory while it is being read: groups and hosts as Ansible's InventoryData adds them. Knows no format.
// Read from ansible-core 2.14.18, inventory/data.py, group.py and host.py.

import { append } from '../../text/append.ts';
import type { YamlMapping } from '../../yaml/tree.ts';
import type {
  HostEntry,
  HostLocation,
  Location,
  Owner,
  StructureProblem,
  StructureProblemCode,
  UnknownSource,
  VariableDefinition,
} from '../model/model.ts';
import { type DraftVariable, defineOnce, definitionsOfHost, variablesOf } from './definitions.ts';
import { priorityOf } from './groupPriority.ts';
import { firstEntry } from './hostEntries.ts';
import type { HostSection } from './hostSection.ts';

/** A group while sources are still read. Sets keep the order in which Ansible adds names, and add each once. */
export interface DraftGroup {
  readonly name: string;
  readonly owner: Owner;
  readonly children: Set<string>;
  readonly parents: Set<string>;
  readonly hosts: Set<string>;
  readonly locations: Location[];
  priority: number;
}

/** A host of which more is known than where it is first listed. */
interface DraftHost {
  readonly groups: Set<string>;
  readonly locations: HostLocation[];
}

interface Reports {
  readonly problems: readonly StructureProblem[];
  readonly unknowns: readonly UnknownSource[];
}

/** Ansible would expand more; a model of that size is of no use. */
const MAX_HOSTS = 100_000;
/** Of groups, listed hosts and variables together: aliases and ranges make millions out of a few lines. */
const MAX_ENTRIES = 250_000;
/** Entries that are written out take at least so many characters each, so that a long text may hold more. */
const CHARACTERS_PER_ENTRY = 4;

/**
 * Ansible's `InventoryData` in the making. Readers of all formats write into the same draft, source after source, as
 * Ansible's inventory plugins do; its limits stop a few lines from making millions of hosts.
 */
export class InventoryDraft {
  readonly groups = new Map<string, DraftGroup>();
  /** As first listed. */
  readonly hosts = new Map<string, HostEntry>();
  private readonly listedAgain = new Map<string, DraftHost>();
  readonly definitions: VariableDefinition[] = [];
  readonly definitionsOfHosts = new Map<string, readonly VariableDefinition[]>();
  private readonly joinedLists = new Map<string, VariableDefinition[]>();
  problems: StructureProblem[] = [];
  unknowns: UnknownSource[] = [];
  /** After a fatal problem Ansible stops reading the source; with `lenient` the reader goes on. */
  readonly lenient: boolean;
  private fatal = false;
  private entriesLeft = MAX_ENTRIES;
  private mostHosts = MAX_HOSTS;

  constructor(lenient: boolean) {
    this.lenient = lenient;
    this.addGroup('all');
    this.addGroup('ungrouped');
    this.addChild('all', 'ungrouped');
  }

  /** Whether the rest of the source is dropped, as Ansible drops it. */
  get stopped(): boolean {
    return this.fatal && !this.lenient;
  }

  get refused(): boolean {
    return this.fatal;
  }

  /** Whether it takes sections of hosts as a whole: see `SectionDraft`. */
  get readsSections(): boolean {
    return false;
  }

  addSection(_section: HostSection | undefined, _location: Location): void {}

  hasHost(name: string): boolean {
    return this.hosts.has(name);
  }

  get freeHosts(): number {
    return this.mostHosts - this.hosts.size;
  }

  /** Whether so many more entries fit into the limit; the first time they do not, that is reported. */
  take(entries: number, location: Location, subject: string, group?: string): boolean {
    const isFirst = this.entriesLeft >= 0;
    this.entriesLeft -= entries;
    if (this.entriesLeft >= 0) return true;
    this.entriesLeft = -1;
    if (isFirst) this.report('range-too-large', location, subject, group);
    return false;
  }

  beginSource(): void {
    this.fatal = false;
  }

  /** Raises the limit by what a text of so many characters can contain without ranges and aliases. */
  makeRoom(characters: number): void {
    const entries = Math.floor(characters / CHARACTERS_PER_ENTRY);
    this.entriesLeft += entries;
    this.mostHosts += entries;
  }

  report(code: StructureProblemCode, location: Location, subject: string, group?: string): void {
    this.addProblem(code, location, subject, group, false);
  }

  /** Reports a problem for which Ansible refuses the source. */
  refuse(code: StructureProblemCode, location: Location, subject: string, group?: string): void {
    this.addProblem(code, location, subject, group, true);
    this.fatal = true;
  }

  /** Everything reported since; the reader of a source may be the wrong one. */
  takeReports(): Reports {
    const { problems, unknowns } = this;
    this.problems = [];
    this.unknowns = [];
    return { problems, unknowns };
  }

  putReports(...reports: readonly (Reports | undefined)[]): void {
    this.problems = reports.flatMap((report) => report?.problems ?? []);
    this.unknowns = reports.flatMap((report) => report?.unknowns ?? []);
  }

  /** Ansible refuses the source, for a reason that is reported elsewhere. */
  lose(): void {
    this.fatal = true;
  }

  private addProblem(
    code: StructureProblemCode,
    { uri, span }: Location,
    subject: string,
    group: string | undefined,
    fatal: boolean,
  ): void {
    if (this.stopped) return;
    this.problems.push({ code, uri, span, subject, fatal, ...(group === undefined ? {} : { group }) });
  }

  addGroup(name: string, location?: Location): void {
    if (this.stopped) return;
    let group = this.groups.get(name);
    if (!group) {
      const owner: Owner = { kind: 'group', name };
      const [children, parents, hosts] = [new Set<string>(), new Set<string>(), new Set<string>()];
      group = { name, owner, children, parents, hosts, locations: [], priority: 1 };
      this.groups.set(name, group);
    }
    if (location) group.locations.push(location);
  }

  /** Whether the host is new to the inventory. */
  addHost(name: string, location: HostLocation): boolean {
    if (this.stopped) return false;
    const isNew = !this.hosts.has(name);
    if (isNew) {
      this.hosts.set(name, firstEntry(name, location));
      this.groups.get(location.group)?.hosts.add(name);
      return true;
    }
    this.more(name).locations.push(location);
    this.join(name, location.group);
    return false;
  }

  private more(host: string): DraftHost {
    const known = this.listedAgain.get(host);
    if (known) return known;
    const { groups = [], locations = [] } = this.hosts.get(host) ?? {};
    const more = { groups: new Set(groups), locations: [...locations] };
    this.listedAgain.set(host, more);
    return more;
  }

  /** The groups of the host up to now, in which it may have been put behind its first listing. */
  groupsOf({ name, groups }: HostEntry): Iterable<string> {
    return this.listedAgain.get(name)?.groups ?? groups;
  }

  /** With everything that is known. */
  finishHosts(): ReadonlyMap<string, HostEntry> {
    for (const [name, { groups, locations }] of this.listedAgain)
      this.hosts.set(name, { name, groups: [...groups], locations });
    return this.hosts;
  }

  join(host: string, group: string): void {
    this.more(host).groups.add(group);
    this.groups.get(group)?.hosts.add(host);
  }

  leave(host: string, group: string): void {
    this.more(host).groups.delete(group);
    this.groups.get(group)?.hosts.delete(host);
  }

  /** Adds a group to a group, or a host where no group has the name, as Ansible does. */
  addChild(parentName: string, childName: string): 'added' | 'loop' | 'unknown' {
    if (this.stopped) return 'added';
    const parent = this.groups.get(parentName);
    const child = this.groups.get(childName);
    if (!parent) return 'unknown';
    if (!child) {
      if (!this.hasHost(childName)) return 'unknown';
      this.join(childName, parentName);
      return 'added';
    }
    if (parent === child) return 'loop';
    if (parent.children.has(childName)) return 'added';
    // A group without children contains nothing.
    if (child.children.size > 0 && this.isAncestor(childName, parent)) return 'loop';
    parent.children.add(childName);
    child.parents.add(parentName);
    return 'added';
  }

  private isAncestor(name: string, group: DraftGroup): boolean {
    const ancestors = new Set(group.parents);
    for (const ancestor of ancestors) {
      if (ancestor === name) return true;
      for (const next of this.groups.get(ancestor)?.parents ?? []) ancestors.add(next);
    }
    return false;
  }

  /** Sets a variable; a group that shares its name with a host gets the host's variables too. */
  setVariable(entity: string, variable: DraftVariable): void {
    if (this.stopped) return;
    const group = this.groups.get(entity);
    if (group && variable.name === 'ansible_group_priority') {
      this.setPriority(group, variable);
      return;
    }
    const owner = group?.owner ?? { kind: 'host', name: entity };
    const tier = group ? 'inventory-file-group' : 'inventory-file-host';
    this.define(defineOnce(variable, owner, tier));
  }

  define(definition: VariableDefinition): void {
    this.definitions.push(definition);
    if (definition.owner.kind === 'host') this.addToHost(definition.owner.name, [definition]);
  }

  /** The list itself is shared with earlier models, as long as the host has no other one. */
  private addToHost(host: string, definitions: readonly VariableDefinition[]): void {
    const known = this.definitionsOfHosts.get(host);
    if (!known) {
      this.definitionsOfHosts.set(host, definitions);
      return;
    }
    const joined = this.joinedLists.get(host) ?? [...known];
    append(joined, definitions);
    this.joinedLists.set(host, joined);
    this.definitionsOfHosts.set(host, joined);
  }

  /** Sets the variables of a listed host. */
  setHostVariables(host: string, uri: string, mapping: YamlMapping): void {
    if (this.stopped) return;
    if (this.groups.has(host)) {
      for (const variable of variablesOf(uri, mapping)) this.setVariable(host, variable);
      return;
    }
    const definitions = definitionsOfHost(uri, mapping, host);
    if (definitions.length === 0) return;
    append(this.definitions, definitions);
    this.addToHost(host, definitions);
  }

  private setPriority(group: DraftGroup, variable: DraftVariable): void {
    const priority = priorityOf(variable.value);
    if (priority !== undefined) group.priority = priority;
    else
      this.refuse('priority-invalid', { uri: variable.uri, span: variable.keySpan }, group.name, group.name);
  }
}
