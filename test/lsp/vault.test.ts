// What the server is asked about secrets, over the protocol and with real files, scripts and repositories.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileUri } from '../../server/src/node/diskFileSystem.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const TOKEN = 'S3cretS3cretS3cret';
const inventory = `k3s_cluster:
  children:
    server:
      hosts:
        h1:
  vars:
    api_endpoint: h1
    token: ${TOKEN}
`;

let folder: Folder;
let client: LspClient;
const at = (name: string): string => join(folder.path, name);
const uriOf = (name: string): string => fileUri(at(name));
const ask = <T>(method: string, params: object): Promise<T> =>
  client.request<T>(`k3sInventory/${method}`, params);

beforeEach(async () => {
  folder = createFolder({
    'inventory.yml': inventory,
    'ansible.cfg': '[defaults]\nvault_identity_list = dev@pass, prod@keys-client, other@prompt\n',
    pass: 'pw\n',
    'keys-client': '#!/bin/sh\necho "$2 $1" > was-run\necho pw\n',
    slow: '#!/bin/sh\nsleep 60\n',
  });
  for (const script of ['keys-client', 'slow']) chmodSync(at(script), 0o755);
  client = await startLspClient();
});

afterEach(async () => {
  await client.stop();
  folder.remove();
});

async function encrypted(key: object = { password: 'pw' }): Promise<string> {
  const uri = uriOf('inventory.yml');
  const answer = await ask<{ edit: { documentChanges: { edits: { newText: string }[] }[] } }>(
    'encryptSecret',
    {
      uri,
      form: 'encrypt-indirect',
      ...key,
    },
  );
  const [block, reference] = answer.edit.documentChanges[0]?.edits ?? [];
  const text = inventory.replace(`    token: ${TOKEN}`, `${block?.newText}    token: ${reference?.newText}`);
  writeFileSync(at('inventory.yml'), text);
  return text;
}

describe.skipIf(process.platform === 'win32')('passwords', () => {
  it('are listed with their sources; nothing is run for that', async () => {
    expect(await ask('vaultSources', { uri: uriOf('inventory.yml') })).toEqual([
      { vaultId: 'dev', kind: 'file', path: at('pass'), origin: at('ansible.cfg'), id: expect.any(String) },
      {
        vaultId: 'prod',
        kind: 'script',
        path: at('keys-client'),
        origin: at('ansible.cfg'),
        id: expect.any(String),
        cwd: folder.path,
        stamp: expect.any(String),
      },
      { vaultId: 'other', kind: 'prompt', origin: at('ansible.cfg'), id: expect.any(String) },
    ]);
    expect(existsSync(at('was-run'))).toBe(false);
  });

  it('are taken from the source that was chosen, a script being given the label', async () => {
    const uri = uriOf('inventory.yml');
    const [dev, prod] = await ask<{ id: string }[]>('vaultSources', { uri });
    await encrypted({ source: dev?.id });
    const seen = await ask<object>('viewVault', { uri, source: prod?.id });
    expect(seen).toMatchObject({ name: 'vault_token', plaintext: TOKEN });
    expect(readFileSync(at('was-run'), 'utf8')).toBe('prod --vault-id\n');
  });

  it('come from no source that the settings do not name', async () => {
    const request = { uri: uriOf('inventory.yml'), source: `script default@${at('slow')}` };
    expect(await ask('viewVault', request)).toBeNull();
  });

  it('come from no file that became a script after the user was asked, and from no script that changed', async () => {
    const uri = uriOf('inventory.yml');
    const [dev, prod] = await ask<{ id: string }[]>('vaultSources', { uri });
    chmodSync(at('pass'), 0o755);
    writeFileSync(at('keys-client'), '#!/bin/sh\ntouch was-run\necho other\n');
    expect(await ask('viewVault', { uri, source: dev?.id })).toBeNull();
    expect(await ask('viewVault', { uri, source: prod?.id })).toBeNull();
    expect(existsSync(at('was-run'))).toBe(false);
  });

  it('are said to come from above what was opened, and from no folder that everybody may write to', async () => {
    mkdirSync(at('inner'));
    writeFileSync(at('inner/inventory.yml'), inventory);
    const uri = uriOf('inner/inventory.yml');
    const above = await ask<{ isFromAbove?: true }[]>('vaultSources', { uri });
    expect(above.map(({ isFromAbove }) => isFromAbove)).toEqual([true, true, true]);
    chmodSync(folder.path, 0o777);
    expect(await ask('vaultSources', { uri })).toEqual([]);
  });
});

it('sealing answers with an edit of the file as it is, or says why not', async () => {
  await encrypted();
  const uri = uriOf('inventory.yml');
  const { vaultText } = await ask<{ vaultText: string }>('viewVault', { uri, password: 'pw' });
  const seal = (change: object) =>
    ask<object>('sealVault', { uri, vaultText, password: 'pw', plaintext: 'x', ...change });
  expect(await seal({})).toHaveProperty('edit');
  expect(await seal({ password: 'other' })).toEqual({ refused: expect.stringContaining('password') });
  expect(await seal({ vaultText: 'gone' })).toEqual({
    refused: expect.stringContaining('changed or removed'),
  });
});

it('a file of its own is made before anything is taken from the inventory: in a folder that is read-only, nothing is', async () => {
  const request = { uri: uriOf('inventory.yml'), form: 'encrypt-file', password: 'pw' };
  type Change = { kind?: string; uri?: string; textDocument?: { uri: string } };
  const { edit } = await ask<{ edit: { documentChanges: Change[] } }>('encryptSecret', request);
  const file = uriOf('group_vars/k3s_cluster/vault.yml');
  expect(edit.documentChanges.map(({ kind, uri, textDocument }) => kind ?? textDocument?.uri ?? uri)).toEqual(
    ['create', file, request.uri],
  );
});

describe('the history of Git', () => {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {
      cwd: folder.path,
    });

  it('lists which commits hold a secret', async () => {
    git('init', '-q');
    git('add', 'inventory.yml');
    git('commit', '-q', '-m', 'first');
    const uri = uriOf('inventory.yml');
    expect(await ask('searchHistory', { uri })).toMatchObject({ commits: 1 });
    await encrypted();
    git('commit', '-q', '-a', '-m', 'encrypted');
    const found = await ask<{ commits: number; newest: string }>('searchHistory', { uri, plaintext: TOKEN });
    expect(found.commits).toBe(2);
    expect(found.newest).toMatch(/^[0-9a-f]{7,} \d{4}-\d\d-\d\d$/);
    expect(JSON.stringify(found)).not.toContain(TOKEN);
    expect(await ask('searchHistory', { uri, plaintext: 'something else' })).toMatchObject({ commits: 0 });
  });

  it('is none outside of a repository', async () => {
    expect(await ask('searchHistory', { uri: uriOf('inventory.yml') })).toEqual({
      refused: expect.stringContaining('no Git repository'),
    });
  });
});

it('nothing of it is logged', async () => {
  await encrypted();
  await ask('viewVault', { uri: uriOf('inventory.yml'), password: 'pw' });
  expect(client.logs.join('\n')).not.toContain(TOKEN);
});
