import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../server/src/cli/run.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own with the given files, and the command line run in it. */
export interface Folder {
  readonly path: string;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
  remove(): void;
}

export function createFolder(files: Readonly<Record<string, string | Uint8Array>>): Folder {
  const path = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return {
    path,
    async run(args, env = { LANG: 'C' }) {
      const out = { stdout: '', stderr: '' };
      const code = await run(args, {
        stdout: { write: (text) => (out.stdout += text) },
        stderr: { write: (text) => (out.stderr += text) },
        env,
        cwd: path,
      });
      return { code, ...out };
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
