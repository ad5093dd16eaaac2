// Bundles the suite and runs it inside VS Code's extension host. In a browser-driven VS Code unless
// VSCODE_DESKTOP=1 asks for the desktop program, which is downloaded then.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const runner = join(root, 'out', 'editor', 'suite.cjs');

await build({
  entryPoints: [join(root, 'test/editor/suite/index.ts')],
  outfile: runner,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', 'mocha'],
  sourcemap: 'inline',
  logLevel: 'warning',
});

// Every run has files and settings of its own: runs at the same time do not meet, and nothing is left behind.
const home = mkdtempSync(join(tmpdir(), 'k3s-inventory-test-'));
const workspace = join(home, 'workspace');
cpSync(join(root, 'test/editor/workspace'), workspace, { recursive: true });
cpSync(join(root, 'test/fixtures/sample-workspace'), join(workspace, 'sample'), { recursive: true });

const launcher = process.env.VSCODE_DESKTOP ? undefined : join(root, 'scripts', 'vscode-launcher.mjs');
try {
  await runTests({
    ...(launcher && { vscodeExecutablePath: launcher }),
    extensionDevelopmentPath: root,
    extensionTestsPath: runner,
    extensionTestsEnv: {
      EDITOR_RESULT: process.env.EDITOR_RESULT,
      EDITOR_GREP: process.env.EDITOR_GREP,
      EDITOR_MOMENTS: process.env.EDITOR_MOMENTS,
      EDITOR_SEED: process.env.EDITOR_SEED,
      EDITOR_SEQUENCES: process.env.EDITOR_SEQUENCES,
    },
    launchArgs: [
      workspace,
      `--user-data-dir=${join(home, 'user')}`,
      `--extensions-dir=${join(home, 'extensions')}`,
    ],
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}
