// What an inventory becomes in the layout of k3s-ansible, as an editor asks for it: of what is typed.
import { afterEach, expect, it } from 'vitest';
import type { PlannedMigration } from '../../server/src/protocol/migration.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';

const URI = 'file:///nowhere/old/inventory.yml';
const inventory = (server: string): string => `k3s_cluster:
  children:
    ${server}: { hosts: { s1: } }
    node: { hosts: { a1: } }
  vars:
    k3s_version: v1.31.12+k3s1
    k3s_token: "{{ vault_token }}"
    apiserver_endpoint: 10.0.0.1
`;

let client: LspClient;
afterEach(() => client.stop());

const ask = (uri: string) =>
  client.request<PlannedMigration | { refused: string } | null>('k3sInventory/migrationPlan', { uri });

it('is given as new texts and a report, for what is typed', async () => {
  client = await startLspClient();
  await client.open(URI, inventory('master'));
  const plan = await ask(URI);
  expect(plan).toMatchObject({
    folder: 'file:///nowhere/old',
    files: [
      {
        from: URI,
        path: 'inventory.yml',
        text: inventory('server')
          .replace('node:', 'agent:')
          .replace('k3s_token', 'token')
          .replace('apiserver_endpoint', 'api_endpoint'),
      },
    ],
    markdown: expect.stringMatching(/^# From techno\\?-tim.*\n[\s\S]*`inventory\.yml:7`/),
  });
});

it('is refused with the reason, or nothing', async () => {
  client = await startLspClient();
  await client.open(URI, inventory('server').replace('node:', 'agent:').replace('apiserver_', 'api_'));
  expect(await ask(URI)).toEqual({ refused: 'This is an inventory of k3s-ansible already.' });
  await client.open('file:///nowhere/notes.yml', 'a: 1\n');
  expect(await ask('file:///nowhere/notes.yml')).toBeNull();
});
