// Reasons of the verdict: one for each cause, with the tasks and hosts that it stops, and none twice.
import { expect, it } from 'vitest';
import { preflight } from '../../../server/src/core/services/preflight/preflight.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

const hosts = `k3s_cluster:
  children:
    server: { hosts: { s1: { ansible_host: 10.0.0.1 }, s2: { ansible_host: 10.0.0.2 }, s3: { ansible_host: 10.0.0.3 } } }
    agent: { hosts: { a1: { ansible_host: 10.0.0.4 } } }
`;
const vars = `    ansible_user: me
    k3s_version: v1.31.12+k3s1
    token: Xk7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE
    api_endpoint: 10.0.0.1
`;

async function reasonsFor(text: string) {
  const files = createMemoryFileSystem({ 'inventory.yml': text });
  const answer = await preflight(files, { sources: [uriOf('inventory.yml')] });
  return { verdict: answer?.verdict, reasons: answer?.reasons ?? [] };
}

it('variables of the cluster that stand at another group: one reason for each, with all tasks and hosts', async () => {
  const { verdict, reasons } = await reasonsFor(`${hosts}lb:\n  hosts: { l1: }\n  vars:\n${vars}`);
  expect(verdict).toBe('not-ready');
  const failing = reasons.filter(({ kind }) => kind === 'fails');
  expect(failing.map(({ rule }) => rule)).toEqual(['api-endpoint-missing', 'k3s-version-missing']);
  expect(failing[1]).toMatchObject({
    task: 'k3s_server : Run K3s install script',
    alternatives: ['k3s_agent : Run K3s install script'],
    hosts: ['s1', 'a1'],
  });
  expect(failing[0]?.hosts).toEqual(['s2', 's3', 'a1']);
});

it('a configuration that is none names the task that stops at it, each task once', async () => {
  const { reasons } = await reasonsFor(
    `${hosts}  vars:\n${vars}    server_config_yaml: some words\n    registries_config_yaml: more words\n`,
  );
  const found = reasons.filter(({ rule }) => rule === 'k3s-config-form');
  expect(found.map(({ task }) => task)).toEqual([
    'k3s_server : Merge user server config with generated server config',
    'k3s_server : Enable and start K3s service',
  ]);
  for (const { task, alternatives = [] } of found)
    expect(new Set([task, ...alternatives]).size).toBe(alternatives.length + 1);
});

it('a manifest that is not on this machine makes the verdict unknown, because Ansible may run on another one', async () => {
  const { verdict, reasons } = await reasonsFor(
    `${hosts}  vars:\n${vars}    extra_manifests: [/path/to/manifest.yaml]\n`,
  );
  expect(verdict).toBe('cannot-know');
  expect(reasons.find(({ rule }) => rule === 'extra-manifest-missing')).toMatchObject({
    kind: 'unknown',
    task: 'prereq : Copy manifests',
  });
});
