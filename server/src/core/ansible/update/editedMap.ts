// A map that is another one with a few values exchanged, added or removed, so that an edit of a large inventory copies
// what it changes and nothing else.

/** As many are looked up beside the others before all are put together. */
const MAX_EDITS = 64;

/** What is another than in the map that was copied last; no key stands in two of them, but one that has come back. */
interface Edits<T> {
  readonly exchanged: Map<string, T>;
  readonly removed: Set<string>;
  /** Behind all others, as a map has them. */
  readonly added: Map<string, T>;
}

/** Made by {@link MapDraft}. */
class EditedMap<T> implements ReadonlyMap<string, T> {
  readonly base: ReadonlyMap<string, T>;
  readonly edits: Edits<T>;

  constructor(base: ReadonlyMap<string, T>, edits: Edits<T>) {
    this.base = base;
    this.edits = edits;
  }

  get size(): number {
    return this.base.size - this.edits.removed.size + this.edits.added.size;
  }

  get(key: string): T | undefined {
    const { exchanged, removed, added } = this.edits;
    return added.get(key) ?? exchanged.get(key) ?? (removed.has(key) ? undefined : this.base.get(key));
  }

  has(key: string): boolean {
    return this.edits.added.has(key) || (this.base.has(key) && !this.edits.removed.has(key));
  }

  keys(): MapIterator<string> {
    const { removed, added } = this.edits;
    return removed.size + added.size === 0 ? this.base.keys() : joined(this).keys();
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

function joined<T>({ base, edits }: EditedMap<T>): Map<string, T> {
  const all = new Map(base);
  for (const [key, value] of edits.exchanged) all.set(key, value);
  for (const key of edits.removed) all.delete(key);
  for (const [key, value] of edits.added) all.set(key, value);
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
    const edits: Edits<T> = {
      exchanged: new Map(old.exchanged),
      removed: new Set(old.removed),
      added: new Map(old.added),
    };
    for (const [key, value] of changes) edit(edits, base, key, value);
    const next = new EditedMap(base, edits);
    const size = edits.exchanged.size + edits.removed.size + edits.added.size;
    return size <= MAX_EDITS ? next : joined(next);
  }
}

const noEdits = <T>(): Edits<T> => ({ exchanged: new Map(), removed: new Set(), added: new Map() });

/** Notes one change in what is not part of a map yet. */
function edit<T>(edits: Edits<T>, base: ReadonlyMap<string, T>, key: string, value: T | undefined): void {
  const isOfBase = base.has(key) && !edits.removed.has(key);
  if (value) (isOfBase ? edits.exchanged : edits.added).set(key, value);
  else if (isOfBase) {
    edits.exchanged.delete(key);
    edits.removed.add(key);
  } else edits.added.delete(key);
}
