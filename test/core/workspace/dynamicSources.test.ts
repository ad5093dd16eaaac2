// A static inventory that is opened alone, in a folder where a plugin or a script may make the rest of it.
import { expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const WHERE = 'ansible/hosts.yml';
const INVENTORY = `k3s_cluster:
  children:
    agent:
      hosts:
        node2:
  vars:
    user_kubectl: true
    cluster_context: home
`;
const SAID = 'error group-missing';

async function findingsOf(files: Readonly<Record<string, string>>, target = WHERE) {
  const service = createTestService(
    createMemoryFileSystem({ [WHERE]: INVENTORY, '.git/HEAD': '', ...files }),
  );
  const { diagnoses } = await service.check(uriOf(target), {});
  return diagnoses.filter(({ uri }) => uri === uriOf(target)).map((d) => `${d.severity} ${d.ruleId}`);
}

it.each<[string, Readonly<Record<string, string>>]>([
  ['a plugin', { 'ansible/proxmox.yml': 'plugin: community.general.proxmox\nurl: https://pve\n' }],
  [
    'constructed groups',
    { 'ansible/groups.yaml': '---\n# a\nplugin: constructed\ngroups:\n  server: true\n' },
  ],
  ['a script', { 'ansible/terraform.py': '#!/usr/bin/env python3\nif "--list" in sys.argv: pass\n' }],
])('%s may hold the servers, and its place is reported', async (_, beside) => {
  expect(await findingsOf({})).toContain(SAID);
  expect(await findingsOf(beside)).toEqual(['info source-out-of-sight']);
});

it.each<[string, Readonly<Record<string, string>>]>([
  ['a script that is no source', { 'ansible/deploy.sh': '#!/bin/sh\nansible-playbook site.yml\n' }],
  ['other files', { 'ansible/site.yml': '- hosts: all\n', 'ansible/x.yml': 'a:\n  plugin: b\n' }],
  [
    'a plugin that ansible.cfg leaves out',
    {
      'ansible/ansible.cfg': '[defaults]\ninventory = hosts.yml\n',
      'ansible/proxmox.yml': 'plugin: community.general.proxmox\n',
    },
  ],
  ['a plugin elsewhere', { 'other/proxmox.yml': 'plugin: community.general.proxmox\n' }],
])('%s changes nothing', async (_, beside) => {
  expect(await findingsOf(beside)).toContain(SAID);
});

it('makes no other inventory one of a cluster', async () => {
  const files = {
    'ansible/db.yml': 'db:\n  hosts:\n    a:\n',
    'ansible/proxmox.yml': 'plugin: community.general.proxmox\n',
    'ansible/group_vars/k3s_cluster.yml': 'token: ""\napi_endpoint: 10.0.0.1\n',
  };
  expect(await findingsOf(files, 'ansible/db.yml')).toEqual([]);
});
