// A model that tells what is read of it, so that an answer worked out from it can be kept until one of these things
// changes. Knows nothing of those who ask.
import type { InventoryModel, Owner } from './model.ts';
import type { ModelUpdate } from './updateModel.ts';

/** A part of a model, by name. */
export type ModelPart = string;

const definitionsNamed = (name: string): ModelPart => `name ${name}`;
const definitionsOfOwner = ({ kind, name }: Owner): ModelPart => `${kind} ${name}`;
const NAMES: ModelPart = 'names';
const ALL_DEFINITIONS: ModelPart = 'definitions';

/** What is no longer as it was after the update. */
export function partsOf({ changed, hasOtherNames }: ModelUpdate): Set<ModelPart> {
  const parts = new Set<ModelPart>([ALL_DEFINITIONS]);
  if (hasOtherNames) parts.add(NAMES);
  for (const { name, owner } of changed) parts.add(definitionsNamed(name)).add(definitionsOfOwner(owner));
  return parts;
}

/** The model itself, but `onRead` hears of every part that is looked at. Groups and hosts are not among them. */
export function trackModel(
  model: InventoryModel,
  onRead: (part: ModelPart) => void,
  keep: Pick<InventoryModel, 'derive' | 'recall'>,
): InventoryModel {
  return {
    ...model,
    ...keep,
    definitionsByName: new TrackedMap(model.definitionsByName, onRead, definitionsNamed),
    definitionsOfGroups: new TrackedMap(model.definitionsOfGroups, onRead, (name) => `group ${name}`),
    definitionsOfHosts: new TrackedMap(model.definitionsOfHosts, onRead, (name) => `host ${name}`),
    get definitions() {
      onRead(ALL_DEFINITIONS);
      return model.definitions;
    },
  };
}

class TrackedMap<T> implements ReadonlyMap<string, T> {
  private readonly map: ReadonlyMap<string, T>;
  private readonly onRead: (part: ModelPart) => void;
  private readonly partOf: (key: string) => ModelPart;

  constructor(
    map: ReadonlyMap<string, T>,
    onRead: (part: ModelPart) => void,
    partOf: (key: string) => ModelPart,
  ) {
    this.map = map;
    this.onRead = onRead;
    this.partOf = partOf;
  }

  get size(): number {
    this.onRead(NAMES);
    return this.map.size;
  }

  get(key: string): T | undefined {
    this.onRead(this.partOf(key));
    return this.map.get(key);
  }

  has(key: string): boolean {
    this.onRead(this.partOf(key));
    return this.map.has(key);
  }

  keys(): MapIterator<string> {
    this.onRead(NAMES);
    return this.map.keys();
  }

  values(): MapIterator<T> {
    this.onRead(ALL_DEFINITIONS);
    return this.map.values();
  }

  entries(): MapIterator<[string, T]> {
    this.onRead(ALL_DEFINITIONS);
    return this.map.entries();
  }

  forEach(each: (value: T, key: string, map: ReadonlyMap<string, T>) => void): void {
    this.onRead(ALL_DEFINITIONS);
    this.map.forEach((value, key) => {
      each(value, key, this);
    });
  }

  [Symbol.iterator](): MapIterator<[string, T]> {
    return this.entries();
  }
}
