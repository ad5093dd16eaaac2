// Builds everything that ships: generated files, then the bundles. `--watch` rebuilds the bundles on change, and
// `--out FOLDER` puts them elsewhere than in dist.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, context } from 'esbuild';
import { bundleAliases } from './bundleAliases.mjs';
import { packedTexts } from './packedTexts.mjs';
import { sbomOf } from './sbom.mjs';
import { root } from './setup.mjs';

const watch = process.argv.includes('--watch');
const out = process.argv.includes('--out') ? process.argv[process.argv.indexOf('--out') + 1] : 'dist';

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
  alias: bundleAliases,
};

/** What binary and extension load only when it is needed, each as a file of its own. */
const parts = {
  'client/src/registerAll.ts': 'client.cjs',
  'server/src/languageServer.ts': 'lsp.cjs',
  'server/src/cli/run.ts': 'cli.cjs',
  'server/src/cli/check/worker.ts': 'check-worker.cjs',
  'server/src/core/index.ts': 'core.cjs',
  'l10n/bundle.l10n.zh-cn.json': 'zh-cn.json',
};

/** @type {import('esbuild').Plugin} */
const partsStandAlone = {
  name: 'parts-stand-alone',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ kind, resolveDir, path }) => {
      const part = parts[relative(root, join(resolveDir, path)).replaceAll('\\', '/')];
      return kind !== 'entry-point' && part ? { path: `./${part}`, external: true } : undefined;
    });
  },
};

/**
 * What takes long to load, or is read from data, and is needed by few of those who import it, waits until it is used.
 * @type {import('esbuild').Plugin}
 */
const partsWait = {
  name: 'parts-wait',
  setup({ onResolve, onLoad }) {
    const [waiting, late] = ['waiting', 'late'];
    onResolve(
      { filter: /^(node:)?(child_process|crypto|fs\/promises|inspector|net|worker_threads)$/ },
      ({ path, namespace }) =>
        namespace === waiting ? { path, external: true } : { path, namespace: waiting },
    );
    // Of a library, what is imported is named here, so that the rest is left out.
    onResolve({ filter: /^yaml$/ }, ({ path, namespace }) => {
      if (namespace === late) return undefined;
      return { path, namespace: namespace === waiting ? late : waiting };
    });
    onLoad({ filter: /.*/, namespace: late }, ({ path }) => ({
      contents: `export { parseDocument } from '${path}';`,
      resolveDir: root,
    }));
    onLoad({ filter: /.*/, namespace: waiting }, async ({ path }) => {
      const names = path === 'yaml' ? ['parseDocument'] : Object.keys(await import(path));
      const getters = names
        .filter((name) => name !== 'default')
        .map((name) => `get ${name}() { return require('${path}').${name}; }`);
      return { contents: `module.exports = { ${getters.join(', ')} };`, resolveDir: root };
    });
    // As a text, data is compiled in no time; as an object in the code, all of it is made when the file is loaded.
    onLoad({ filter: /[\\/]schemas[\\/][\w.-]+\.json$/ }, ({ path }) => {
      const data = JSON.parse(readFileSync(path, 'utf8'));
      const getters = Object.keys(data).map(
        (key) => `get ${JSON.stringify(key)}() { return made().${key}; }`,
      );
      return {
        contents: `let data; const made = () => data ??= JSON.parse(${JSON.stringify(inAscii(JSON.stringify(data)))});
          module.exports = { ${getters.join(', ')} };`,
      };
    });
  },
};

/** With escapes; a text with characters beyond Latin-1 takes two bytes for each, and longer to read. */
const inAscii = (text) =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * The bundler leaves regular expressions as they are written. Nothing else is left when this comes.
 * @type {import('esbuild').Plugin}
 */
const onlyAscii = {
  name: 'only-ascii',
  setup({ onEnd, initialOptions }) {
    onEnd(({ errors }) => {
      const file = initialOptions.outfile;
      if (errors.length > 0 || file === undefined) return;
      writeFileSync(file, inAscii(readFileSync(file, 'utf8')));
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const server = {
  ...common,
  // One character beyond Latin-1 makes the runtime hold, and read, two bytes for each.
  charset: 'ascii',
  // Loaded by `require`, in one go.
  supported: { 'dynamic-import': false },
  plugins: [partsStandAlone, partsWait, onlyAscii],
};

/** @type {import('esbuild').BuildOptions} */
const client = {
  ...common,
  supported: { 'dynamic-import': false },
  external: ['vscode'],
  plugins: [partsStandAlone],
};

/** @type {import('esbuild').BuildOptions} */
const page = { ...common, platform: 'browser', format: 'iife', target: 'es2022' };

const bundles = [
  { ...page, entryPoints: ['client/page/topology.ts'], outfile: join(out, 'topology.js') },
  { ...page, entryPoints: ['client/page/topology.css'], outfile: join(out, 'topology.css') },
  { ...client, entryPoints: ['client/src/extension.ts'], outfile: join(out, 'extension.cjs') },
  {
    ...server,
    entryPoints: ['server/src/main.ts'],
    outfile: join(out, 'k3s-inventory.cjs'),
    banner: { js: '#!/usr/bin/env node' },
  },
  ...Object.entries(parts)
    .filter(([, part]) => part.endsWith('.cjs'))
    .map(([entry, part]) => ({
      ...(entry.startsWith('client/') ? client : server),
      entryPoints: [entry],
      outfile: join(out, part),
    })),
];

mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'zh-cn.json'), await packedTexts('l10n/bundle.l10n.zh-cn.json'));
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
  console.log('watching');
} else {
  const built = await Promise.all(bundles.map((options) => build({ ...options, metafile: true })));
  writeFileSync(join(out, 'sbom.cdx.json'), sbomOf(built.map(({ metafile }) => metafile)));
}
