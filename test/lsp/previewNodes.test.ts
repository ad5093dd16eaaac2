// What lands on the nodes as an editor asks for it: of what is typed, of the disk, of the newest commit; and no secret.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { fileUri } from '../../server/src/node/diskFileSystem.ts';
import type { InventoryState, PreviewedHost } from '../../server/src/protocol/preview.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';

const CONFIG = '/etc/rancher/k3s/config.yaml';
const CANARY = 'Xk7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE';
const inventory = (endpoint: string): string => `k3s_cluster:
  children:
    server:
      hosts: { s1: { ansible_host: 10.0.0.1 } }
    agent:
      hosts: { a1: {} }
  vars:
    ansible_user: debian
    k3s_version: v1.31.12+k3s1
    api_endpoint: ${endpoint}
    token: ${CANARY}
    server_config_yaml: |
      agent-token: ${CANARY}
`;

let client: LspClient;
let folder = '';
afterEach(async () => {
  await client.stop();
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
  folder = '';
});

async function configOf(uri: string, state: InventoryState): Promise<string | undefined> {
  const host = await client.request<PreviewedHost | null>('k3sInventory/previewedHost', {
    uri,
    host: 's1',
    state,
  });
  return host?.texts.find(({ path }) => path === CONFIG)?.text;
}

it('is notified of each state of the inventory', async () => {
  folder = mkdtempSync(join(tmpdir(), 'preview-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  const path = join(folder, 'inventory.yml');
  writeFileSync(path, inventory('10.0.0.1'));
  git('init');
  git('add', '.');
  git('commit', '-m', 'one');
  writeFileSync(path, inventory('10.0.0.2'));
  const uri = fileUri(path);
  client = await startLspClient();
  await client.open(uri, inventory('10.0.0.3'));
  expect(await configOf(uri, 'typed')).toContain('tls-san: 10.0.0.3');
  expect(await configOf(uri, 'saved')).toContain('tls-san: 10.0.0.2');
  expect(await configOf(uri, 'head')).toContain('tls-san: 10.0.0.1');
});

it('is refused in words where no commit has it', async () => {
  folder = mkdtempSync(join(tmpdir(), 'preview-'));
  const uri = fileUri(join(folder, 'inventory.yml'));
  client = await startLspClient();
  await client.open(uri, inventory('10.0.0.3'));
  const ask = (state: InventoryState) =>
    client.request('k3sInventory/previewedHost', { uri, host: 's1', state });
  expect(await ask('head')).toEqual({ refused: 'The document is not saved, and no commit has it.' });
  expect(await ask('saved')).toBeNull();
  expect(await client.request('k3sInventory/previewedHost', { uri, host: 's9', state: 'typed' })).toBeNull();
});

it('says why Ansible refuses the inventory, also where the host is lost', async () => {
  const uri = 'file:///nowhere/inventory.yml';
  client = await startLspClient();
  await client.open(uri, inventory('10.0.0.3').replace('children:', 'children: ['));
  const broken = expect.stringMatching(/^inventory\.yml:\d+: /);
  const ask = (name: string) =>
    client.request(`k3sInventory/${name}`, { uri, host: 's1', state: 'typed' satisfies InventoryState });
  expect(await ask('previewedHost')).toMatchObject({ broken });
  expect(await ask('previewedCluster')).toMatchObject({ broken });
});

it('has the tasks of the play where they are wanted', async () => {
  const uri = 'file:///nowhere/inventory.yml';
  client = await startLspClient();
  await client.open(uri, inventory('10.0.0.3'));
  const tasksOf = async (tasks: boolean): Promise<string | undefined> => {
    const params = { uri, host: 'a1', state: 'typed', tasks };
    const host = await client.request<PreviewedHost>('k3sInventory/previewedHost', params);
    return host.texts.find(({ path }) => path === 'tasks')?.text;
  };
  expect(await tasksOf(false)).toBe('');
  expect(await tasksOf(true)).toContain('k3s_agent : ');
});

it('shows no secret, in no answer', async () => {
  const uri = 'file:///nowhere/inventory.yml';
  client = await startLspClient();
  await client.open(uri, inventory('10.0.0.3'));
  const said: unknown[] = [await client.request('k3sInventory/previewedCluster', { uri })];
  for (const host of ['s1', 'a1']) {
    const node = await client.request<PreviewedHost>('k3sInventory/previewedHost', {
      uri,
      host,
      state: 'typed',
      tasks: true,
    });
    said.push(node);
    for (const { path, text } of node.texts)
      for (const line of text.split('\n').keys())
        said.push(await client.request('k3sInventory/sourcesOnNode', { uri, host, path, line }));
  }
  const lines = inventory('10.0.0.3').split('\n');
  for (const [line, text] of lines.entries()) {
    const position = { line, character: Math.max(0, text.search(/\S/)) };
    said.push(await client.request('k3sInventory/placesOnNodes', { uri, position }));
    said.push(await client.request('textDocument/hover', { textDocument: { uri }, position }));
  }
  const all = JSON.stringify(said);
  expect(all).toContain('<secret>');
  expect(all).toContain('Ends on the nodes in');
  expect(all).not.toContain(CANARY);
});

it('has a lens over each node, with the way to it', async () => {
  const uri = 'file:///nowhere/inventory.yml';
  client = await startLspClient({ prompts: true });
  await client.open(uri, inventory('10.0.0.3'));
  const lenses = await client.request<{ command: { title: string; arguments?: unknown[] } }[]>(
    'textDocument/codeLens',
    { textDocument: { uri } },
  );
  expect(lenses.map(({ command }) => [command.title, command.arguments])).toEqual(
    expect.arrayContaining([
      ['what s1 gets', [{ uri, host: 's1' }]],
      ['what a1 gets', [{ uri, host: 'a1' }]],
    ]),
  );
});
