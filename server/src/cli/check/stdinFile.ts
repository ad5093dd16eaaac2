// A text from standard input, treated as if it were saved under its name: what an editor or a hook pipes in.
import { resolve } from 'node:path';
import { type FileContent, msg } from '../../core/index.ts';
import { decodeText } from '../../node/decodeText.ts';
import { fileUri } from '../../node/diskFileSystem.ts';
import type { CommandContext } from '../terminal.ts';
import { UsageError } from '../usageError.ts';
import type { CheckCommand } from './checkArguments.ts';

/** Standard input as a file at the place that `--stdin-filename` names. */
export interface StdinFile {
  readonly uri: string;
  readonly bytes: Uint8Array;
  readonly content: FileContent;
}

/** `undefined` where no path is `-`. */
export async function readStdinFile(
  { stdinName }: Pick<CheckCommand, 'stdinName'>,
  { readStdin, cwd }: CommandContext,
): Promise<StdinFile | undefined> {
  if (stdinName === undefined) return undefined;
  if (!readStdin) throw new UsageError(msg('There is nothing on standard input.'));
  const bytes = await readStdin();
  return { uri: fileUri(resolve(cwd, stdinName)), bytes, content: decodeText(bytes) };
}
