import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { FileChangeType, type FileSystemWatcher } from 'vscode-languageserver';
import { fileUri } from '../../server/src/node/diskFileSystem.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import { SMALL_INVENTORY as inventory } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

let client: LspClient;
let folder: Folder;
afterEach(async () => {
  await client.stop();
  folder.remove();
});

const uriOf = (path: string): string => fileUri(join(folder.path, path));

/** Opens one of the files in an editor that watches files; what it shows. */
async function start(files: Record<string, string>, open: string): Promise<readonly string[]> {
  folder = createFolder(files);
  client = await startLspClient({ watches: true });
  const { diagnostics } = await client.open(uriOf(open), files[open] ?? '');
  return diagnostics.map(({ code }) => String(code));
}

/** What is shown of the open document once the client has notified it of changes on the disk. */
async function codesAfter(
  uri: string,
  changes: readonly (readonly [path: string, type: FileChangeType])[],
): Promise<readonly string[]> {
  const published = client.diagnostics(uri);
  client.notify('workspace/didChangeWatchedFiles', {
    changes: changes.map(([path, type]) => ({ uri: uriOf(path), type })),
  });
  return (await published).diagnostics.map(({ code }) => String(code));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder.path, path)), { recursive: true });
  writeFileSync(join(folder.path, path), text);
}

it('registers for inventories, variables, settings and airgap files, and for every deletion', async () => {
  await start({ 'inventory.yml': inventory }, 'inventory.yml');
  const watching = client.registered.find(({ method }) => method === 'workspace/didChangeWatchedFiles');
  const { watchers = [] } = (watching?.registerOptions ?? {}) as { watchers?: FileSystemWatcher[] };
  const globs = watchers.map(({ globPattern }) => String(globPattern)).join(' ');
  for (const part of ['yml', 'yaml', 'json', 'ini', 'cfg', 'group_vars', 'host_vars', 'k3s*'])
    expect(globs).toContain(part);
  expect(watchers.filter(({ kind }) => kind === 4).map(({ globPattern }) => globPattern)).toEqual(['**/*']);
});

it('checks an open variables file again when its inventory comes, changes and goes', async () => {
  const vars = 'group_vars/all.yml';
  expect(await start({ [vars]: 'token: ""\n' }, vars)).toEqual([]);
  write('inventory.yml', inventory);
  const created = [['inventory.yml', FileChangeType.Created]] as const;
  expect(await codesAfter(uriOf(vars), created)).toContain('token-empty');
  write('inventory.yml', 'web:\n  hosts:\n    w1:\n');
  expect(await codesAfter(uriOf(vars), [['inventory.yml', FileChangeType.Changed]])).toEqual([]);
  write('inventory.yml', inventory);
  expect(await codesAfter(uriOf(vars), [['inventory.yml', FileChangeType.Changed]])).toContain('token-empty');
  rmSync(join(folder.path, 'inventory.yml'));
  expect(await codesAfter(uriOf(vars), [['inventory.yml', FileChangeType.Deleted]])).toEqual([]);
});

it('takes in a variables file that comes beside an open inventory, is renamed, or goes with its folder', async () => {
  const open = 'inventory.yml';
  const broken = inventory.replace('    api_endpoint: 192.168.1.11\n', '');
  expect(await start({ [open]: broken }, open)).toContain('api-endpoint-missing');
  write('group_vars/all.yml', 'api_endpoint: 192.168.1.11\n');
  const after = codesAfter(uriOf(open), [['group_vars/all.yml', FileChangeType.Created]]);
  expect(await after).not.toContain('api-endpoint-missing');
  renameSync(join(folder.path, 'group_vars/all.yml'), join(folder.path, 'group_vars/unused.yml'));
  const renamed = codesAfter(uriOf(open), [
    ['group_vars/all.yml', FileChangeType.Deleted],
    ['group_vars/unused.yml', FileChangeType.Created],
  ]);
  expect(await renamed).toContain('api-endpoint-missing');
  renameSync(join(folder.path, 'group_vars/unused.yml'), join(folder.path, 'group_vars/k3s_cluster.yml'));
  const back = codesAfter(uriOf(open), [['group_vars/k3s_cluster.yml', FileChangeType.Created]]);
  expect(await back).not.toContain('api-endpoint-missing');
  rmSync(join(folder.path, 'group_vars'), { recursive: true });
  expect(await codesAfter(uriOf(open), [['group_vars', FileChangeType.Deleted]])).toContain(
    'api-endpoint-missing',
  );
});

it('does not check again when an open document is saved', async () => {
  await start({ 'inventory.yml': inventory }, 'inventory.yml');
  const published: unknown[] = [];
  void client.diagnostics(uriOf('inventory.yml')).then((params) => published.push(params));
  client.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf('inventory.yml'), type: FileChangeType.Changed }],
  });
  // A request is answered after everything that was sent before it.
  await client.hover(uriOf('inventory.yml'), { line: 0, character: 2 });
  expect(published).toEqual([]);
});
