// Distributes work over several cores, with the same results in the same order as on one. Knows nothing of inventories.
import { Worker } from 'node:worker_threads';

/** Does a chunk of the tasks, in their order. */
export type ChunkRunner<Task, Result> = (tasks: readonly Task[]) => Promise<readonly Result[]>;

/**
 * Each result as soon as it and all before it are there; the first failure in this order is thrown. The first chunks
 * go to the first runners.
 */
export async function* inOrder<Task, Result>(
  tasks: readonly Task[],
  runners: readonly ChunkRunner<Task, Result>[],
): AsyncGenerator<Result, void, undefined> {
  const chunks = chunksOf(tasks, runners.length).map((chunk) => ({
    chunk,
    result: deferred<readonly Result[]>(),
  }));
  // All runners take from one iterator: whichever is free gets the next chunk.
  const left = chunks.values();
  let isOver = false;

  async function work(run: ChunkRunner<Task, Result>): Promise<void> {
    for (const { chunk, result } of left) {
      if (isOver) return;
      const done = run(chunk);
      result.resolve(done);
      await done;
      // What is answered at once never waits by itself, and other runners and readers of the output have their turn.
      await new Promise(setImmediate);
    }
  }

  // A failure is thrown where its result is awaited.
  for (const run of runners) work(run).catch(() => undefined);
  try {
    for (const { result } of chunks) yield* await result.promise;
  } finally {
    isOver = true;
  }
}

/** Small enough that all end at about the same time, and that the first results are available soon. */
const MAX_CHUNK = 8;

function chunksOf<Task>(tasks: readonly Task[], runners: number): readonly (readonly Task[])[] {
  const size = Math.max(1, Math.min(MAX_CHUNK, Math.floor(tasks.length / (4 * runners))));
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
  // Results after a failure are not needed.
  promise.catch(() => undefined);
  return { promise, resolve: (value) => settle?.resolve(value), reject: (reason) => settle?.reject(reason) };
}

/** Runners beside the own thread, which must be stopped before the process can end. */
export interface WorkerPool<Task, Result> {
  readonly runners: readonly ChunkRunner<Task, Result>[];
  stop(): Promise<void>;
}

/** Workers that run the file, which answers each chunk with its results, one after the other. */
export function startWorkers<Task, Result>(
  file: string,
  count: number,
  workerData: unknown,
): WorkerPool<Task, Result> {
  const workers = Array.from({ length: count }, () => new Worker(file, { workerData }));
  const runners = workers.map((worker) => runnerOf<Task, Result>(worker));
  return {
    // While a worker is busy with one chunk, the next is already waiting for it.
    runners: [...runners, ...runners],
    stop: async () => void (await Promise.all(workers.map((worker) => worker.terminate()))),
  };
}

/** A worker that ends before it is stopped fails everything that it was given. */
function runnerOf<Task, Result>(worker: Worker): ChunkRunner<Task, Result> {
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
