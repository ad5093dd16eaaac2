// The entry of a worker of `check`: chunks of targets in, their outcomes out, in order.
import { parentPort, workerData } from 'node:worker_threads';
import { createChecker, type Target } from './checker.ts';

const checker = createChecker(workerData);
let work = Promise.resolve();

// A failure ends the worker, and the pool reports it.
parentPort?.on('message', (targets: readonly Target[]) => {
  work = work.then(async () => parentPort?.postMessage(await checker.check(targets)));
});
