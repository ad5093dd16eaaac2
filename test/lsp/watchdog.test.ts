// A server that hangs is ended, and one that only rests is not.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFolder, type Folder } from '../support/terminal.ts';

const watchdog = join(import.meta.dirname, '../../server/src/node/watchdog.ts');

let folder: Folder;
beforeEach(async () => {
  folder = createFolder({});
  const options = { bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' } as const;
  await build({ ...options, entryPoints: [watchdog], outfile: join(folder.path, 'watchdog.cjs') });
});
afterEach(() => folder.remove());

interface End {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly said: string;
}

/** How a program ends that starts the watchdog and then does this. */
function run(watch: object, program: string): Promise<End> {
  const file = join(folder.path, 'run.cjs');
  const start = `require('./watchdog.cjs').startWatchdog(${JSON.stringify(watch)});`;
  writeFileSync(file, `${start}\nsetTimeout(() => { ${program} }, 300);`);
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, said })));
}

const HANG = 'for (;;);';

it('ends what hangs, and says so', async () => {
  const end = await run({ limitMs: 1000, beatMs: 50 }, HANG);
  expect(end.said).toContain('no sign of life for 1 s');
  expect(end.code).not.toBe(0);
});

it('ends what hangs as soon as its editor is gone', async () => {
  const end = await run({ parent: 2 ** 22 + 1, limitMs: 600_000, beatMs: 50 }, HANG);
  expect(end.code).not.toBe(0);
});

it('lets be what rests, and keeps nothing alive', async () => {
  const end = await run({ parent: process.pid, limitMs: 500, beatMs: 50 }, 'setTimeout(() => 0, 1500)');
  expect(end).toEqual({ code: 0, signal: null, said: '' });
});
