// Of which files findings are shown: of all that an open inventory is read from, of the workspace, or of open ones only.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { FileChangeType, type PublishDiagnosticsParams } from 'vscode-languageserver';
import { fileUri } from '../../server/src/node/diskFileSystem.ts';
import { type LspClient, type LspClientOptions, startLspClient } from '../support/lspClient.ts';
import { SMALL_INVENTORY } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const VARS = 'group_vars/all.yml';
const inventory = SMALL_INVENTORY.replace(/^ +token:.*\n/m, '');
const files = { 'inventory.yml': inventory, [VARS]: 'token: 8nT3kQ5vX2mZ7rL9wB4cY6dF1gH0jKsP\n' };

let client: LspClient;
let folder: Folder;
afterEach(async () => {
  await client.stop();
  folder.remove();
});

const uriOf = (path: string): string => fileUri(join(folder.path, path));
const codesOf = ({ diagnostics }: Pick<PublishDiagnosticsParams, 'diagnostics'>): readonly unknown[] =>
  diagnostics.map(({ code }) => code);

async function start(options: LspClientOptions = {}): Promise<void> {
  folder = createFolder(files);
  client = await startLspClient({ watches: true, ...options });
}

it('a secret in variables shows while only the inventory is open, and goes with it', async () => {
  await start();
  const shown = client.diagnostics(uriOf(VARS));
  await client.open(uriOf('inventory.yml'), inventory);
  expect(codesOf(await shown)).toContain('token-plaintext');
  const withdrawn = client.diagnostics(uriOf(VARS));
  client.close(uriOf('inventory.yml'));
  expect(codesOf(await withdrawn)).toEqual([]);
});

it('what is found in a file goes when the file is deleted', async () => {
  await start();
  const shown = client.diagnostics(uriOf(VARS));
  await client.open(uriOf('inventory.yml'), inventory);
  await shown;
  const withdrawn = client.diagnostics(uriOf(VARS));
  rmSync(join(folder.path, VARS));
  client.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf(VARS), type: FileChangeType.Deleted }],
  });
  expect(codesOf(await withdrawn)).toEqual([]);
});

it('a file that is opened, changed and closed again shows what is on the disk', async () => {
  await start();
  await client.open(uriOf('inventory.yml'), inventory);
  expect(codesOf(await client.open(uriOf(VARS), files[VARS] ?? ''))).toContain('token-plaintext');
  expect(codesOf(await client.change(uriOf(VARS), 2, [{ text: 'a: 1\n' }]))).toEqual([]);
  const again = client.diagnostics(uriOf(VARS), ({ diagnostics }) => diagnostics.length > 0);
  client.close(uriOf(VARS));
  expect(codesOf(await again)).toContain('token-plaintext');
});

it('of open files only, where the setting says so', async () => {
  await start({ scope: 'openFiles' });
  const seen: PublishDiagnosticsParams[] = [];
  void client.diagnostics(uriOf(VARS)).then((params) => seen.push(params));
  await client.open(uriOf('inventory.yml'), inventory);
  await client.hover(uriOf('inventory.yml'), { line: 0, character: 2 });
  expect(seen).toEqual([]);
});

it('of the whole workspace, where the setting says so, with nothing open', async () => {
  folder = createFolder(files);
  client = await startLspClient({ scope: 'workspace', folders: [fileUri(folder.path)] });
  expect(codesOf(await client.diagnostics(uriOf(VARS)))).toContain('token-plaintext');
});

it('samples are left out of the workspace, or what a setting names instead', async () => {
  const sample = `${inventory}    token: ""\n`;
  folder = createFolder({ 'sample/inventory.yml': sample, 'old/inventory.yml': sample });
  const [samples, old] = ['sample', 'old'].map((name) => uriOf(`${name}/inventory.yml`));
  const reported = async (options: LspClientOptions): Promise<readonly string[]> => {
    client = await startLspClient({ pulls: true, folders: [fileUri(folder.path)], ...options });
    const all = await client.request<{ items: { uri: string }[] }>('workspace/diagnostic', {
      previousResultIds: [],
    });
    return all.items.map(({ uri }) => uri);
  };
  expect(await reported({})).toEqual([old]);
  await client.stop();
  expect(await reported({ exclude: ['ol*'] })).toEqual([samples]);
});

it('every inventory is checked where a setting says so', async () => {
  const db = 'db:\n  hosts:\n    db1:\n      ansible_password: raspberry\n';
  folder = createFolder({ 'hosts.yml': db });
  client = await startLspClient({ anyInventory: true });
  expect(codesOf(await client.open(uriOf('hosts.yml'), db))).toEqual(['secret-plaintext']);
  await client.stop();
  client = await startLspClient();
  expect(codesOf(await client.open(uriOf('hosts.yml'), db))).toEqual([]);
});

it('a client that asks gets the files of the inventory with the document, and is sent nothing', async () => {
  folder = createFolder(files);
  client = await startLspClient({ pulls: true, folders: [fileUri(folder.path)] });
  expect(client.initialized.capabilities.diagnosticProvider).toMatchObject({ workspaceDiagnostics: true });
  const [uri, vars] = [uriOf('inventory.yml'), uriOf(VARS)];
  const sent: unknown[] = [];
  void client.diagnostics(uri).then((params) => sent.push(params));
  client.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text: inventory },
  });
  const params = { textDocument: { uri } };
  const report = await client.request<Report>('textDocument/diagnostic', params);
  expect(report.kind).toBe('full');
  expect(report.relatedDocuments?.[vars]?.items?.map(({ code }) => code)).toContain('token-plaintext');
  const previousResultId = report.resultId;
  const next = await client.request<Report>('textDocument/diagnostic', { ...params, previousResultId });
  expect(next.kind).toBe('unchanged');
  const all = await client.request<{ items: (Report & { uri: string })[] }>('workspace/diagnostic', {
    previousResultIds: [{ uri: 'file:///gone.yml', value: 'x' }],
  });
  const of = (wanted: string) =>
    all.items.find((item) => item.uri === wanted)?.items?.map(({ code }) => code);
  expect(of(vars)).toContain('token-plaintext');
  expect(of('file:///gone.yml')).toEqual([]);
  expect(sent).toEqual([]);
});

interface Report {
  readonly kind: string;
  readonly resultId?: string;
  readonly items?: readonly { readonly code: string }[];
  readonly relatedDocuments?: Readonly<Record<string, Report>>;
}
