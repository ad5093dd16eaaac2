// Where the files of a session come from: `file:` URIs from the machine's disk, where it has one, all others from a client
// that reads them.
import type { ByteSource, FileSystem } from '../core/index.ts';
import type { ClientFiles } from './clientFiles.ts';
import type { Machine } from './machine.ts';

const NOTHING: FileSystem = {
  readFile: async () => undefined,
  listDirectory: async () => undefined,
  stat: async () => undefined,
};

export interface SessionFiles {
  readonly files: FileSystem;
  readonly bytes: ByteSource;
}

export function sessionFiles(
  { disk, bytes }: Pick<Machine, 'disk' | 'bytes'>,
  client: ClientFiles | undefined,
): SessionFiles {
  if (!client) return { files: disk ?? NOTHING, bytes };
  if (!disk) return client;
  const isOnDisk = (uri: string): boolean => uri.startsWith('file:');
  const files = (uri: string): FileSystem => (isOnDisk(uri) ? disk : client.files);
  const source = (uri: string): ByteSource => (isOnDisk(uri) ? bytes : client.bytes);
  return {
    files: {
      ...disk,
      readFile: (uri) => files(uri).readFile(uri),
      listDirectory: (uri) => files(uri).listDirectory(uri),
      stat: (uri) => files(uri).stat(uri),
    },
    bytes: {
      size: (uri) => source(uri).size(uri),
      read: (uri, start, length) => source(uri).read(uri, start, length),
      sha256: (uri, watcher) => source(uri).sha256(uri, watcher),
      brokenLinks: (uri) => source(uri).brokenLinks(uri),
    },
  };
}
