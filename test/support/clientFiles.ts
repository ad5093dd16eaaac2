// Answers what the server asks a client that reads files for it, from texts and bytes in memory.
import type { ProtocolConnection } from 'vscode-languageserver/node';
import { fileBytes, fileStat, folderEntries } from '../../server/src/protocol/files.ts';

/** By URI. */
export type FilesOfClient = Readonly<Record<string, string | Uint8Array>>;

export function answerFiles(connection: ProtocolConnection, files: FilesOfClient): void {
  const below = (uri: string): readonly string[] =>
    Object.keys(files).flatMap((file) => (file.startsWith(`${uri}/`) ? [file.slice(uri.length + 1)] : []));
  connection.onRequest(fileStat.name, ({ uri }: { uri: string }) => {
    const text = files[uri];
    if (text !== undefined) return { kind: 'file', size: text.length };
    return below(uri).length > 0 ? { kind: 'directory', size: 0 } : null;
  });
  connection.onRequest(fileBytes.name, ({ uri, limit }: { uri: string; limit: number }): object | null => {
    const text = files[uri];
    if (text === undefined) return null;
    return text.length > limit ? { tooLarge: true } : { base64: Buffer.from(text).toString('base64') };
  });
  connection.onRequest(folderEntries.name, ({ uri }: { uri: string }) => {
    const paths = below(uri);
    if (paths.length === 0) return null;
    const entries = new Map(
      paths.map((path) => {
        const [name = '', ...rest] = path.split('/');
        return [name, { name, kind: rest.length > 0 ? 'directory' : 'file' }];
      }),
    );
    return { entries: [...entries.values()] };
  });
}
