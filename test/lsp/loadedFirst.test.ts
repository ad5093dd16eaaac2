// What is loaded at once: by the server before it answers `initialize`, the protocol, and nothing of the core; by VS Code
// for any YAML file, neither the language client nor what belongs to it.
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** The files and packages that an entry loads at once, without those that it imports when it needs them. */
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
    for (const { path, kind, external } of part.imports)
      if (kind !== 'import-statement') continue;
      else if (external) files.push(path);
      else load(path);
  };
  load(Object.keys(metafile.outputs).find((output) => metafile.outputs[output]?.entryPoint === entry) ?? '');
  return files;
}

it.each(['process', 'worker'])('in a %s, nothing of the core', async (runtime) => {
  const files = await loadedBy(`server/src/lsp/${runtime}/languageServer.ts`);
  expect(files).toContain('server/src/lsp/server.ts');
  expect(files.filter((path) => path.startsWith('server/src/core/'))).toEqual([]);
});

it('of the extension, a few kilobytes that need VS Code alone', async () => {
  const files = await loadedBy('client/src/extension.ts');
  const isOwn = (path: string) => /^(?:client|server\/src\/protocol)\//.test(path);
  expect(new Set(files.filter((path) => !isOwn(path)))).toEqual(new Set(['vscode']));
  expect(files).not.toContain('client/src/registerAll.ts');
});
