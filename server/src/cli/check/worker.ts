// The entry of a worker of `check`: chunks of targets in, their outcomes out, in the order in which they came.
import { parentPort, workerData } from 'node:worker_threads';
import { createChecker, type Target } from './checker.ts';

const checker = createChecker(workerData);
let work = Promise.resolve();

// What fails here ends the worker, and is told by whoever waits for it.
parentPort?.on('message', (targets: readonly Target[]) => {
  work = work.then(async () => parentPort?.postMessage(await checker.check(targets)));
});
