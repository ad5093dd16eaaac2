// Builds everything that ships: generated files, then the two bundles. `--watch` rebuilds the bundles on change.
import { spawnSync } from 'node:child_process';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');

const generated = spawnSync(process.execPath, ['scripts/generate.mjs'], { stdio: 'inherit' });
if (generated.status !== 0) process.exit(generated.status ?? 1);

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: !watch,
  sourcemap: watch,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  mainFields: ['module', 'main'],
  // The build for browsers is the same code as ES modules: smaller, and it does not read the environment per token.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
};

const bundles = [
  {
    ...common,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'dist/extension.cjs',
    external: ['vscode'],
  },
  {
    ...common,
    entryPoints: ['server/src/main.ts'],
    outfile: 'dist/k3s-inventory.cjs',
    banner: { js: '#!/usr/bin/env node' },
  },
];

if (watch) {
  for (const options of bundles) await (await context(options)).watch();
  console.log('watching');
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
