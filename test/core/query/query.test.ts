// Queries are remembered for exactly as long as they hold, and cannot be written so that they go stale.
import { expect, expectTypeOf, test } from 'vitest';
import { createQueryEngine, type Dependency } from '../../../server/src/core/query/engine.ts';
import { attachEngine, fold, perItem, query } from '../../../server/src/core/query/query.ts';

interface Shop {
  readonly prices: ReadonlyMap<string, number>;
}

/** A shop whose prices change, opened with an engine. */
function openShop(prices: Readonly<Record<string, number>>) {
  const engine = createQueryEngine();
  const now = new Map(Object.entries(prices));
  const parts = new Map<string, Dependency>();
  const partOf = (name: string): Dependency => {
    const part = parts.get(name) ?? { changedAt: 0 };
    parts.set(name, part);
    return part;
  };
  class Prices extends Map<string, number> {
    override get(name: string): number | undefined {
      engine.onRead(partOf(name));
      return now.get(name);
    }
  }
  const shop: Shop = { prices: now };
  const view: Shop = { prices: new Prices() };
  for (const db of [shop, view]) attachEngine(db, engine, view);
  return {
    shop,
    set(name: string, price: number): void {
      partOf(name).changedAt = engine.nextRevision();
      now.set(name, price);
    },
  };
}

test('an answer is worked out again only after something has changed that it has read', () => {
  const asked: string[] = [];
  const price = query(({ prices }: Shop, name: string) => {
    asked.push(name);
    return prices.get(name);
  });
  const { shop, set } = openShop({ tea: 3, milk: 1 });
  expect([price(shop, 'tea'), price(shop, 'milk'), price(shop, 'tea')]).toEqual([3, 1, 3]);
  set('tea', 4);
  expect([price(shop, 'tea'), price(shop, 'milk')]).toEqual([4, 1]);
  expect(asked).toEqual(['tea', 'milk', 'tea']);
});

test('an answer that comes out as before leaves alone what was worked out from it', () => {
  const isDear = query(({ prices }: Shop, name: string) => [(prices.get(name) ?? 0) > 10]);
  let labels = 0;
  const label = query((shop: Shop, name: string) => `${name}: ${isDear(shop, name)} ${++labels}`);
  const { shop, set } = openShop({ tea: 3 });
  const before = label(shop, 'tea');
  set('tea', 4);
  expect(label(shop, 'tea')).toBe(before);
  set('tea', 40);
  expect(label(shop, 'tea')).toBe('tea: true 2');
});

test('a fold gets what it gave before; the same object means that nothing has changed', () => {
  const highest = fold((before: { readonly price: number } | undefined, { prices }: Shop, name: string) => {
    const price = prices.get(name) ?? 0;
    return before && before.price >= price ? before : { price };
  });
  let shown = 0;
  const show = query((shop: Shop) => `${highest(shop, 'tea').price} ${++shown}`);
  const { shop, set } = openShop({ tea: 3 });
  expect(show(shop)).toBe('3 1');
  set('tea', 2);
  expect(show(shop)).toBe('3 1');
  set('tea', 5);
  expect(show(shop)).toBe('5 2');
});

test('keys are compared by value and by type', () => {
  const reported = query((_: Shop, ...key: [string | number | undefined, boolean?]) => key);
  const { shop } = openShop({});
  expect([
    reported(shop, '1'),
    reported(shop, 1),
    reported(shop, undefined),
    reported(shop, '1', true),
  ]).toEqual([['1'], [1], [undefined], ['1', true]]);
});

test('a copy is another inventory: nothing is remembered for it', () => {
  const price = query(({ prices }: Shop, name: string) => prices.get(name));
  const { shop } = openShop({ tea: 3 });
  expect(price(shop, 'tea')).toBe(3);
  expect(price({ ...shop, prices: new Map([['tea', 9]]) }, 'tea')).toBe(9);
});

test('what fails is asked again', () => {
  const price = query(({ prices }: Shop, name: string) => {
    const found = prices.get(name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  });
  const { shop, set } = openShop({});
  expect(() => price(shop, 'tea')).toThrow('no tea');
  expect(() => price(shop, 'tea')).toThrow('no tea');
  set('tea', 3);
  expect(price(shop, 'tea')).toBe(3);
});

test('something that never changes has one answer', () => {
  let asked = 0;
  const length = perItem((item: readonly string[]) => item.length + asked++);
  const list = ['a'];
  expect([length(list), length(list), length(['a'])]).toEqual([1, 1, 2]);
});

test('a computation cannot be handed in with what it has seen before', () => {
  const price = query(({ prices }: Shop, name: string) => prices.get(name));
  const { shop } = openShop({ tea: 3 });
  const shown = price(shop, 'tea');
  // @ts-expect-error: keys are names, numbers and switches, never a function that has captured an earlier answer.
  expect(() => price(shop, 'tea', () => shown)).not.toThrow();
  // @ts-expect-error: nor an object, which is another one in each revision.
  query((_: Shop, definition: { readonly name: string }) => definition.name);
  expectTypeOf(price).parameters.toEqualTypeOf<[db: Shop, name: string]>();
});

test('a query made where something was read before asks again, and never goes stale', () => {
  const priceTag = query((shop: Shop) => {
    const captured = shop.prices.get('tea');
    return query((_: Shop) => `${captured}`)(shop);
  });
  const { shop, set } = openShop({ tea: 3 });
  expect(priceTag(shop)).toBe('3');
  set('tea', 4);
  expect(priceTag(shop)).toBe('4');
});
