// The command line as it ships: the binary, and beside it what its workers run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { bundleAliases } from '../../scripts/bundleAliases.mjs';

const root = join(import.meta.dirname, '../..');

/** Builds into the folder. `throwing` names a rule that throws whenever it is run. */
export async function buildCli(
  folder: string,
  { throwing }: { readonly throwing?: string } = {},
): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { 'k3s-inventory': 'server/src/main.ts', 'check-worker': 'server/src/cli/check/worker.ts' },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    alias: bundleAliases,
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'warning',
    plugins: throwing === undefined ? [] : [ruleThatThrows(throwing)],
  });
}

const ruleThatThrows = (ruleId: string): Plugin => ({
  name: 'rule-that-throws',
  setup({ onLoad }) {
    onLoad({ filter: new RegExp(`/rules/[^/]+/${ruleId}\\.ts$`) }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replace(/\*check\(.*\{/, "$& throw new Error('on purpose');"),
    }));
  },
});
