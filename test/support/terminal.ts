import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../server/src/cli/run.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input. */
  readonly input?: Uint8Array;
  /** Standard output is bytes, one in a character. */
  readonly binary?: boolean;
  readonly askSecret?: (prompt: string) => Promise<string>;
  /** Standard output is a terminal. */
  readonly isTerminal?: boolean;
  /** What workers run. */
  readonly workerFile?: string;
}

/** A folder of its own with the given files, and the command line run in it. */
export interface Folder {
  readonly path: string;
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
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
    async run(args, { env = { LANG: 'C' }, input, binary, askSecret, isTerminal = false, workerFile } = {}) {
      const out: Uint8Array[] = [];
      let stderr = '';
      const code = await run(args, {
        stdout: { write: (text) => out.push(Buffer.from(text)), isTTY: isTerminal },
        stderr: { write: (text) => (stderr += text) },
        ...(input && { readStdin: async () => input }),
        ...(askSecret && { askSecret }),
        ...(workerFile !== undefined && { workerFile }),
        env,
        cwd: path,
      });
      return { code, stdout: Buffer.concat(out).toString(binary ? 'latin1' : 'utf8'), stderr };
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
