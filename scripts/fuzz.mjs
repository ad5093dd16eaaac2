// `npm run fuzz`: a million executions with hostile names, texts and files. Options: --executions N, --from N (goes on
// where another run ended), --seed S, --jobs N, --target NAME (all executions to one), --only INDEX (one once more).
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { root } from './setup.mjs';

/** On the clock, of an execution that never ends: its time on the processor is limited by the worker. */
const HANG_MS = 60_000;
const TELL_EVERY = 50_000;
const { values } = parseArgs({
  options: {
    executions: { type: 'string', default: '1000000' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    jobs: { type: 'string', default: String(Math.max(1, availableParallelism())) },
    target: { type: 'string' },
    only: { type: 'string' },
  },
});
const seed = Number(values.seed);
const start = Number(values.only ?? values.from);
const end = values.only ? start + 1 : Number(values.executions);
const jobs = values.only ? 1 : Number(values.jobs);

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
process.stdout.write(`fuzz: SEED=${seed}, executions ${start} to ${end}, ${jobs} jobs\n`);
const started = performance.now();
let [done, faults] = [0, 0];

await Promise.all(Array.from({ length: jobs }, (_, number) => runFrom(start + number)));
const seconds = Math.round((performance.now() - started) / 1000);
process.stdout.write(`fuzz: ${done} executions in ${seconds} s, ${faults} faults\n`);
process.exitCode = faults === 0 ? 0 : 1;

/**
 * One process, so that what it takes of the processor is its own; where an execution never ends, it is reported, and
 * another process goes on behind it.
 *
 * @param {number} first
 * @returns {Promise<void>}
 */
function runFrom(first) {
  if (first >= end) return Promise.resolve();
  let [at, since] = [first, performance.now()];
  const work = { seed, first, end, step: jobs, only: values.target };
  return new Promise((ended) => {
    const worker = fork(file, [JSON.stringify(work)], { execArgv: ['--enable-source-maps'] });
    const timer = setInterval(() => {
      const took = performance.now() - since;
      if (took < HANG_MS) return;
      report({ index: at, target: '', what: `hangs for ${Math.round(took / 1000)} s`, input: '' });
      worker.kill('SIGKILL');
    }, 1000);
    worker.on('message', (/** @type {any} */ message) => {
      if (message.kind === 'fault') return report(message);
      [at, since] = [message.index, performance.now()];
      if (++done % TELL_EVERY === 0)
        process.stdout.write(`fuzz: ${done} done, all below ${at - jobs} among them\n`);
    });
    // What it still had to say comes before it is disconnected, which may be after its end.
    void Promise.all([once(worker, 'exit'), once(worker, 'disconnect')]).then(([[code, signal]]) => {
      clearInterval(timer);
      if (code === 0) return ended(undefined);
      if (signal !== 'SIGKILL')
        report({ index: at, target: '', what: `ended: ${code ?? signal}`, input: '' });
      ended(runFrom(at + jobs));
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
