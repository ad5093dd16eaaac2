// How this program opens what lies in a folder: only regular files, without ever waiting, and no more bytes than allowed.
// A link may lead to a device that has no end, or to a pipe that no program writes to.
import { constants, promises as fs } from 'node:fs';
import { Socket } from 'node:net';
import { files } from './fileCalls.ts';

/** The code of the error for what is neither a regular file nor a folder. */
export const NO_FILE = 'EFTYPE';
/** The code of the error for what has more bytes than allowed. */
export const TOO_LARGE = 'EFBIG';

class FileError extends Error {
  readonly code: string;
  constructor(code: string, path: string) {
    super(`${code}: ${path}`);
    this.code = code;
  }
}

/** What has become a pipe since it was looked at does not keep anybody waiting either. Windows has no such flag. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Opening alone does something to some devices, so that each path is looked at first. */
export async function sizeOfRegular(path: string): Promise<number> {
  const found = await files.stat(path);
  if (found.isFile()) return found.size;
  throw new FileError(found.isDirectory() ? 'EISDIR' : NO_FILE, path);
}

/** Opens a file for the time of `use`, which gets its size; rejects for what is no regular file. */
export async function withRegular<T>(
  path: string,
  use: (file: fs.FileHandle, size: number) => Promise<T>,
): Promise<T> {
  const size = await sizeOfRegular(path);
  const file = await fs.open(path, WITHOUT_WAITING);
  try {
    return await use(file, size);
  } finally {
    await file.close();
  }
}

/** What is taken in one go of a file that has more than it said. */
const PIECE = 64 * 1024;

/** All of the file; an error with the code `TOO_LARGE` where that is more than `limit` bytes. */
export async function readRegular(path: string, limit: number): Promise<Uint8Array> {
  const size = await sizeOfRegular(path);
  if (size > limit) throw new FileError(TOO_LARGE, path);
  const file = await files.open(path, WITHOUT_WAITING);
  const pieces: Uint8Array[] = [];
  try {
    // One byte more than there should be: whether the file has grown shows at once.
    for (let [total, wanted] = [0, size + 1]; ; wanted = PIECE) {
      const buffer = Buffer.allocUnsafe(wanted);
      const bytesRead = await files.read(file, buffer);
      pieces.push(buffer.subarray(0, bytesRead));
      total += bytesRead;
      if (total > limit) throw new FileError(TOO_LARGE, path);
      if (bytesRead === 0 || (total === size && bytesRead < wanted)) break;
    }
  } finally {
    await files.close(file);
  }
  const [first = new Uint8Array(), ...others] = pieces;
  return others.length === 0 ? first : Buffer.concat(pieces);
}

interface PipeLimits {
  readonly limit: number;
  readonly seconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** What a shell puts in place of `<(pass show cluster)`. A program that writes nothing is not waited for longer than this. */
export async function readPipe(path: string, { limit, seconds, signal }: PipeLimits): Promise<Uint8Array> {
  const fd = await files.open(path, WITHOUT_WAITING);
  const socket = new Socket({ fd, readable: true, writable: false, ...(signal && { signal }) });
  socket.setTimeout(seconds * 1000, () => socket.destroy(new FileError('ETIMEDOUT', path)));
  const pieces: Buffer[] = [];
  let total = 0;
  for await (const piece of socket) {
    pieces.push(piece);
    total += piece.length;
    // Leaving the loop closes the pipe.
    if (total > limit) throw new FileError(TOO_LARGE, path);
  }
  return Buffer.concat(pieces);
}
