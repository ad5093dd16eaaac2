// A map that is another one with a few values exchanged, added or removed, so that an edit of a large inventory copies
// what it changes and nothing else.

/** As many are looked up beside the others before all are put together. */
const MAX_EDITS = 64;

/** What is another than in the map that was copied last. */
interface Edits<T> {
  /** `null` for what is gone. */
  readonly values: Map<string, T | null>;
  /** Those behind all others, as a map has what is added to it; it may have been gone before. */
  readonly added: Set<string>;
}

/** Made by {@link MapDraft}. */
class EditedMap<T> implements ReadonlyMap<string, T> {
  readonly base: ReadonlyMap<string, T>;
  readonly edits: Edits<T>;
  readonly size: number;

  constructor(base: ReadonlyMap<string, T>, edits: Edits<T>) {
    this.base = base;
    this.edits = edits;
    const isRemoved = ([key, value]: [string, T | null]): boolean => base.has(key) && value === null;
    const isNew = (key: string): boolean => !base.has(key);
    const removed = [...edits.values].filter(isRemoved).length;
    this.size = base.size - removed + [...edits.added].filter(isNew).length;
  }

  get(key: string): T | undefined {
    const edited = this.edits.values.get(key);
    return edited === undefined ? this.base.get(key) : (edited ?? undefined);
  }

  has(key: string): boolean {
    const edited = this.edits.values.get(key);
    return edited === undefined ? this.base.has(key) : edited !== null;
  }

  keys(): MapIterator<string> {
    const { values, added } = this.edits;
    const hasSameKeys = added.size === 0 && ![...values.values()].includes(null);
    return hasSameKeys ? this.base.keys() : joined(this).keys();
  }

  values(): MapIterator<T> {
    return joined(this).values();
  }

  entries(): MapIterator<[string, T]> {
    return joined(this).entries();
  }

  forEach(each: (value: T, key: string, map: ReadonlyMap<string, T>) => void): void {
    for (const [key, value] of this) each(value, key, this);
  }

  [Symbol.iterator](): MapIterator<[string, T]> {
    return this.entries();
  }
}

function joined<T>({ base, edits: { values, added } }: EditedMap<T>): Map<string, T> {
  const all = new Map(base);
  for (const [key, value] of values)
    if (value === null || added.has(key)) all.delete(key);
    else all.set(key, value);
  for (const key of added) {
    const value = values.get(key);
    if (value) all.set(key, value);
  }
  return all;
}

/** The next state of a map, which itself stays as it is. */
export class MapDraft<T extends object> {
  private readonly before: ReadonlyMap<string, T>;
  /** `undefined` for a removed key. */
  private readonly changes = new Map<string, T | undefined>();

  constructor(before: ReadonlyMap<string, T>) {
    this.before = before;
  }

  get(key: string): T | undefined {
    return this.changes.has(key) ? this.changes.get(key) : this.before.get(key);
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** Sets the value, or removes the key where there is none. */
  set(key: string, value: T | undefined): void {
    this.changes.set(key, value);
  }

  /** To be called once: the draft must not be used afterwards. */
  finish(): ReadonlyMap<string, T> {
    const { before, changes } = this;
    if (changes.size === 0) return before;
    const { base, edits: old } = before instanceof EditedMap ? before : new EditedMap(before, noEdits<T>());
    const edits: Edits<T> = { values: new Map(old.values), added: new Set(old.added) };
    for (const [key, value] of changes) edit(edits, base, key, value);
    const next = new EditedMap(base, edits);
    return edits.values.size <= MAX_EDITS ? next : joined(next);
  }
}

const noEdits = <T>(): Edits<T> => ({ values: new Map(), added: new Set() });

/** Notes one change in what is not part of a map yet. */
function edit<T extends object>(
  { values, added }: Edits<T>,
  base: ReadonlyMap<string, T>,
  key: string,
  value: T | undefined,
): void {
  const isThere = values.has(key) ? values.get(key) !== null : base.has(key);
  if (value && !isThere) added.add(key);
  if (!value) added.delete(key);
  if (value || base.has(key)) values.set(key, value ?? null);
  else values.delete(key);
}
