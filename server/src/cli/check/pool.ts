// Work on several cores, with the same results in the same order as on one. Knows nothing of inventories.
import { Worker } from 'node:worker_threads';

/** Does a portion of the tasks, in their order. */
export type Hand<Task, Result> = (tasks: readonly Task[]) => Promise<readonly Result[]>;

/**
 * Each result as soon as it and all before it are there; the first failure in this order is thrown. The first portions
 * go to the first hands.
 */
export async function* inOrder<Task, Result>(
  tasks: readonly Task[],
  hands: readonly Hand<Task, Result>[],
): AsyncGenerator<Result, void, undefined> {
  const portions = portionsOf(tasks, hands.length).map((portion) => ({
    portion,
    result: deferred<readonly Result[]>(),
  }));
  const left = portions.values();
  let isOver = false;

  async function work(hand: Hand<Task, Result>): Promise<void> {
    for (const { portion, result } of left) {
      if (isOver) return;
      const done = hand(portion);
      result.resolve(done);
      await done;
    }
  }

  // A failure is met where its result is waited for.
  for (const hand of hands) work(hand).catch(() => undefined);
  try {
    for (const { result } of portions) yield* await result.promise;
  } finally {
    isOver = true;
  }
}

/** Small enough that all end at about the same time, and that the first results are soon there. */
const MAX_PORTION = 8;

function portionsOf<Task>(tasks: readonly Task[], hands: number): readonly (readonly Task[])[] {
  const size = Math.max(1, Math.min(MAX_PORTION, Math.floor(tasks.length / (4 * hands))));
  return Array.from({ length: Math.ceil(tasks.length / size) }, (_, index) =>
    tasks.slice(index * size, (index + 1) * size),
  );
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T | Promise<T>): void;
  reject(reason: unknown): void;
}

function deferred<T>(): Deferred<T> {
  let settle: Omit<Deferred<T>, 'promise'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Nobody waits for what comes after a failure.
  promise.catch(() => undefined);
  return { promise, resolve: (value) => settle?.resolve(value), reject: (reason) => settle?.reject(reason) };
}

export interface Crew<Task, Result> {
  readonly hands: readonly Hand<Task, Result>[];
  dismiss(): Promise<void>;
}

/** Workers that run the file, which answers each portion with its results, one after the other. */
export function hireWorkers<Task, Result>(
  file: string,
  count: number,
  workerData: unknown,
): Crew<Task, Result> {
  const workers = Array.from({ length: count }, () => new Worker(file, { workerData }));
  const hands = workers.map((worker) => handOf<Task, Result>(worker));
  return {
    // While a worker is busy with one portion, the next is already on its way to it.
    hands: [...hands, ...hands],
    dismiss: async () => void (await Promise.all(workers.map((worker) => worker.terminate()))),
  };
}

/** A worker that ends before it is dismissed fails all that is asked of it. */
function handOf<Task, Result>(worker: Worker): Hand<Task, Result> {
  const waiting: Deferred<readonly Result[]>[] = [];
  let failure: Error | undefined;
  const fail = (error: Error): void => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.on('message', (results: readonly Result[]) => waiting.shift()?.resolve(results));
  worker.on('messageerror', fail);
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`A worker ended too early, with code ${code}.`)));
  return (tasks) => {
    const results = deferred<readonly Result[]>();
    waiting.push(results);
    if (failure) fail(failure);
    else worker.postMessage(tasks);
    return results.promise;
  };
}
