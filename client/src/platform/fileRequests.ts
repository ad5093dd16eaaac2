// Reads files for the server through VS Code's file system, which knows remote repositories and the files of a browser.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type FoundEntry, fileBytes, fileStat, folderEntries } from '../../../server/src/protocol/files.ts';
import type { Method } from '../../../server/src/protocol/method.ts';
import { toBase64 } from './base64.ts';

type ResultOf<M> = M extends Method<never, infer Result> ? Result : never;

const ABSENT = ['FileNotFound', 'FileNotADirectory', 'EntryNotFound'];

/** Answers the server's requests about files, as long as the client is there. */
export function answerFileRequests(client: BaseLanguageClient): vscode.Disposable {
  const { fs } = vscode.workspace;
  const on = <Params extends { readonly uri: string }, Result>(
    { name }: Method<Params, Result>,
    answer: (uri: vscode.Uri, params: Params) => Promise<Result>,
  ) => client.onRequest(name, (params: Params) => answer(vscode.Uri.parse(params.uri, true), params));
  return vscode.Disposable.from(
    on(fileStat, async (uri) => {
      const found = await orReason(fs.stat(uri));
      return found && 'type' in found ? { kind: kindOf(found.type), size: found.size } : null;
    }),
    on(fileBytes, async (uri, { limit }): Promise<ResultOf<typeof fileBytes>> => {
      const found = await orReason(fs.stat(uri));
      if (found && 'type' in found && found.size > limit) return { tooLarge: true };
      const bytes = await orReason(fs.readFile(uri));
      return bytes instanceof Uint8Array ? { base64: toBase64(bytes) } : bytes;
    }),
    on(folderEntries, async (uri) => {
      const found = await orReason(fs.readDirectory(uri));
      return found && !('unreadable' in found) ? { entries: found.map(entryOf) } : found;
    }),
  );
}

/** `null` where nothing is there. */
async function orReason<T>(reading: Thenable<T>): Promise<T | { readonly unreadable: string } | null> {
  try {
    return await reading;
  } catch (error) {
    const code = error instanceof vscode.FileSystemError ? error.code : String(error);
    return ABSENT.includes(code) ? null : { unreadable: code };
  }
}

const kindOf = (type: vscode.FileType): FoundEntry['kind'] =>
  (type & vscode.FileType.Directory) !== 0 ? 'directory' : 'file';

const entryOf = ([name, type]: [string, vscode.FileType]): FoundEntry => ({
  name,
  kind: kindOf(type),
  ...((type & vscode.FileType.SymbolicLink) !== 0 && { link: true }),
});
