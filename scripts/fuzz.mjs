// `npm run fuzz`: a million executions with hostile names, texts and files. Options: --executions N, --seed S,
// --threads N, --target NAME (all executions to one), --only INDEX (one execution again).
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { root } from './setup.mjs';

const HANG_MS = 20_000;
const { values } = parseArgs({
  options: {
    executions: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    threads: { type: 'string', default: String(Math.max(1, availableParallelism())) },
    target: { type: 'string' },
    only: { type: 'string' },
  },
});
const seed = Number(values.seed);
const [executions, threads] = values.only
  ? [Number(values.only) + 1, 1]
  : [Number(values.executions), Number(values.threads)];

const folder = join(root, '.cache', 'fuzz');
mkdirSync(folder, { recursive: true });
const file = join(folder, 'worker.cjs');
await build({
  absWorkingDir: root,
  entryPoints: ['test/fuzz/worker.ts'],
  outfile: file,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  logLevel: 'error',
});
process.stdout.write(`fuzz: SEED=${seed}, ${executions} executions, ${threads} threads\n`);
const started = performance.now();
let faults = 0;

await Promise.all(
  Array.from({ length: threads }, (_, number) => runFrom(values.only ? Number(values.only) : number)),
);
const seconds = Math.round((performance.now() - started) / 1000);
process.stdout.write(`fuzz: ${executions} executions in ${seconds} s, ${faults} faults\n`);
process.exitCode = faults === 0 ? 0 : 1;

/**
 * One thread; where an execution never ends, it is told, and another thread goes on behind it.
 *
 * @param {number} first
 * @returns {Promise<void>}
 */
function runFrom(first) {
  const at = new Float64Array(new SharedArrayBuffer(16));
  return new Promise((done) => {
    const worker = new Worker(file, {
      workerData: { seed, first, end: executions, step: threads, only: values.target, at },
    });
    const next = () => {
      clearInterval(timer);
      void worker.terminate();
      const behind = (at[0] ?? 0) + threads;
      done(behind < executions && !values.only ? runFrom(behind) : undefined);
    };
    const timer = setInterval(() => {
      const since = at[1] ? performance.timeOrigin + performance.now() - at[1] : 0;
      if (since < HANG_MS) return;
      report({ index: at[0] ?? 0, target: '', what: `hangs for ${Math.round(since / 1000)} s`, input: '' });
      next();
    }, 1000);
    worker.on('message', (message) => {
      if (message.kind === 'fault') report(message);
      else {
        clearInterval(timer);
        done(undefined);
      }
    });
    worker.on('error', (error) => {
      report({ index: at[0] ?? 0, target: '', what: String(error.stack ?? error), input: '' });
      next();
    });
  });
}

/** @param {{ index: number, target: string, what: string, input: string }} fault */
function report({ index, target, what, input }) {
  faults++;
  process.stdout.write(
    `fuzz: execution ${index} (${target}): ${what}\n  ${input}\n  again: npm run fuzz -- --seed ${seed} --only ${index}${values.target ? ` --target '${values.target}'` : ''}\n`,
  );
}
