import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type {
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  Location,
  Position,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { type LspClient, type LspClientOptions, startLspClient } from '../support/lspClient.ts';

const HOSTS = `k3s_cluster:
  children:
    server:
      hosts:
        h1:
    workers:
      hosts:
        h2:
  vars:
    token: "{{ my_token }}"
    k3s_version: v1.31.12+k3s1
    my_size: 1
    api_endpoint: "{{ groups['workers'][0] }}"
    extra_manifests: [manifests/a.yml]
`;
const WORKERS = 'my_size: 2\nmy_token: "{{ groups.workers }}"\n';

let client: LspClient;
let root: string;
const uriOf = (path: string): string => pathToFileURL(join(root, path)).href;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));
  write('hosts.yml', HOSTS);
  write('group_vars/workers.yml', WORKERS);
  write('manifests/a.yml', '');
});
afterEach(async () => {
  await client.stop();
  rmSync(root, { recursive: true });
});

async function start(options?: LspClientOptions): Promise<string> {
  client = await startLspClient(options);
  const uri = uriOf('hosts.yml');
  await client.open(uri, HOSTS);
  return uri;
}

const positionOf = (text: string, words: string): Position => {
  const before = text.slice(0, text.indexOf(words) + 1).split('\n');
  return { line: before.length - 1, character: (before.at(-1)?.length ?? 1) - 1 };
};
const at = (uri: string, words: string) => ({
  textDocument: { uri },
  position: positionOf(HOSTS, words),
});

it('says what it can do', async () => {
  await start();
  expect(client.initialized.capabilities).toMatchObject({
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    documentLinkProvider: {},
    renameProvider: { prepareProvider: true },
  });
});

it('goes to definitions and references in other files', async () => {
  const uri = await start();
  const definitions = await client.request<Location[]>('textDocument/definition', at(uri, 'my_size'));
  expect(definitions.map((place) => [place.uri, place.range.start])).toEqual([
    [uriOf('group_vars/workers.yml'), { line: 0, character: 0 }],
    [uri, { line: 11, character: 4 }],
  ]);
  const references = await client.request<Location[]>('textDocument/references', {
    ...at(uri, 'workers'),
    context: { includeDeclaration: false },
  });
  expect(references.map((place) => place.uri)).toEqual([
    uri,
    uriOf('group_vars/workers.yml'),
    uriOf('group_vars/workers.yml'),
  ]);
});

it('highlights, lists symbols and links', async () => {
  const uri = await start();
  const textDocument = { uri };
  const highlights = await client.request<DocumentHighlight[]>(
    'textDocument/documentHighlight',
    at(uri, 'workers'),
  );
  expect(highlights.map(({ kind }) => kind)).toEqual([3, 2]);
  const [cluster] = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
  expect(cluster?.children?.map(({ name }) => name).slice(0, 3)).toEqual(['server', 'workers', 'token']);
  const found = await client.request<SymbolInformation[]>('workspace/symbol', { query: 'mysize' });
  expect(found.map(({ name, containerName }) => [name, containerName])).toEqual([
    ['my_size', 'k3s_cluster'],
    ['my_size', undefined],
  ]);
  const links = await client.request<DocumentLink[]>('textDocument/documentLink', { textDocument });
  expect(links.map(({ target }) => target)).toEqual([uriOf('manifests/a.yml')]);
});

it('renames texts, versioned where a document is open, and then files', async () => {
  const uri = await start();
  const target = await client.request('textDocument/prepareRename', at(uri, 'workers'));
  expect(target).toEqual({
    range: { start: { line: 5, character: 4 }, end: { line: 5, character: 11 } },
    placeholder: 'workers',
  });
  const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
    ...at(uri, 'workers'),
    newName: 'crew',
  });
  expect(edit.documentChanges).toMatchObject([
    { textDocument: { uri, version: 1 }, edits: [{ newText: 'crew' }, { newText: 'crew' }] },
    { textDocument: { uri: uriOf('group_vars/workers.yml'), version: null }, edits: [{ newText: 'crew' }] },
    { kind: 'rename', oldUri: uriOf('group_vars/workers.yml'), newUri: uriOf('group_vars/crew.yml') },
  ]);
});

it('says why a name cannot be changed', async () => {
  const uri = await start();
  await expect(client.request('textDocument/prepareRename', at(uri, 'token'))).rejects.toThrow(
    /by this name/,
  );
  await expect(
    client.request('textDocument/rename', { ...at(uri, 'workers'), newName: 'a-b' }),
  ).rejects.toThrow(/letters, digits/);
  expect(await client.request('textDocument/prepareRename', at(uri, 'v1.31'))).toBeNull();
});

it('renames no files for an editor that cannot', async () => {
  const uri = await start({ renamesFiles: false });
  await expect(
    client.request('textDocument/rename', { ...at(uri, 'workers'), newName: 'crew' }),
  ).rejects.toThrow(/cannot rename the files/);
});

it('shows which value counts', async () => {
  const uri = await start();
  const hover = await client.hover(uri, positionOf(HOSTS, 'my_size'));
  expect(JSON.stringify(hover?.contents)).toMatch(
    /Overridden\*\* on `h2`[\s\S]*\| Hosts \| Value \| From \|/,
  );
});
