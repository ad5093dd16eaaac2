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

/** Two clusters side by side: their first servers with these variables, and an agent of the second. */
const TWO = (east: string, west: string): string => `k3s_cluster:
  children:
    server:
      children:
        east: { hosts: { e1: { ansible_host: 10.0.0.1 }, e2: { ansible_host: 10.0.0.2 } }, vars: { ${east} } }
        west: { hosts: { w1: { ansible_host: 10.1.0.1 } }, vars: { ${west} } }
    agent:
      hosts: { w2: { ${west} } }
${VARS}`;

async function severalIn(text: string) {
  const { hosts, verdict } = await asked(text);
  const reasons = verdict?.reasons.filter(({ message }) => message.startsWith('The nodes have several'));
  return { hosts: Object.keys(hosts).sort(), verdict: verdict?.verdict, reasons };
}

it('two clusters: nodes that would wait for themselves fail at the start of K3s', async () => {
  const { hosts, verdict, reasons } = await severalIn(
    TWO('api_endpoint: 10.0.0.1', 'api_endpoint: 10.1.0.1'),
  );
  expect(hosts).toEqual(['e1', 'e2', 'w1', 'w2']);
  expect(verdict).toBe('not-ready');
  expect(reasons).toEqual([
    expect.objectContaining({
      kind: 'fails',
      task: 'k3s_server : Enable and start K3s service',
      hosts: ['w1', 'w2'],
      message: expect.stringContaining('10.0.0.1, 10.1.0.1'),
    }),
  ]);
});

it('two clusters: the preview says it at the node that would wait for itself', async () => {
  const { hosts } = await asked(TWO('api_endpoint: 10.0.0.1', 'api_endpoint: 10.1.0.1'));
  const saying = Object.entries(hosts).filter(([, { unknown }]) =>
    unknown.some(({ where }) => where === 'role'),
  );
  expect(saying.map(([host]) => host)).toEqual(['w1']);
  expect(saying[0]?.[1].unknown).toContainEqual({
    where: 'role',
    reason: 'the node is to join through 10.1.0.1, its own address: in a new cluster it waits for itself',
  });
});

it('two clusters behind addresses that no node has: it cannot be known whether these are one', async () => {
  const { verdict, reasons } = await severalIn(
    TWO('api_endpoint: east.example.com', 'api_endpoint: west.example.com'),
  );
  expect({ verdict, kinds: reasons?.map(({ kind }) => kind) }).toEqual({
    verdict: 'cannot-know',
    kinds: ['unknown'],
  });
});

it('agents with an endpoint of their own are worth a look, and stop nothing', async () => {
  const { verdict, reasons } = await severalIn(
    TWO('api_endpoint: 10.0.0.1', 'api_endpoint: 10.0.0.1').replace(
      'w2: { api_endpoint: 10.0.0.1 }',
      'w2: { api_endpoint: lb.example.com }',
    ),
  );
  expect({ verdict, kinds: reasons?.map(({ kind }) => kind) }).toEqual({ verdict: 'ready', kinds: ['risk'] });
});

it('two clusters with a group of servers of their own, and nodes that join by way of another server, are right', async () => {
  const own = TWO('api_endpoint: 10.0.0.1, server_group: east', 'api_endpoint: 10.1.0.1, server_group: west');
  expect((await severalIn(own)).reasons).toEqual([]);
  const chained = TWO('api_endpoint: 10.0.0.1', 'api_endpoint: 10.0.0.2');
  expect((await severalIn(chained)).reasons).toEqual([]);
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
