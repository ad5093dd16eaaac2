// A client that reads files for the server: inventories in a remote repository are read with all that is around them.
import { afterEach, expect, it } from 'vitest';
import { previewedHost } from '../../server/src/protocol/preview.ts';
import { searchHistory, vaultSources } from '../../server/src/protocol/vault.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import { ENDPOINT_OF_FIRST_SERVER, withEndpoint } from '../support/smallInventory.ts';

const root = 'vscode-vfs://github/someone/cluster';
const uri = `${root}/inventory.yml`;
const text = withEndpoint(ENDPOINT_OF_FIRST_SERVER);

let client: LspClient;
afterEach(() => client.stop());

const start = async (files: Readonly<Record<string, string>> | undefined): Promise<void> => {
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
