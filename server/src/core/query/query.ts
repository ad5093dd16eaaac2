// Queries: what is worked out from an inventory, by functions that see nothing but the inventory and their key. Where a
// query engine belongs to the inventory, it remembers their answers. Make queries at the top level of a module: one that
// is made inside a function is another one at each call, so that nothing is remembered for it.
import type { Computation, Key, QueryEngine } from './engine.ts';
import { isShallowEqual } from './isShallowEqual.ts';

export type { Key };

interface Attachment {
  readonly engine: QueryEngine;
  readonly view: object;
}

const attachments = new WeakMap<object, Attachment>();

/**
 * Queries about `db` are remembered by the engine from now on, and read `view`, which tells the engine of everything
 * that is read of it. A copy of `db` is another object: nothing is remembered for it.
 */
export function attachEngine(db: object, engine: QueryEngine, view: object): void {
  attachments.set(db, { engine, view });
}

/** What is asked about `db` from now on is worked out from itself. */
export const detachEngine = (db: object): void => void attachments.delete(db);

/** Everything asked about `db` so far, so that a test can ask it again elsewhere. */
export function questionsAbout(db: object): readonly ((other: object) => unknown)[] {
  const attached = attachments.get(db);
  return [...(attached?.engine.asked() ?? [])]
    .filter((question) => question.db === attached?.view)
    .map(
      ({ computation, key }) =>
        (other) =>
          ask(computation, other, key),
    );
}

function ask(computation: Computation, db: object, key: readonly Key[]): unknown {
  const attached = attachments.get(db);
  if (!attached) return computation.compute(db, undefined, key);
  return attached.engine.ask(computation, attached.view, key);
}

/**
 * What `compute` makes of the inventory. It is asked again only after something has changed that it has read, and where
 * it comes out as before, what was worked out from it still holds.
 */
export function query<Db extends object, K extends readonly Key[], V>(
  compute: (db: Db, ...key: K) => V,
): (db: Db, ...key: K) => V {
  const computation: Computation = {
    compute: (db, _before, key) => compute(db as Db, ...(key as K)),
    isSame: isShallowEqual,
  };
  // The function above is the only one that answers this computation.
  return (db, ...key) => ask(computation, db, key) as V;
}

/**
 * The same for what is brought up to date from the difference, because it grows with the number of hosts: `step` gets
 * what it gave when the inventory was another, and may use it up. It counts as changed unless it gives that very object.
 */
export function fold<Db extends object, K extends readonly Key[], V>(
  step: (before: NoInfer<V> | undefined, db: Db, ...key: K) => V,
): (db: Db, ...key: K) => V {
  const computation: Computation = {
    compute: (db, before, key) => step(before as V | undefined, db as Db, ...(key as K)),
    isSame: Object.is,
  };
  // The function above is the only one that answers this computation.
  return (db, ...key) => ask(computation, db, key) as V;
}

/** What `compute` makes of something that never changes, such as a definition, for as long as there is that thing. */
export function perItem<Item extends object, V>(compute: (item: Item) => V): (item: Item) => V {
  const known = new WeakMap<Item, { readonly value: V }>();
  return (item) => {
    const found = known.get(item) ?? { value: compute(item) };
    known.set(item, found);
    return found.value;
  };
}
