// Rules that need nothing but Ansible run on every inventory that installs K3s; the others know k3s-ansible only.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDialects } from '../../../server/src/core/k3s/dialects/loadDialects.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import { createEditingFileSystem } from '../../support/editingFileSystem.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const FAULTS = `
[all:vars]
ansible_ssh_pass=raspberry
registry="{{ groups['master' }}"
`;
const LEGACY = '[master]\nnode1\n[node]\nnode2\n[k3s_cluster:children]\nmaster\nnode\n';
const FORK = {
  'group_vars/all.yml':
    'k3s_token: "{{ vault_token }}"\napiserver_endpoint: 10.0.0.222\nk3s_version: v1.30.2+k3s2\n',
};

async function check(text: string, others: Readonly<Record<string, string>> = {}) {
  const service = createTestService(createMemoryFileSystem({ ...others, 'hosts.ini': text }));
  const { recognition, diagnoses } = await service.check(uriOf('hosts.ini'), {});
  return { kind: recognition.kind, found: diagnoses.map(({ ruleId }) => ruleId).sort() };
}

describe('of an inventory that another project installs K3s with', () => {
  it.each([
    [
      'the layout before November 2023',
      `${LEGACY}[k3s_cluster:vars]\nmaster_ip=10.0.0.1\nk3s_version=v1.22.3+k3s1\n`,
      {},
    ],
    ['techno-tim/k3s-ansible', LEGACY, FORK],
    ['another role', '[k3s_servers]\nnode1\n[k3s_agents]\nnode2\n', {}],
  ])('faults of any inventory are reported, and nothing else: %s', async (_, groups, others) => {
    expect(await check(groups, others)).toEqual({ kind: 'sibling', found: [] });
    expect(await check(groups + FAULTS, others)).toEqual({
      kind: 'sibling',
      found: ['jinja-syntax', 'secret-plaintext'],
    });
  });

  it.each([
    ['some-SUPER-DEDEUPER-secret-password', ['token-placeholder']],
    ['mysupersecuretoken', ['token-placeholder']],
    ['Un1v3rs3', ['secret-plaintext']],
    ['{{ vault_k3s_token }}', []],
  ])('its own name of the token is known: %s', async (token, expected) => {
    const vars = `k3s_token: "${token}"\napiserver_endpoint: 10.0.0.222\nk3s_version: v1.30.2+k3s2\ntoken: changeme\n`;
    expect((await check(LEGACY, { 'group_vars/all.yml': vars })).found).toEqual(expected);
  });

  it('a filter may be its own', async () => {
    const text = `${LEGACY}[all:vars]\na="{{ 1 | own_filter }}"\n`;
    expect((await check(text, FORK)).found).toEqual(['jinja-unknown-filter']);
    const own = { ...FORK, 'filter_plugins/own.py': 'class FilterModule: pass\n' };
    expect((await check(text, own)).found).toEqual([]);
  });
});

it('while the user types, whose inventory it is stays right', async () => {
  const groups = 'all:\n  children:\n    kube_control_plane:\n    kube_node:\n    master:\n    node:\n';
  const before = `${groups}  vars:\n    ansible_password: raspberry\n    apiserver: 10.0.0.9\n    metallb_type: native\n`;
  const after = before.replace('apiserver:', 'apiserver_endpoint:').replace('metallb', 'metal_lb');
  const host = createEditingFileSystem({ 'hosts.yml': before });
  const service = createTestService(host);
  const found = async () => (await service.check(uriOf('hosts.yml'), {})).diagnoses.map((d) => d.ruleId);
  expect(await found()).toEqual([]);
  for (const [text, expected] of [
    [after, ['secret-plaintext']],
    [before, []],
    [after, ['secret-plaintext']],
  ] as const) {
    host.type('hosts.yml', text);
    expect(await found()).toEqual(expected);
  }
});

it('nothing is reported of an inventory that is not there', async () => {
  const vars = { 'group_vars/k3s_cluster.yml': 'k3s_become: true\nk3s_etcd_datastore: true\n', ...FORK };
  const files = { 'ansible.cfg': '[defaults]\ninventory = hosts.ini\n', ...vars };
  const service = createTestService(createMemoryFileSystem(files));
  const { recognition, diagnoses } = await service.check(uriOf('hosts.ini'), {});
  expect([recognition.kind, diagnoses]).toEqual(['other', []]);
});

it('of what installs something else, nothing is reported', async () => {
  const groups = '[kube_control_plane]\na\n[kube_node]\nb\n[etcd]\na\n';
  expect(await check(groups + FAULTS)).toEqual({ kind: 'sibling', found: [] });
});

it.each([
  ['what installs something else', '[kube_control_plane]\na\n[kube_node]\nb\n[etcd]\na\n'],
  ['what has nothing to do with any of it', '[db]\na\n'],
])('of %s, the same is reported where every inventory shall be checked', async (_, groups) => {
  const files = { 'hosts.ini': groups + FAULTS, 'site.yml': '- hosts: db\n  vars:\n    a: "{{ b"\n' };
  const service = createTestService(createMemoryFileSystem(files));
  const found = async (name: string, settings: { anyInventory?: boolean }) =>
    (await service.check(uriOf(name), settings)).diagnoses.map(({ ruleId }) => ruleId).sort();
  expect(await found('hosts.ini', {})).toEqual([]);
  expect(await found('hosts.ini', { anyInventory: true })).toEqual(['jinja-syntax', 'secret-plaintext']);
  expect(await found('site.yml', { anyInventory: true })).toEqual([]);
});

it('no rule knows another project by its name', () => {
  const room = join(import.meta.dirname, '../../../server/src/core/rules');
  const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const ids = loadDialects()
    .map(({ id }) => id)
    .filter((id) => !['other-role', 'rke2', 'k3s-io'].includes(id));
  const naming = files.filter((name) => {
    const code = readFileSync(join(room, name), 'utf8').replaceAll(/\bmsg\([^;]*?\),?\n/gs, '');
    return ids.some((id) => code.includes(`'${id}'`));
  });
  expect(naming).toEqual([]);
});

it('what a rule needs is the same wherever it is looked up', () => {
  expect(rules.filter(({ needs }) => needs !== undefined).length).toBeGreaterThan(10);
  expect(rules.filter(({ needs }) => needs === undefined).length).toBeGreaterThan(10);
});
