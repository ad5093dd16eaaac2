// Packs the extension into a .vsix and checks what is in it. `node scripts/package.mjs [file.vsix]`
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run, say, step } from './progress.mjs';
import { ensureBuild, ensureDependencies, root } from './setup.mjs';

/** Grows only by decision: people download this at every update. */
const limitKilobytes = 600;

/**
 * Packs what is built.
 * @param {string} file the .vsix to write
 * @param {{ scan: boolean }} options whether to look for secrets in it, which takes most of the time
 */
export async function packExtension(file, { scan }) {
  const { listFiles, PackageManager } = await import('@vscode/vsce');
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  const absent = promisedFiles().filter((promised) => !files.some((name) => name.startsWith(promised)));
  if (absent.length > 0) throw new Error(`package.json names ${absent.join(', ')}, which is not packed`);
  mkdirSync(dirname(file), { recursive: true });
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const flags = ['--no-dependencies', '--out', file, ...(scan ? [] : ['--allow-package-all-secrets'])];
  await run(process.execPath, [vsce, 'package', ...flags], { cwd: root });
  const kilobytes = Math.ceil(statSync(file).size / 1000);
  if (kilobytes > limitKilobytes) throw new Error(`${file}: ${kilobytes} kB, more than ${limitKilobytes} kB`);
  return { files: files.length, kilobytes };
}

/** Every relative path in the manifest is a promise that the file is shipped. */
function promisedFiles() {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { main, bin, l10n, icon, contributes } = manifest;
  const text = JSON.stringify({
    main,
    bin: Object.values(bin ?? {}).map((path) => `./${path}`),
    l10n,
    contributes,
  });
  const found = [...text.matchAll(/"\.\/([^"]+)"/g)].map(([, path]) => path);
  return icon ? [...found, icon] : found;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  await ensureDependencies();
  await ensureBuild();
  const file = resolve(process.argv[2] ?? join(root, `k3s-inventory-${version}.vsix`));
  const { files, kilobytes } = await step('Packaging', () => packExtension(file, { scan: true }));
  say(`${file}: ${files} files, ${kilobytes} kB`);
}
