// The table of requests in docs/protocol.md, from what the server announces.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './output.mjs';
import { table } from './pageParts.mjs';

const PAGE = 'docs/protocol.md';
const TABLE = /^\| Request \| Capability \| Answer \|\n(?:\|.*\n)+/m;

/** @returns {Promise<import('./output.mjs').Output[]>} */
export async function protocolPage() {
  const rows = (await loadProvided()).flatMap(({ announce, requests }) => {
    const [capability] = Object.keys(announce(CAPABLE));
    return Object.entries(requests).map(([method, answer]) => [`\`${method}\``, `\`${capability}\``, answer]);
  });
  const text = readFileSync(join(root, PAGE), 'utf8');
  const made = `${table(['Request', 'Capability', 'Answer'], rows)}\n`;
  return [{ path: PAGE, text: text.replace(TABLE, () => made), committed: true }];
}

/** A client to which everything is announced. */
const CAPABLE = new Proxy({}, { get: () => true });

/** Bundled into a file, so that the packages it imports are found. */
async function loadProvided() {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'server/src/lsp/capabilities.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  const path = join(root, '.cache/capabilities.mjs');
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(path, outputFiles[0].contents);
  return (await import(pathToFileURL(path).href)).PROVIDED;
}
