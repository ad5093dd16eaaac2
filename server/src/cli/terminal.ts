// What a command may use of the process, so that tests can hand in their own.
import type { Bundle } from '../core/index.ts';

/** What a command line is given: streams, environment and current folder. */
export interface Terminal {
  readonly stdout: { write(text: string | Uint8Array): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown };
  /** All of standard input; absent where there is none. */
  readonly readStdin?: () => Promise<Uint8Array>;
  /** Reads from the keyboard without showing what is typed; absent where there is no terminal. */
  readonly askSecret?: (prompt: string) => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** What a worker of `check` runs; without it, everything is done in this thread. */
  readonly workerFile?: string;
}

/**
 * 0 clean or only infos, 1 findings of warning or error, 2 misuse or an error of ours, 3 what was asked cannot be
 * known.
 */
export type ExitCode = 0 | 1 | 2 | 3;

export interface CommandContext extends Terminal {
  readonly bundle: Bundle;
}
