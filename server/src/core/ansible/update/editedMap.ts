// A map that is another one with a few values exchanged, so that an edit of a large inventory copies what it changes
// and nothing else.

/** As many are looked up beside the others before all are put together. */
const MAX_EXCHANGED = 64;

/** Made by {@link MapDraft}; the keys and their order are those of `base`. */
class EditedMap<T> implements ReadonlyMap<string, T> {
  readonly base: ReadonlyMap<string, T>;
  readonly exchanged: ReadonlyMap<string, T>;

  constructor(base: ReadonlyMap<string, T>, exchanged: ReadonlyMap<string, T>) {
    this.base = base;
    this.exchanged = exchanged;
  }

  get size(): number {
    return this.base.size;
  }

  get(key: string): T | undefined {
    return this.exchanged.get(key) ?? this.base.get(key);
  }

  has(key: string): boolean {
    return this.base.has(key);
  }

  keys(): MapIterator<string> {
    return this.base.keys();
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

function joined<T>({ base, exchanged }: EditedMap<T>): Map<string, T> {
  const all = new Map(base);
  for (const [key, value] of exchanged) all.set(key, value);
  return all;
}

/** The next state of a map, which itself stays as it is. */
export class MapDraft<T extends object> {
  private readonly before: ReadonlyMap<string, T>;
  /** `undefined` for what is gone. */
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

  /** To be called once: the draft is used up. */
  finish(): ReadonlyMap<string, T> {
    const { before, changes } = this;
    if (changes.size === 0) return before;
    const { base, exchanged } = before instanceof EditedMap ? before : new EditedMap(before, new Map());
    const next = new Map(exchanged);
    const others: [string, T | undefined][] = [];
    for (const [key, value] of changes)
      if (value && base.has(key)) next.set(key, value);
      else others.push([key, value]);
    const edited = new EditedMap(base, next);
    if (others.length === 0 && next.size <= MAX_EXCHANGED) return edited;
    const all = joined(edited);
    for (const [key, value] of others)
      if (value) all.set(key, value);
      else all.delete(key);
    return all;
  }
}
