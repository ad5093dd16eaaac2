// One thread of the fuzzing: does its executions one after the other, and says which one it is at, so that one that
// never ends is noticed from outside.
import { parentPort, workerData } from 'node:worker_threads';
import { createRandom } from '../support/random.ts';
import { TARGETS, type Target } from './targets.ts';

interface Work {
  readonly seed: number;
  /** Executions of this thread: `first`, `first + step`, … below `end`. */
  readonly first: number;
  readonly end: number;
  readonly step: number;
  readonly only?: string;
  /** The execution that is being done, and 1 while the thread is at work. */
  readonly at: Float64Array;
}

const { seed, first, end, step, only, at } = workerData as Work;
const LIMIT_MS = 2000;

function targetFor(index: number): Target | undefined {
  if (only !== undefined) return TARGETS.find(({ name }) => name === only);
  const point = createRandom((seed ^ index) >>> 0).below(1000);
  let end = 0;
  return TARGETS.find(({ share }) => {
    end += share;
    return point < end;
  });
}

/** What an execution does follows from the seed and its number. */
const randomFor = (index: number) => createRandom((Math.imul(seed, 0x9e3779b1) + index) >>> 0);

async function work(): Promise<void> {
  for (let index = first; index < end; index += step) {
    const target = targetFor(index);
    if (!target) continue;
    at[0] = index;
    // What is slow only once was kept waiting by what else runs on the machine.
    let took = await execute(index, target);
    for (let again = 0; took > LIMIT_MS && again < 2; again++)
      took = Math.min(took, await execute(index, target));
    if (took > LIMIT_MS) tell(index, target, `took ${Math.round(took)} ms`, input);
  }
  at[1] = 0;
  parentPort?.postMessage({ kind: 'done' });
}

let input: unknown;

/** The milliseconds that it took. */
async function execute(index: number, target: Target): Promise<number> {
  const start = performance.now() + performance.timeOrigin;
  at[1] = start;
  input = undefined;
  try {
    await target.run(randomFor(index), (described) => {
      input = described;
    });
  } catch (error) {
    tell(index, target, error instanceof Error ? (error.stack ?? error.message) : String(error), input);
    return 0;
  }
  return performance.now() + performance.timeOrigin - start;
}

function tell(index: number, { name }: Target, what: string, input: unknown): void {
  parentPort?.postMessage({
    kind: 'fault',
    index,
    target: name,
    what,
    input: JSON.stringify(input).slice(0, 4000),
  });
}

void work();
