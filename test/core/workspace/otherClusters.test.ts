// Two clusters of one workspace that write the same kubeconfig: found across folders, with the place of the other one.
import { expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const inventory = (net: string): string =>
  `k3s_cluster:
  children:
    server:
      hosts:
        ${net}-1: { ansible_host: 10.${net}.0.1 }
    agent:
      hosts:
        ${net}-2: { ansible_host: 10.${net}.0.2 }
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: 10.${net}.0.1
`;

const vars = (context: string): string => `# of the cluster\ncluster_context: ${context}\n`;

async function found(files: Readonly<Record<string, string>>, path: string) {
  const service = createTestService(createMemoryFileSystem(files));
  const { diagnoses } = await service.check(uriOf(path), {});
  return diagnoses.filter(({ ruleId }) => ruleId === 'kubeconfig-of-two-clusters');
}

it('is found between folders side by side, and shows where the other one is', async () => {
  const files = {
    'repo/inventories/prod/hosts.yml': inventory('1'),
    'repo/inventories/prod/group_vars/k3s_cluster.yml': vars('home'),
    'repo/inventories/staging/hosts.yml': inventory('2'),
    'repo/inventories/staging/group_vars/k3s_cluster.yml': vars('home'),
    'repo/inventories/test/hosts.yml': inventory('3'),
    'repo/inventories/test/group_vars/k3s_cluster.yml': vars('other'),
  };
  const [one, ...more] = await found(files, 'repo/inventories/prod/hosts.yml');
  expect(more).toEqual([]);
  expect(one?.message).toContain('staging/hosts.yml');
  expect(one?.related.map(({ uri, start }) => [uri, start.line])).toEqual([
    [uriOf('repo/inventories/staging/group_vars/k3s_cluster.yml'), 1],
  ]);
});

it('is found where both clusters read one file', async () => {
  const files = {
    'repo/playbooks/site.yml': '- hosts: k3s_cluster\n  roles: [k3s_server]\n',
    'repo/playbooks/group_vars/all.yml': vars('home'),
    'repo/inventory/prod.yml': inventory('1'),
    'repo/inventory/staging.yml': inventory('2'),
  };
  const [one] = await found(files, 'repo/inventory/prod.yml');
  expect(one?.message).toContain('inventory/staging.yml');
  expect(one?.related).toEqual([]);
});

it.each([
  ['folders that nothing says are of clusters', 'repo/prod/hosts.yml', 'repo/staging/hosts.yml'],
  ['a sample', 'repo/inventory/hosts.yml', 'repo/inventory/sample/hosts.yml'],
  ['a sample that is open itself', 'repo/inventory/example.yml', 'repo/inventory/hosts.yml'],
])('nothing is said of %s', async (_, own, other) => {
  const text = (net: string): string => `${inventory(net)}    cluster_context: home\n`;
  expect(await found({ [own]: text('1'), [other]: text('2') }, own)).toEqual([]);
});
