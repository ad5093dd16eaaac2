// Ends a server that hangs, or whose editor has ended. Runs in a thread of its own, because a hanging thread cannot end
// itself.
import { url } from 'node:inspector';
import { Worker } from 'node:worker_threads';

interface Watch {
  /** The process of the editor, after which the server ends. */
  readonly parent: number | undefined;
  /** After so long without a sign of life. */
  readonly limitMs?: number;
  readonly beatMs?: number;
}

/** Long beyond all work in one go (10 ms), and still before the user gives up. */
const LIMIT_MS = 60_000;
const BEAT_MS = 2_000;

/** Counts its own ticks instead of time: while a machine sleeps, both threads sleep. In a debugger a thread stands still for other reasons. */
const WATCH = `
  const { workerData: { beats, parent, beatMs, limit } } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  const isGone = () => {
    try { return parent !== undefined && !process.kill(parent, 0); }
    catch (error) { return error.code === 'ESRCH'; }
  };
  let [seen, missed] = [-1, 0];
  setInterval(() => {
    const now = Atomics.load(beats, 0);
    missed = now === seen ? missed + 1 : 0;
    seen = now;
    if (missed > 0 && isGone()) process.kill(process.pid, 'SIGKILL');
    if (missed < limit) return;
    writeSync(2, 'k3s-inventory: no sign of life for ' + (limit * beatMs) / 1000 + ' s; the server ends.\\n');
    process.kill(process.pid, 'SIGKILL');
  }, beatMs);`;

/** Does nothing in a debugger, where a breakpoint would look like a hanging server. */
export function startWatchdog({ parent, limitMs = LIMIT_MS, beatMs = BEAT_MS }: Watch): void {
  if (url() !== undefined) return;
  const beats = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => Atomics.add(beats, 0, 1), beatMs / 2).unref();
  const worker = new Worker(WATCH, {
    eval: true,
    workerData: { beats, parent, beatMs, limit: Math.ceil(limitMs / beatMs) },
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
  });
  worker.unref();
  // Without a watchdog, the server works all the same.
  worker.on('error', () => undefined);
}
