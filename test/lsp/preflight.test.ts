// The verdict on an inventory as an editor asks for it: of what is typed, in the user's language.
import { afterEach, expect, it } from 'vitest';
import type { PreflightText } from '../../server/src/protocol/preflight.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';

const URI = 'file:///nowhere/inventory.yml';
const inventory = (vars: string): string => `k3s_cluster:
  children:
    server:
      hosts: { s1: { ansible_host: 10.0.0.1 } }
    agent:
      hosts: {}
  vars:
    ansible_user: debian
    k3s_version: v1.31.12+k3s1
    api_endpoint: 10.0.0.1
${vars}`;

let client: LspClient;
afterEach(() => client.stop());

const ask = (uri: string) => client.request<PreflightText | null>('k3sInventory/preflight', { uri });

it('is given as Markdown, for what is typed', async () => {
  client = await startLspClient();
  await client.open(URI, inventory('    extra_service_envs: {}\n'));
  const answer = await ask(URI);
  expect(answer?.verdict).toBe('not-ready');
  expect(answer?.markdown).toContain('k3s_server : Add service environment variables');
});

it('is nothing for a document that is no inventory', async () => {
  client = await startLspClient();
  await client.open(URI, 'x: 1\n');
  expect(await ask(URI)).toBeNull();
});
