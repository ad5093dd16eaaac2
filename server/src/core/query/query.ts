// Queries: what is worked out from an inventory, by functions that see nothing but the inventory and their key. Where a
// query engine belongs to the inventory, it remembers their answers. Make queries at the top level of a module: one that
// is made inside a function is another one at each call, so that nothing is remembered for it.
import type { Computation, Key, QueryEngine } from './engine.ts';
import { isShallowEqual } from './isShallowEqual.ts';

export type { Key };

/**
 * What belongs to an inventory that is open. Kept beside it rather than in it, so that queries get plain data, with
 * or without an engine.
 */
interface Attachment {
  readonly engine: QueryEngine;
  readonly view: object;
}

const attachments = new WeakMap<object, Attachment>();

/**
 * Queries about `db` are remembered by the engine from now on, and read `view`, which reports everything that is read
 * of it to the engine. A copy of `db` is another object: nothing is remembered for it.
 */
export function attachEngine(db: object, engine: QueryEngine, view: object): void {
  attachments.set(db, { engine, view });
}

/** From now on queries about `db` are computed from `db` itself, and not remembered. */
export const detachEngine = (db: object): void => void attachments.delete(db);

/** Every question asked about `db` so far, for a test that asks them of another inventory. */
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
 * A function of the inventory and a key whose answer is remembered until something it has read changes. Where it then
 * comes out equal, what was computed from it is not computed again.
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
 * A query that is brought up to date from the difference, because it would otherwise cost more with every host: `step`
 * gets its previous answer, and may change it in place. The answer counts as changed unless it is the same object.
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

/**
 * What `compute` makes of an object that never changes, such as a definition; remembered for as long as that object
 * exists.
 */
export function perItem<Item extends object, V>(compute: (item: Item) => V): (item: Item) => V {
  const known = new WeakMap<Item, { readonly value: V }>();
  return (item) => {
    const found = known.get(item) ?? { value: compute(item) };
    known.set(item, found);
    return found.value;
  };
}
