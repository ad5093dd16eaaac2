// One process of the fuzzing: does its executions one after the other, and says which one it is at, so that one that
// never ends is noticed from outside.
import { createRandom } from '../support/random.ts';
import { TARGETS, type Target } from './targets.ts';

interface Work {
  readonly seed: number;
  /** Executions of this process: `first`, `first + step`, … below `end`. */
  readonly first: number;
  readonly end: number;
  readonly step: number;
  readonly only?: string;
}

const { seed, first, end, step, only } = JSON.parse(process.argv[2] ?? '{}') as Work;

/** On the processor, so that what else runs on the machine makes no fault. */
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

const say = (message: object): Promise<void> =>
  new Promise((sent) => process.send?.(message, () => sent()) ?? sent());

async function work(): Promise<void> {
  for (let index = first; index < end; index += step) {
    const target = targetFor(index);
    if (!target) continue;
    await say({ kind: 'begin', index });
    // What is slow only once had compiling or garbage of others to do.
    let took = await execute(index, target);
    for (let again = 0; took > LIMIT_MS && again < 2; again++)
      took = Math.min(took, await execute(index, target));
    if (took > LIMIT_MS) await report(index, target, `took ${Math.round(took)} ms of the processor`, input);
  }
  process.disconnect();
}

let input: unknown;

/** The milliseconds of the processor that it took. */
async function execute(index: number, target: Target): Promise<number> {
  const before = process.cpuUsage();
  input = undefined;
  try {
    await target.run(randomFor(index), (described) => {
      input = described;
    });
  } catch (error) {
    await report(
      index,
      target,
      error instanceof Error ? (error.stack ?? error.message) : String(error),
      input,
    );
    return 0;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function report(index: number, { name }: Target, what: string, input: unknown): Promise<void> {
  return say({
    kind: 'fault',
    index,
    target: name,
    what,
    input: JSON.stringify(input).slice(0, 4000),
  });
}

void work();
