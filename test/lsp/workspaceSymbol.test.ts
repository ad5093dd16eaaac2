import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FileChangeType, type SymbolInformation } from 'vscode-languageserver';
import { fileUri } from '../../server/src/node/diskFileSystem.ts';
import { writeClusters } from '../support/bigWorkspace.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

let client: LspClient;
let folder: Folder;
beforeEach(async () => {
  folder = createFolder({});
  writeClusters(folder.path, 40);
  client = await startLspClient({ watches: true, folders: [fileUri(folder.path)] });
});
afterEach(async () => {
  await client.stop();
  folder.remove();
});

const uriOf = (path: string): string => fileUri(join(folder.path, path));
const find = (query: string): Promise<readonly SymbolInformation[]> =>
  client.request('workspace/symbol', { query });

it('finds names in inventories that are not open, and shows progress while it reads them', async () => {
  const found = await find('c7.example.org');
  const uris = new Set(found.map(({ location }) => location.uri));
  expect(uris).toContain(uriOf('clusters/c0007/inventory.yml'));
  expect(client.progress.map(({ message }) => message)).toEqual(['0 / 40', '32 / 40']);
  await find('token');
  expect(client.progress).toHaveLength(2);
});

it('follows changes on the disk and in the editor', async () => {
  expect(await find('brandnew')).toEqual([]);
  const vars = 'clusters/c0003/group_vars/server.yml';
  writeFileSync(join(folder.path, vars), 'brandnew: 1\n');
  client.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf(vars), type: FileChangeType.Created }],
  });
  expect((await find('brandnew')).map(({ location }) => location.uri)).toEqual([uriOf(vars)]);
  await client.open(uriOf(vars), 'brandnewer: 1\n');
  expect((await find('brandnew')).map(({ name }) => name)).toEqual(['brandnewer']);
  client.close(uriOf(vars));
  rmSync(join(folder.path, vars));
  client.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf(vars), type: FileChangeType.Deleted }],
  });
  expect(await find('brandnew')).toEqual([]);
});
