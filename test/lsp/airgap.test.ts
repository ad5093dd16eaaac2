// The airgap report as an editor asks for it, and the quick fix that leads to what is to be downloaded.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ReportEnd, ReportRow } from '../../server/src/core/index.ts';
import { fileUri } from '../../server/src/node/diskFileSystem.ts';
import { program, script, zstd } from '../support/airgapFolder.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';

const inventory = `k3s_cluster:
  children:
    server:
      hosts:
        s1: { ansible_host: 10.0.0.1, ansible_architecture: aarch64 }
    agent:
      hosts: {}
  vars:
    k3s_version: v1.31.12+k3s1
    airgap_dir: "{{ inventory_dir }}/airgap"
    api_endpoint: "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}"
`;

let folder: string;
let client: LspClient;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'airgap-lsp-'));
  mkdirSync(join(folder, 'airgap'));
  writeFileSync(join(folder, 'inventory.yml'), inventory);
  client = await startLspClient();
});
afterEach(async () => {
  await client.stop();
  rmSync(folder, { recursive: true });
});

const ask = (path: string, more: { readonly playbookFolder?: string } = {}) =>
  client.request<{ rows: readonly ReportRow[]; end: ReportEnd } | null>('k3sInventory/airgapReport', {
    uri: fileUri(join(folder, path)),
    ...more,
  });

it('answers with rows, and with what is to be downloaded', async () => {
  writeFileSync(join(folder, 'airgap/k3s-arm64'), program('arm64', 'v1.31.12+k3s1'));
  writeFileSync(join(folder, 'airgap/install.sh'), script());
  const answer = await ask('inventory.yml');
  expect(answer?.rows.find(({ id }) => id === 'binary:arm64')?.state).toBe('met');
  expect(answer?.rows.find(({ id }) => id === 'script')?.rename?.to).toBe(
    fileUri(join(folder, 'airgap/k3s-install.sh')),
  );
  expect(answer?.end).toMatchObject({ isReady: false });
  expect(answer?.end.list).toContain('k3s-airgap-images-arm64.tar.zst');
});

it('sees the folder as it is now', async () => {
  expect((await ask('inventory.yml'))?.rows.find(({ id }) => id === 'script')?.state).toBe('missing');
  writeFileSync(join(folder, 'airgap/k3s-install.sh'), script());
  expect((await ask('inventory.yml'))?.rows.find(({ id }) => id === 'script')?.state).toBe('met');
});

it('says what is missing to know, where nothing is missing or wrong', async () => {
  const unknown = inventory.replace(', ansible_architecture: aarch64', '');
  writeFileSync(
    join(folder, 'inventory.yml'),
    unknown.replace('  vars:\n', '  vars:\n    token: "{{ vault }}"\n    vault: Rw7fK2xPqT9dLmV4sYbN8hJc\n'),
  );
  writeFileSync(join(folder, 'airgap/k3s'), program('arm64', 'v1.31.12+k3s1'));
  writeFileSync(join(folder, 'airgap/k3s-airgap-images-arm64.tar.zst'), zstd());
  writeFileSync(join(folder, 'airgap/k3s-install.sh'), script());
  const answer = await ask('inventory.yml');
  expect(answer?.rows.filter(({ state }) => state === 'missing' || state === 'wrong')).toEqual([]);
  expect(answer?.end).toMatchObject({ isReady: false, isUnsure: true });
  expect(answer?.end.unknown).toContain(answer?.rows.find(({ id }) => id === 'architecture')?.requirement);
});

it('asks for the folder of the playbook where a relative path depends on it', async () => {
  writeFileSync(join(folder, 'inventory.yml'), inventory.replace('"{{ inventory_dir }}/airgap"', 'airgap'));
  const folderRow = (answer: Awaited<ReturnType<typeof ask>>) =>
    answer?.rows.find(({ id }) => id === 'directory')?.state;
  const unknown = await ask('inventory.yml');
  expect([folderRow(unknown), unknown?.end.asksPlaybookFolder]).toEqual(['unknown', true]);
  expect(unknown?.rows.map(({ reason }) => reason).join('\n')).not.toContain('--');

  const here = await ask('inventory.yml', { playbookFolder: fileUri(folder) });
  expect([folderRow(here), here?.end.asksPlaybookFolder]).toEqual(['met', false]);
  const elsewhere = await ask('inventory.yml', { playbookFolder: fileUri(join(folder, 'airgap')) });
  expect([folderRow(elsewhere), elsewhere?.end.asksPlaybookFolder]).toEqual(['missing', false]);
});

it('is nothing for other documents, and an error without one', async () => {
  writeFileSync(join(folder, 'compose.yml'), 'services: {}\n');
  expect(await ask('compose.yml')).toBeNull();
  await expect(client.request('k3sInventory/airgapReport', {})).rejects.toThrow(/uri missing/);
});

it('offers the list where a folder lacks files', async () => {
  const uri = fileUri(join(folder, 'inventory.yml'));
  const { diagnostics } = await client.open(uri, inventory);
  const finding = diagnostics.find(({ code }) => code === 'airgap-binary-missing');
  const actions = finding ? await client.codeActions(uri, finding.range) : [];
  expect(actions.map(({ command }) => command?.command)).toContain('k3sInventory.airgapDownloads');
});
