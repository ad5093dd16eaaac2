// Files that a command writes or reads by name: each failure is one line with the file and the reason.
import { constants, promises as fs } from 'node:fs';
import { msg } from '../core/index.ts';
import { readRegular } from '../node/regularFile.ts';
import { describeFileError } from '../node/replaceFile.ts';
import { UsageError } from './usageError.ts';

/** A pipe without a reader is refused instead of waited for. */
export async function writeOutput(path: string, text: string): Promise<void> {
  const isPipe = (await fs.stat(path).catch(() => undefined))?.isFIFO() ?? false;
  const reader = isPipe ? await openRead(path) : undefined;
  try {
    await fs.writeFile(path, text);
  } catch (error) {
    throw new UsageError(describeFileError(path, error));
  } finally {
    await reader?.close();
  }
}

/** Open while it is written to: then it has a reader. */
async function openRead(path: string): Promise<fs.FileHandle> {
  try {
    return await fs.open(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0));
  } catch {
    throw new UsageError(msg('{0} is a pipe that nobody reads.', path));
  }
}

/** A text that a command was given by the name of its file. */
export async function readInput(path: string, limit: number): Promise<string> {
  try {
    return new TextDecoder().decode(await readRegular(path, limit));
  } catch (error) {
    throw new UsageError(describeFileError(path, error));
  }
}

/** The folders above a file that is to be written. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await fs.mkdir(path, { recursive: true });
  } catch (error) {
    throw new UsageError(describeFileError(path, error));
  }
}
