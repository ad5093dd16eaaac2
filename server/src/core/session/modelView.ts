// A model that reports what is read of it, so that an answer computed from it can be kept until one of these parts
// changes. Knows nothing of the readers.
import type { InventoryModel } from '../ansible/model/model.ts';
import type { MapChanges, ModelUpdate } from '../ansible/update/modelUpdate.ts';
import type { Dependency } from '../query/engine.ts';

/**
 * The model as rules see it: every part that is read is reported, so that an edit of another part asks
 * nothing anew.
 */
export interface ModelView {
  readonly view: InventoryModel;
  /** Shows the model after the update, and records the parts that it has changed. */
  note(update: ModelUpdate, revision: number): void;
}

/**
 * The current model; `onRead` is called for every part that is looked at. All groups are one part, and so are all hosts.
 */
export function viewModel(first: InventoryModel, onRead: (part: Dependency) => void): ModelView {
  let model = first;
  const names = new TrackedMap(() => model.definitionsByName, onRead);
  const ofGroups = new TrackedMap(() => model.definitionsOfGroups, onRead);
  const ofHosts = new TrackedMap(() => model.definitionsOfHosts, onRead);
  const all: Dependency = { changedAt: 0 };
  const unknowns: Dependency = { changedAt: 0 };
  const problems: Dependency = { changedAt: 0 };
  const groups: Dependency = { changedAt: 0 };
  const hosts: Dependency = { changedAt: 0 };
  const view: InventoryModel = {
    ...model,
    definitionsByName: names,
    definitionsOfGroups: ofGroups,
    definitionsOfHosts: ofHosts,
    get definitions() {
      onRead(all);
      return model.definitions;
    },
    get groups() {
      onRead(groups);
      return model.groups;
    },
    get hosts() {
      onRead(hosts);
      return model.hosts;
    },
    get unknowns() {
      onRead(unknowns);
      return model.unknowns;
    },
    get problems() {
      onRead(problems);
      return model.problems;
    },
    get isRefused() {
      onRead(problems);
      return model.isRefused;
    },
  };
  return {
    view,
    note({ model: next, ...changes }, revision) {
      if (next.definitions !== model.definitions) all.changedAt = revision;
      if (next.groups !== model.groups) groups.changedAt = revision;
      if (next.hosts !== model.hosts) hosts.changedAt = revision;
      if (next.unknowns !== model.unknowns) unknowns.changedAt = revision;
      if (next.problems !== model.problems || next.isRefused !== model.isRefused)
        problems.changedAt = revision;
      model = next;
      names.note(changes.variables, revision);
      ofGroups.note(changes.groups, revision);
      ofHosts.note(changes.hosts, revision);
    },
  };
}

class TrackedMap<T> implements ReadonlyMap<string, T> {
  private readonly map: () => ReadonlyMap<string, T>;
  private readonly onRead: (part: Dependency) => void;
  private readonly parts = new Map<string, Dependency>();
  private readonly ofKeys: Dependency = { changedAt: 0 };
  private readonly ofValues: Dependency = { changedAt: 0 };

  constructor(map: () => ReadonlyMap<string, T>, onRead: (part: Dependency) => void) {
    this.map = map;
    this.onRead = onRead;
  }

  note({ changed, hasOtherKeys }: MapChanges, revision: number): void {
    for (const key of changed) {
      const part = this.parts.get(key);
      if (part) part.changedAt = revision;
    }
    if (changed.size > 0 || hasOtherKeys) this.ofValues.changedAt = revision;
    if (hasOtherKeys) this.ofKeys.changedAt = revision;
  }

  private noteRead(key: string): void {
    let part = this.parts.get(key);
    if (!part) {
      part = { changedAt: 0 };
      this.parts.set(key, part);
    }
    this.onRead(part);
  }

  get size(): number {
    this.onRead(this.ofKeys);
    return this.map().size;
  }

  get(key: string): T | undefined {
    this.noteRead(key);
    return this.map().get(key);
  }

  has(key: string): boolean {
    this.noteRead(key);
    return this.map().has(key);
  }

  keys(): MapIterator<string> {
    this.onRead(this.ofKeys);
    return this.map().keys();
  }

  values(): MapIterator<T> {
    this.onRead(this.ofValues);
    return this.map().values();
  }

  entries(): MapIterator<[string, T]> {
    this.onRead(this.ofValues);
    return this.map().entries();
  }

  forEach(each: (value: T, key: string, map: ReadonlyMap<string, T>) => void): void {
    this.onRead(this.ofValues);
    this.map().forEach((value, key) => {
      each(value, key, this);
    });
  }

  [Symbol.iterator](): MapIterator<[string, T]> {
    return this.entries();
  }
}
