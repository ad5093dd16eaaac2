import type { Bundle } from '../core/index.ts';

/** The world of a command line: streams, environment and current folder. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** 0 clean or only infos, 1 findings of warning or error, 2 misuse or an error of ours. */
export type ExitCode = 0 | 1 | 2;

export interface CommandContext extends Terminal {
  readonly bundle: Bundle;
}
