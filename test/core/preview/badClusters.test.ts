// Inventories that make no cluster, or several: said in its place, and all hosts are shown nevertheless.
import { expect, it } from 'vitest';
import { createInventoryQueries } from '../../../server/src/core/index.ts';
import { preflight } from '../../../server/src/core/services/preflight/preflight.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

const VARS = `  vars: { k3s_version: v1.31.12+k3s1, token: abcdefgh12345678, ansible_user: me }\n`;

async function asked(text: string) {
  const files = createMemoryFileSystem({ 'inventory.yml': text });
  const target = { sources: [uriOf('inventory.yml')] };
  const answer = await createInventoryQueries(files).preview(target);
  return { hosts: answer?.hosts ?? {}, verdict: await preflight(files, target) };
}

it('no server: each agent says so', async () => {
  const { hosts, verdict } = await asked(
    `k3s_cluster:\n  children:\n    server: { hosts: }\n    agent: { hosts: { a1: { api_endpoint: 10.0.0.1 } } }\n${VARS}`,
  );
  const reason = 'No host is a server: the agents have no cluster to join.';
  expect(hosts.a1?.unknown).toContainEqual({ where: 'role', reason });
  expect(hosts.a1?.installer?.exec).toBe('agent --server https://10.0.0.1:6443 ');
  expect(verdict?.verdict).toBe('not-ready');
});

it('two clusters: the verdict names the endpoints, and whose cluster the play makes', async () => {
  const hosts = (name: string, address: string): string =>
    `{ hosts: { ${name}: { api_endpoint: ${address} } } }`;
  const { verdict, ...preview } = await asked(`east:
  children:
    server: ${hosts('e1', '10.0.0.1')}
    agent: ${hosts('e2', '10.0.0.1')}
west:
  children:
    west_server: ${hosts('w1', '10.1.0.1')}
server: { children: { west_server: } }
k3s_cluster:
  children: { server: , agent: }
${VARS}`);
  expect(Object.keys(preview.hosts).sort()).toEqual(['e1', 'e2', 'w1']);
  const several = verdict?.reasons.find(({ message }) =>
    message.startsWith('The nodes have several endpoints'),
  );
  expect(several).toMatchObject({ kind: 'risk', message: expect.stringContaining('10.0.0.1, 10.1.0.1') });
});

it('a variable that needs itself: its host says so, and the others are shown', async () => {
  const { hosts, verdict } = await asked(`k3s_cluster:
  children:
    server: { hosts: { s1: { extra_server_args: "{{ extra_server_args }} x" } } }
    agent: { hosts: { a1: } }
${VARS.replace('{ ', '{ api_endpoint: 10.0.0.1, ')}`);
  expect(JSON.stringify(hosts.s1?.unknown)).toContain('needs its own value');
  expect(hosts.a1?.unknown).toEqual([]);
  expect(verdict?.verdict).toBe('not-ready');
});
