// `npm run check`: every script of package.json whose name begins with `check:`. What one of them finds does not hide
// what the others find; each can be run alone.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './progress.mjs';
import { root } from './setup.mjs';

/** What helps in most cases. */
const repairs = {
  'check:generated': 'node scripts/generate.mjs',
  'check:style': 'npx biome check --write .',
};

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const failed = [];
for (const name of Object.keys(scripts).filter((script) => script.startsWith('check:')))
  if ((await codeOf(name)) !== 0) failed.push(name);
for (const name of failed)
  say(`${name} failed${repairs[name] ? `; most of it is repaired by: ${repairs[name]}` : ''}`);
process.exitCode = failed.length > 0 ? 1 : 0;

function codeOf(name) {
  const isWindows = process.platform === 'win32';
  const options = { cwd: root, stdio: /** @type {const} */ ('inherit'), shell: isWindows };
  const child = spawn(isWindows ? 'npm.cmd' : 'npm', ['run', '--silent', name], options);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      say(error.message);
      resolve(1);
    });
    child.once('close', resolve);
  });
}
