import { expect, it } from 'vitest';
import { type ChunkRunner, inOrder } from '../../server/src/cli/check/pool.ts';

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

async function all<T>(results: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const result of results) found.push(result);
  return found;
}

/** A runner that answers on demand, and what it was asked meanwhile. */
function manualRunner() {
  const asked: (readonly number[])[] = [];
  const answers: (() => void)[] = [];
  const run: ChunkRunner<number, string> = (tasks) => {
    asked.push(tasks);
    return new Promise((resolve) => answers.push(() => resolve(tasks.map(String))));
  };
  return { asked, run, answer: () => answers.shift()?.() };
}

const quick: ChunkRunner<number, string> = async (tasks) => tasks.map(String);

it.each([0, 1, 2, 7, 8, 9, 100, 1000])('gives %d results in the order of the tasks', async (count) => {
  for (const runners of [1, 2, 5])
    expect(
      await all(
        inOrder(
          numbers(count),
          Array.from({ length: runners }, () => quick),
        ),
      ),
    ).toEqual(numbers(count).map(String));
});

it('gives what is done before the rest is, and nothing before what comes first', async () => {
  const first = manualRunner();
  const results = inOrder([0, 1, 2], [first.run, quick]);
  const next = results.next();
  first.answer();
  expect(await next).toEqual({ done: false, value: '0' });
  expect([(await results.next()).value, (await results.next()).value]).toEqual(['1', '2']);
  expect(first.asked).toEqual([[0]]);
});

it('throws what fails when its turn has come, and begins nothing more', async () => {
  const begun: number[] = [];
  const failing: ChunkRunner<number, string> = async (tasks) => {
    begun.push(...tasks);
    if (tasks.includes(2)) throw new Error('at 2');
    return tasks.map(String);
  };
  const found: string[] = [];
  await expect(async () => {
    for await (const result of inOrder([0, 1, 2, 3, 4], [failing])) found.push(result);
  }).rejects.toThrow('at 2');
  expect([found, begun]).toEqual([
    ['0', '1'],
    [0, 1, 2],
  ]);
});

it('begins nothing more when the reader has stopped', async () => {
  const { asked, run, answer } = manualRunner();
  const results = inOrder([0, 1, 2], [run]);
  const next = results.next();
  answer();
  await next;
  await results.return();
  answer();
  await Promise.resolve();
  expect(asked.length).toBeLessThan(3);
});
