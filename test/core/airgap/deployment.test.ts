// The order of a deployment without the default network: what the report says, from the inventory alone.
import { expect, it } from 'vitest';
import { createAirgapReports, isReportEnd, type ReportRow } from '../../../server/src/core/index.ts';
import { createMemoryBytes } from '../../support/airgapFolder.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

async function report(vars: string, servers = 's1: {}'): Promise<ReadonlyMap<string, ReportRow>> {
  const inventory = `k3s_cluster:
  children:
    server:
      hosts: { ${servers} }
    agent:
      hosts: { a1: {} }
  vars:
    api_endpoint: 10.0.0.1
    k3s_version: v1.31.12+k3s1
    airgap_dir: "{{ inventory_dir }}/airgap"
${vars}`;
  const fileSystem = createMemoryFileSystem({ 'inventory.yml': inventory, 'airgap/k3s': '' });
  const reports = createAirgapReports(fileSystem, createMemoryBytes(uriOf('airgap'), {}));
  const rows = new Map<string, ReportRow>();
  for await (const row of reports.report(uriOf('inventory.yml')))
    if (!isReportEnd(row)) rows.set(row.id, row);
  return rows;
}
const stages = (rows: ReadonlyMap<string, ReportRow>) =>
  [...rows.keys()].filter((id) => id.startsWith('stage:'));

it('has no stages with the default network', async () => {
  expect(stages(await report('    extra_server_args: "--disable traefik"\n'))).toEqual([]);
});

it('brings the core first, then the network, then the rest', async () => {
  const rows = await report(
    '    server_config_yaml: |\n      flannel-backend: none\n      disable: [traefik, servicelb]\n',
  );
  expect(stages(rows)).toEqual(['stage:core', 'stage:network', 'stage:network-policy', 'stage:add-ons']);
  expect(rows.get('stage:network')?.state).toBe('unknown');
  expect(rows.get('stage:add-ons')?.reason).toContain('traefik, servicelb');
});

it('finds the network among the manifests, and the settings among the arguments', async () => {
  const rows = await report(
    '    extra_server_args: "--flannel-backend=none --disable-network-policy --disable=coredns,traefik"\n    extra_manifests: [/srv/cilium.yaml]\n',
  );
  expect(rows.get('stage:network')).toMatchObject({
    state: 'met',
    reason: 'extra_manifests brings cilium.yaml; its images must lie in airgap_dir or in a registry.',
  });
  expect(stages(rows)).not.toContain('stage:network-policy');
});

it('says which settings differ between servers', async () => {
  const vars = '    server_config_yaml: |\n      flannel-backend: none\n      cluster-cidr: 10.1.0.0/16\n';
  const same = await report(vars, 's1: {}, s2: {}, s3: {}');
  expect(same.get('same-settings')?.state).toBe('met');
  const other = 's3: { server_config_yaml: "cluster-cidr: 10.2.0.0/16" }';
  const rows = await report(vars, `s1: {}, s2: {}, ${other}`);
  expect(rows.get('same-settings')).toMatchObject({
    state: 'wrong',
    reason: 'cluster-cidr, flannel-backend must be the same on all servers, or the others cannot join.',
  });
});

it('takes a default that is written for the same as one that is not', async () => {
  const vars = '    server_config_yaml: |\n      flannel-backend: none\n';
  const other = 's2: { server_config_yaml: "{flannel-backend: none, cluster-domain: cluster.local}" }';
  const rows = await report(vars, `s1: {}, ${other}`);
  expect(rows.get('same-settings')?.state).toBe('met');
});
