// Files that the client reads for the server, through the editor's own file system.
import type { Connection } from 'vscode-languageserver';
import type { ByteSource, FileContent, FileSystem } from '../core/index.ts';
import { decodeText } from '../node/decodeText.ts';
import * as protocol from '../protocol/files.ts';
import type { Method } from '../protocol/method.ts';

/** Larger files are generated data, as on a disk; archives are not read beyond it either, because they come whole. */
const MAX_BYTES = 20 * 1024 * 1024;

type Unreadable = { readonly problem: 'unreadable'; readonly detail: string };
type Bytes = { readonly bytes: Uint8Array } | { readonly problem: 'too-large' } | Unreadable | undefined;

export interface ClientFiles {
  readonly files: FileSystem;
  readonly bytes: ByteSource;
}

/** A client that does not answer has no such file. */
export function clientFiles(connection: Connection): ClientFiles {
  const ask = <Params, Result>({ name }: Method<Params, Result>, params: Params): Promise<Result | null> =>
    connection.sendRequest<Result>(name, params).catch((error: unknown) => {
      connection.console.error(`${name}: ${String(error)}`);
      return null;
    });

  async function readBytes(uri: string): Promise<Bytes> {
    const found = await ask(protocol.fileBytes, { uri, limit: MAX_BYTES });
    if (found === null) return undefined;
    if ('unreadable' in found) return unreadable(found.unreadable);
    if ('tooLarge' in found) return { problem: 'too-large' };
    return { bytes: Uint8Array.from(atob(found.base64), (character) => character.charCodeAt(0)) };
  }

  async function readFile(uri: string): Promise<FileContent | undefined> {
    const read = await readBytes(uri);
    if (read === undefined) return undefined;
    if ('bytes' in read) return decodeText(read.bytes);
    return { detail: '', ...read };
  }

  return {
    files: {
      readFile,
      async listDirectory(uri) {
        const found = await ask(protocol.folderEntries, { uri });
        if (found === null) return undefined;
        return 'unreadable' in found ? unreadable(found.unreadable) : found.entries;
      },
      async stat(uri) {
        const found = await ask(protocol.fileStat, { uri });
        return found ? { kind: found.kind } : undefined;
      },
    },
    bytes: bytesOf(readBytes, async (uri) => (await ask(protocol.fileStat, { uri }))?.size),
  };
}

const unreadable = (detail: string): Unreadable => ({ problem: 'unreadable', detail });

function bytesOf(
  readBytes: (uri: string) => Promise<Bytes>,
  size: (uri: string) => Promise<number | undefined>,
): ByteSource {
  async function whole(uri: string): Promise<Uint8Array | Unreadable | undefined> {
    const read = await readBytes(uri);
    if (read === undefined || !('problem' in read)) return read?.bytes;
    return read.problem === 'too-large' ? unreadable(read.problem) : read;
  }
  return {
    size,
    async read(uri, start, length) {
      const bytes = await whole(uri);
      return bytes instanceof Uint8Array ? bytes.subarray(start, start + length) : bytes;
    },
    async sha256(uri, { onBytes } = {}) {
      const bytes = await whole(uri);
      if (!(bytes instanceof Uint8Array)) return bytes;
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
      onBytes?.(bytes.length);
      return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    brokenLinks: async () => [],
  };
}
