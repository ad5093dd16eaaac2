// A text that comes from standard input, as if it were saved under its name: what an editor or a hook pipes in.
import { resolve } from 'node:path';
import { type FileContent, type FileSystem, msg } from '../../core/index.ts';
import { decodeText } from '../../node/decodeText.ts';
import { fileUri } from '../../node/diskFileSystem.ts';
import type { CommandContext } from '../terminal.ts';
import { UsageError } from '../usageError.ts';
import type { CheckCommand } from './checkArguments.ts';

export interface StdinFile {
  readonly uri: string;
  readonly content: FileContent;
}

/** `undefined` where no path is `-`. */
export async function readStdinFile(
  { stdinName }: Pick<CheckCommand, 'stdinName'>,
  { readStdin, cwd }: CommandContext,
): Promise<StdinFile | undefined> {
  if (stdinName === undefined) return undefined;
  if (!readStdin) throw new UsageError(msg('There is nothing on standard input.'));
  return { uri: fileUri(resolve(cwd, stdinName)), content: decodeText(await readStdin()) };
}

/** The file need not be there yet, and neither need its folder. */
export const withStdinFile = (disk: FileSystem, file: StdinFile | undefined): FileSystem =>
  file === undefined
    ? disk
    : {
        ...disk,
        readFile: async (uri) => (uri === file.uri ? file.content : disk.readFile(uri)),
        stat: async (uri) => (uri === file.uri ? { kind: 'file' } : disk.stat(uri)),
      };
