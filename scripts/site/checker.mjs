// The page that checks an inventory: one file that needs no server, with all of its code inside.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../setup.mjs';
import { policyFor } from './policy.mjs';

const folder = join(root, 'server', 'src', 'page');

/** @param {string} out the folder of the site */
export async function makeChecker(out) {
  const script = await bundle();
  const style = readFileSync(join(folder, 'page.css'), 'utf8');
  const parts = { policy: policyFor({ style, script }), style, script };
  const page = readFileSync(join(folder, 'page.html'), 'utf8').replace(
    /\{(policy|style|script)\}/g,
    (_, name) => parts[name],
  );
  writeFileSync(join(out, 'index.html'), page);
}

async function bundle() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['server/src/page/main.ts'],
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    format: 'esm',
    target: ['chrome120', 'firefox121', 'safari17.2'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    alias: { yaml: './node_modules/yaml/browser/index.js' },
  });
  return outputFiles[0].text;
}
