// The verdict on an inventory as an editor asks for it: of what is typed, in the user's language.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import type { PreflightText } from '../../server/src/protocol/preflight.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import { createFolder } from '../support/terminal.ts';

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
  expect(answer?.command).toBe('ansible-playbook -i /nowhere/inventory.yml k3s.orchestration.site');
});

it('looks for the airgap folder from the folder of the playbook that is named', async () => {
  const folder = createFolder({ 'plays/airgap/k3s': '' });
  client = await startLspClient();
  const uri = pathToFileURL(join(folder.path, 'inventory.yml')).href;
  await client.open(uri, inventory('    airgap_dir: airgap\n'));
  const playbookFolder = pathToFileURL(join(folder.path, 'plays')).href;
  const params = { uri, playbookFolder };
  const named = await client.request<PreflightText | null>('k3sInventory/preflight', params);
  const unnamed = await ask(uri);
  folder.remove();
  const isFound = '“k3s” is empty';
  expect(unnamed?.markdown).not.toContain(isFound);
  expect(named?.markdown).toContain(isFound);
});

it('is nothing for a document that is no inventory', async () => {
  client = await startLspClient();
  await client.open(URI, 'x: 1\n');
  expect(await ask(URI)).toBeNull();
});
