// The command line on many inventories, beside `ansible-inventory` on the same files.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateFleet } from './fleet.mjs';

const hostsPerFile = 10;
/** With one process per file a user waits that often; a few of them show how long it takes. */
const separateRuns = 5;
const limit = 120_000;

/**
 * @typedef {{ what: string, milliseconds: number | undefined }} CommandTime undefined: it did not end in time
 */

/** @param {{ command: string, args: string[] }} server @param {number} files @returns {Promise<CommandTime[]>} */
export async function measureCommandLine({ command, args }, files) {
  const folder = mkdtempSync(join(tmpdir(), 'k3s-inventory-bench-'));
  try {
    const paths = writeInventories(folder, files);
    const ours = [command, args[0] ?? ''];
    const rows = [
      await time(`\`k3s-inventory check\` of ${files} inventories`, [...ours, 'check', folder]),
      await time('the same on one core, `--jobs 1`', [...ours, 'check', '--jobs', '1', folder]),
      await time('`k3s-inventory list` of all as one inventory', [...ours, 'list', ...asOptions(paths)]),
    ];
    return [...rows, ...(await ansible(paths))].filter((row) => row !== undefined);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function ansible(paths) {
  const list = ['ansible-inventory', '--list'];
  const one = await time('`ansible-inventory --list` of all as one inventory', [
    ...list,
    ...asOptions(paths),
  ]);
  if (!one) return [];
  const began = performance.now();
  for (const path of paths.slice(0, separateRuns)) await time('', [...list, '-i', path]);
  const each = (performance.now() - began) / Math.min(separateRuns, paths.length);
  const what = `\`ansible-inventory --list\` once for each file (${separateRuns} measured, times ${paths.length})`;
  return [one, { what, milliseconds: each * paths.length }];
}

const asOptions = (paths) => paths.flatMap((path) => ['-i', path]);

function writeInventories(folder, files) {
  const { text } = generateFleet(hostsPerFile);
  return Array.from({ length: files }, (_, index) => {
    const place = join(folder, `c${String(index).padStart(4, '0')}`);
    mkdirSync(place);
    const path = join(place, 'inventory.yml');
    writeFileSync(path, text.replaceAll('node-', `c${index}-node-`));
    return path;
  });
}

/** @returns {Promise<CommandTime | undefined>} undefined when there is no such command */
function time(what, [command, ...args]) {
  return new Promise((resolve) => {
    const began = performance.now();
    const child = spawn(command, args, { stdio: 'ignore', timeout: limit, cwd: tmpdir() });
    child.once('error', () => resolve(undefined));
    child.once('exit', (_, signal) =>
      resolve({ what, milliseconds: signal ? undefined : performance.now() - began }),
    );
  });
}
