// Packs the extension into a .vsix and checks what is in it. `node scripts/package.mjs [file.vsix]`
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run, say, step } from './progress.mjs';
import { ensureBuild, ensureDependencies, root } from './setup.mjs';

/** Grows only by decision: people download this at every update. */
const limitKilobytes = 900;

/** What is packed twice is the same, byte for byte: vsce writes this time (1980, as early as a .zip can say) for every file. */
const withoutTime = { SOURCE_DATE_EPOCH: '315619200', TZ: 'UTC' };

/** All that is shipped: files, and folders with everything in them. */
const shipped = [
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'dist/extension.cjs',
  'dist/client.cjs',
  'dist/k3s-inventory.cjs',
  'dist/lsp.cjs',
  'dist/cli.cjs',
  'dist/check-worker.cjs',
  'dist/core.cjs',
  'dist/zh-cn.json',
  'dist/topology.js',
  'dist/topology.css',
  'docs/images/icon.png',
  'docs/images/walkthrough',
  // Of English, the texts are in the code.
  'l10n/bundle.l10n.zh-cn.json',
  'schemas/editor',
  'syntaxes',
];

/**
 * Puts what is built and shipped into a folder, as it is on a user's machine.
 * @param {string} stage an empty folder
 */
export function stageExtension(stage) {
  for (const path of shipped.filter((name) => existsSync(join(root, name))))
    cpSync(join(root, path), join(stage, path), { recursive: true });
  keepTextsOfClient(join(stage, 'l10n'));
  forExtension(stage);
  const absent = [...promisedFiles(stage), ...requiredFiles(stage)].filter(
    (path) => !existsSync(join(stage, path)),
  );
  if (absent.length > 0) throw new Error(`${absent.join(', ')} is needed, and not packed`);
}

/**
 * Packs what is built, from a folder that holds nothing else: the packer looks at every file before it leaves it
 * out, and there are many in node_modules and .cache.
 * @param {string} file the .vsix to write
 */
export async function packExtension(file) {
  const stage = mkdtempSync(join(tmpdir(), 'k3s-inventory-vsix-'));
  try {
    stageExtension(stage);
    mkdirSync(dirname(file), { recursive: true });
    const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
    await run(process.execPath, [vsce, 'package', '--no-dependencies', '--skip-license', '--out', file], {
      cwd: stage,
      env: { ...process.env, ...withoutTime },
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  const kilobytes = Math.ceil(statSync(file).size / 1000);
  if (kilobytes > limitKilobytes) throw new Error(`${file}: ${kilobytes} kB, more than ${limitKilobytes} kB`);
  return kilobytes;
}

/**
 * What npm packs is another thing, and said in the same file. One script is for Node and for browsers, whose extension
 * host loads it under this ending only, and from no package of modules.
 */
function forExtension(stage) {
  const path = join(stage, 'package.json');
  const {
    exports: _exports,
    files: _files,
    man: _man,
    type: _type,
    ...manifest
  } = JSON.parse(readFileSync(path, 'utf8'));
  renameSync(join(stage, manifest.main), join(stage, manifest.browser));
  writeFileSync(path, JSON.stringify({ ...manifest, main: manifest.browser }, null, 2));
}

/** The server has its texts inside of it; VS Code looks up those of the client alone. */
function keepTextsOfClient(folder) {
  const client = readFileSync(join(root, 'dist', 'client.cjs'), 'utf8');
  const isAsked = (text) => client.includes(text) || client.includes(JSON.stringify(text).slice(1, -1));
  for (const name of readdirSync(folder)) {
    const texts = Object.entries(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    const kept = texts.filter(([text]) => isAsked(text));
    if (kept.length === 0) throw new Error(`l10n/${name} has no text of the client`);
    writeFileSync(join(folder, name), JSON.stringify(Object.fromEntries(kept)));
  }
}

/** Every relative path in the manifest is a promise that the file is shipped. */
function promisedFiles(stage) {
  const { main, browser, bin, l10n, icon, contributes } = readManifest(stage);
  const text = JSON.stringify({ main, browser, l10n, contributes });
  const found = [...text.matchAll(/"\.\/([^"]+)"/g)].map(([, path]) => path);
  const media = contributes.walkthroughs.flatMap(({ steps }) => steps.map((step) => step.media.svg));
  return [...found, ...media, ...Object.values(bin ?? {}), ...(icon ? [icon] : [])];
}

/** The bundles load each other when they are needed; one that is missing would be noticed only then. */
const requiredFiles = (stage) =>
  readdirSync(join(stage, 'dist')).flatMap((name) => {
    const code = readFileSync(join(stage, 'dist', name), 'utf8');
    return [...code.matchAll(/"(?:\.\/)?([-\w]+\.(?:cjs|json))"/g)].map(([, path]) => `dist/${path}`);
  });

const readManifest = (folder = root) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

async function main() {
  await ensureDependencies();
  await ensureBuild();
  const file = resolve(process.argv[2] ?? join(root, `k3s-inventory-${readManifest().version}.vsix`));
  const kilobytes = await step('Packaging', () => packExtension(file));
  say(`${file}: ${kilobytes} kB`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
