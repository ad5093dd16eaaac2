// `npm start`: the extension in VS Code with a sample inventory open. Takes the desktop program where there is one,
// else runs VS Code on a loopback address for any browser, until Ctrl+C. `--embedded` always does the latter.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { say, step } from './progress.mjs';
import { ensureBuild, ensureDependencies, ensureSystemPackages, findOnPath, root } from './setup.mjs';

const home = join(root, '.cache', 'start');

/** Always fresh, and never the checkout's own files: people try things in it. */
function copySample() {
  const workspace = join(home, 'k3s-lab');
  rmSync(workspace, { recursive: true, force: true });
  cpSync(join(root, 'test', 'fixtures', 'sample-workspace'), workspace, { recursive: true });
  return workspace;
}

/** Inside a remote window, `code` talks to that window and cannot open an extension under development. */
function openDesktop(workspace) {
  const code = findOnPath('code');
  if (!code || process.env.VSCODE_IPC_HOOK_CLI || process.argv.includes('--embedded')) return false;
  say(`Opening VS Code (${code}) with the extension and the sample inventory`);
  const flags = [
    '--new-window',
    `--extensionDevelopmentPath=${root}`,
    workspace,
    join(workspace, 'inventory.yml'),
  ];
  return spawnSync(code, flags, { stdio: 'inherit' }).status === 0;
}

async function openEmbedded(workspace) {
  // These modules use npm packages, which are there only now.
  const { ensureTerminal, ensureVsCode } = await import('./vscode/install.mjs');
  const { installExtension, startVsCode } = await import('./vscode/server.mjs');
  const { packExtension } = await import('./package.mjs');
  const { missing, command } = await ensureSystemPackages(['ripgrep']);
  if (missing.length > 0) say(`VS Code will not find files by name until this is run: ${command}`);
  const install = await ensureVsCode();
  await ensureTerminal(install);
  const vsix = join(home, 'k3s-inventory.vsix');
  await step('Installing the extension', async () => {
    await packExtension(vsix);
    await installExtension({ install, home }, vsix);
  });
  const port = Number(process.env.PORT ?? 0);
  const vsCode = await startVsCode({ install, home, port });
  const url = vsCode.url({ folder: workspace, open: join(workspace, 'inventory.yml') });
  say('VS Code is running. Open this address in a browser on this machine; Ctrl+C ends it.');
  process.stdout.write(`\n  ${url}\n\n`);
  await vsCode.exited;
  process.stderr.write(`VS Code ended by itself.\n${vsCode.log()}\n`);
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(0));

async function start() {
  await ensureDependencies();
  await ensureBuild();
  const workspace = copySample();
  if (!openDesktop(workspace)) await openEmbedded(workspace);
}

start().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
