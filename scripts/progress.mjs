// Progress for people and logs: plain lines with the seconds since the start. Node builtins only, because it
// runs before anything is installed.
import { spawn } from 'node:child_process';

const began = performance.now();
const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1);

/** @param {string} line */
export function say(line) {
  process.stdout.write(`[${seconds(began).padStart(6)} s] ${line}\n`);
}

/**
 * Announces a piece of work, does it, and says how long it took.
 * @template T
 * @param {string} title
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const start = performance.now();
  say(`${title} ...`);
  const result = await work();
  say(`${title}: done in ${seconds(start)} s`);
  return result;
}

/**
 * Runs a command with its output kept back; a failure shows the end of that output.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output = (output + chunk).slice(-20_000);
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return output;
  throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${output.trimEnd()}`);
}
