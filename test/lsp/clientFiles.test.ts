// A client that reads files for the server: inventories in a remote repository are read with all that is around them.
import { afterEach, expect, it } from 'vitest';
import type { ReportEnd, ReportRow } from '../../server/src/core/index.ts';
import { airgapReport } from '../../server/src/protocol/airgap.ts';
import { previewedHost } from '../../server/src/protocol/preview.ts';
import { searchHistory, vaultSources } from '../../server/src/protocol/vault.ts';
import { program, script, webPage } from '../support/airgapFolder.ts';
import type { FilesOfClient } from '../support/clientFiles.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import { ENDPOINT_OF_FIRST_SERVER, withEndpoint } from '../support/smallInventory.ts';

const root = 'vscode-vfs://github/someone/cluster';
const uri = `${root}/inventory.yml`;
const text = withEndpoint(ENDPOINT_OF_FIRST_SERVER);

let client: LspClient;
afterEach(() => client.stop());

const start = async (files: FilesOfClient | undefined): Promise<void> => {
  client = await startLspClient({ ...(files && { files }), folders: [root] });
};

it('reads variables beside the inventory, wherever the editor has them', async () => {
  await start({ [uri]: text, [`${root}/group_vars/all.yml`]: 'token: ""\n' });
  const variables = await client.open(`${root}/group_vars/all.yml`, 'token: ""\n');
  expect(variables.diagnostics.map(({ code }) => code)).toContain('token-empty');
  const opened = await client.open(uri, text);
  expect(opened.diagnostics.map(({ code }) => code)).not.toContain('token-missing');
});

it('reads them where a file system has no authority', async () => {
  const folder = 'memfs:/cluster';
  await start({ [`${folder}/hosts.yml`]: text, [`${folder}/group_vars/all.yml`]: 'token: ""\n' });
  const opened = await client.open(`${folder}/group_vars/all.yml`, 'token: ""\n');
  expect(opened.diagnostics.map(({ code }) => code)).toContain('token-empty');
});

it('says of what needs a disk or Git that it is not there', async () => {
  await start({ [uri]: text });
  await client.open(uri, text);
  expect(await client.request(vaultSources.name, { uri })).toEqual([]);
  expect(await client.request(searchHistory.name, { uri, plaintext: 'x'.repeat(20) })).toMatchObject({
    refused: expect.stringContaining('Git'),
  });
  const [host] = /^\s+([\w.-]+):$/m.exec(text.slice(text.indexOf('hosts:') + 6)) ?? [];
  expect(
    await client.request(previewedHost.name, { uri, host: host?.trim().slice(0, -1), state: 'head' }),
  ).toMatchObject({ refused: expect.any(String) });
});

it('looks into what lies in the airgap folder, checksums included', async () => {
  const airgapped = text.replace('  vars:\n', '  vars:\n    airgap_dir: airgap\n');
  await start({
    [uri]: airgapped,
    [`${root}/airgap/k3s`]: program('amd64', 'v1.31.12+k3s1'),
    [`${root}/airgap/k3s-airgap-images-amd64.tar.zst`]: webPage(),
    [`${root}/airgap/k3s-install.sh`]: script(),
    [`${root}/airgap/sha256sum-amd64.txt`]: `${'0'.repeat(64)}  k3s\n`,
  });
  await client.open(uri, airgapped);
  const answer = await client.request<{ rows: readonly ReportRow[]; end: ReportEnd }>(airgapReport.name, {
    uri,
    playbookFolder: root,
  });
  expect(Object.fromEntries(answer.rows.map((row) => [row.id, row.state]))).toMatchObject({
    'binary:amd64': 'met',
    'release:amd64': 'met',
    'checksum:k3s': 'wrong',
    'images:amd64': 'wrong',
    script: 'met',
  });
});
