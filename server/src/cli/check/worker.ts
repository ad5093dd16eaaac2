// The entry of a worker of `check`: chunks of targets in, their outcomes out, in order.
import { parentPort, workerData } from 'node:worker_threads';
import { keepCompiled } from '../../node/compileCache.ts';
import { askDiskAtOnce } from '../../node/fileCalls.ts';
import type { Target } from './checker.ts';

keepCompiled('check');

async function work(): Promise<void> {
  askDiskAtOnce();
  const { createChecker } = await import('./checker.ts');
  const checker = createChecker(workerData);
  let done = Promise.resolve();
  // A failure ends the worker, and the pool reports it.
  parentPort?.on('message', (targets: readonly Target[]) => {
    done = done.then(async () => parentPort?.postMessage(await checker.check(targets)));
  });
}
void work();
