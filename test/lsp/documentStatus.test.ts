// What a client can show of a document without asking for its findings.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import { ENDPOINT_OF_FIRST_SERVER, withEndpoint } from '../support/smallInventory.ts';

let client: LspClient;
beforeEach(async () => {
  client = await startLspClient();
});
afterEach(() => client.stop());

interface Status {
  readonly kind: string;
  readonly title: string;
  readonly lines: readonly string[];
}

async function statusOf(text: string): Promise<Status> {
  const uri = 'file:///status/inventory.yml';
  await client.open(uri, text);
  return client.request<Status>('k3sInventory/documentStatus', { uri });
}

it('an inventory says how large the cluster is, where the token stands and what is assumed', async () => {
  const { kind, title, lines } = await statusOf(withEndpoint(ENDPOINT_OF_FIRST_SERVER));
  expect(kind).toBe('inventory');
  expect(title).toBe('K3s: 1 server + 1 agent');
  expect(lines).toEqual([
    expect.stringMatching(/^token: inventory\.yml:\d+$/),
    'k3s-ansible: none was found near the inventory; the newest release is assumed',
    expect.stringMatching(/^ansible-core: 2\.\d+ is assumed, nothing names another$/),
    'Because of: variable api_endpoint; group server below k3s_cluster; and 6 more',
  ]);
});

it('that of another project says why it is not checked', async () => {
  const text =
    'master:\n  hosts:\n    n1:\nnode:\n  hosts:\n    n2:\nk3s_cluster:\n  children:\n    master:\n    node:\n  vars:\n    apiserver_endpoint: 10.0.0.1\n    k3s_token: x\n    flannel_iface: eth0\n';
  const { kind, lines } = await statusOf(text);
  expect(kind).toBe('sibling');
  expect(lines[0]).toMatch(/^An inventory of \S+\/k3s-ansible, which/);
});

it('anything else is left alone', async () => {
  expect(await statusOf('services:\n  web:\n    image: x\n')).toMatchObject({
    kind: 'other',
    title: 'Not checked',
  });
});

it('without a document the request is refused', async () => {
  await expect(client.request('k3sInventory/documentStatus', {})).rejects.toThrow('uri missing');
});
