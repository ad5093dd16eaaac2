// What the server loads before it answers `initialize`: the protocol, and nothing of the core.
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** The files that an entry loads at once, without those that it imports when it needs them. */
async function loadedBy(entry: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: 'dist',
    bundle: true,
    // Parts that are loaded later become files of their own.
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    write: false,
    metafile: true,
  });
  const files: string[] = [];
  const seen = new Set<string>();
  const load = (output: string): void => {
    const part = metafile.outputs[output];
    if (!part || seen.has(output)) return;
    seen.add(output);
    files.push(...Object.keys(part.inputs).filter((path) => (part.inputs[path]?.bytesInOutput ?? 0) > 0));
    for (const { path, kind } of part.imports) if (kind === 'import-statement') load(path);
  };
  load(Object.keys(metafile.outputs).find((output) => metafile.outputs[output]?.entryPoint === entry) ?? '');
  return files;
}

it.each(['process', 'worker'])('in a %s, nothing of the core', async (runtime) => {
  const files = await loadedBy(`server/src/lsp/${runtime}/languageServer.ts`);
  expect(files).toContain('server/src/lsp/server.ts');
  expect(files.filter((path) => path.startsWith('server/src/core/'))).toEqual([]);
});
