// A file is an inventory only by what it is itself: whatever lies beside a project's variables is left in peace.
import { describe, expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const PROJECT = {
  'group_vars/all.yml': 'k3s_version: v1.31.12+k3s1\napi_endpoint: 10.0.0.1\ntoken: x\n',
  'group_vars/k3s_cluster.yml': 'server_config_yaml: x\ncluster_context: home\nk3s_version: v1.31.12+k3s1\n',
};

const PRINTED = {
  _meta: { hostvars: { node1: { k3s_version: 'v1.31.12+k3s1', token: 'Zq8vN2xW5kT1mR7p' } } },
  all: { children: ['ungrouped', 'k3s_cluster'] },
  k3s_cluster: { children: ['server', 'agent'] },
  server: { hosts: ['node1'] },
};

async function check(name: string, text: string, project: Readonly<Record<string, string>> = PROJECT) {
  const service = createTestService(createMemoryFileSystem({ ...project, [name]: text }));
  const { recognition, diagnoses } = await service.check(uriOf(name), {});
  return { kind: recognition.kind, findings: diagnoses.filter(({ uri }) => uri === uriOf(name)).length };
}

describe('no inventory, beside variables of k3s-ansible', () => {
  it.each<[string, string, string]>([
    ['a playbook', 'site.yml', '- hosts: server\n  roles: [k3s_server]\n'],
    ['a playbook that imports', 'site.yml', '- import_playbook: k3s.orchestration.site\n'],
    ['requirements', 'requirements.yml', 'collections:\n  - name: k3s.orchestration\n    version: 1.2.0\n'],
    ['tasks', 'roles/x/tasks/main.yml', '- name: a\n  command: k3s server\n'],
    ['defaults of a role', 'roles/x/defaults/main.yml', 'server: 1\nagent: 2\nk3s_version: v1\n'],
    ['meta of a role', 'roles/x/meta/main.yml', 'galaxy_info:\n  author: a\ndependencies: []\n'],
    ['a manifest', 'ingress.yml', 'apiVersion: v1\nkind: Ingress\nspec:\n  rules:\n    - host: a\n'],
    ['a gateway', 'gw.yml', 'apiVersion: v1\nkind: Gateway\nserver:\n  hosts: {a: }\n'],
    [
      'compose',
      'docker-compose.yml',
      'services:\n  server:\n    image: rancher/k3s\n    hosts: {}\nvolumes: {}\n',
    ],
    ['a package', 'package.json', '{"name": "k3s", "dependencies": {"server": "1"}, "scripts": {}}'],
    ['settings', '.vscode/settings.json', '{"ansible.python": "x", "k3sInventory.rules": {}}'],
    [
      'values of a chart',
      'values.yaml',
      'server:\n  ingress:\n    hosts:\n      - a\nagent:\n  replicas: 1\n',
    ],
    ['a workflow', 'ci.yml', 'on: push\njobs:\n  server:\n    runs-on: x\n'],
    ['an execution environment', 'ee.yaml', 'version: 3\nimages:\n  base_image:\n    name: a\n'],
    ['a Vagrantfile', 'Vagrantfile', '# vagrant\nVagrant.configure("2") do |config|\n  x = [1]\nend\n'],
    ['a broken manifest', 'x.yml', 'apiVersion: v1\nkind: [A\nserver: {\n'],
    ['other hosts', 'postgres.ini', '[postgres]\ndb1\n\n[postgres:vars]\nansible_user=root\n'],
    ['other hosts in YAML', 'db.yml', 'db:\n  hosts:\n    db1:\n'],
    ['other hosts, well named', 'inventory.yml', 'db:\n  hosts:\n    db1:\n'],
    ['nothing', 'notes.yml', ''],
    ['what ansible-inventory has printed', 'inventory.json', JSON.stringify(PRINTED)],
    ['the same under any name', 'backup/cluster-2026.json', JSON.stringify(PRINTED)],
  ])('%s', async (_, name, text) => {
    expect(await check(name, text)).toEqual({ kind: 'other', findings: 0 });
  });

  const GROUPS = 'k3s_cluster:\n  children:\n    server:\n      hosts:\n        a: {}\n';
  it('values that look like groups, in the folder of a Helm chart', async () => {
    const chart = { ...PROJECT, 'chart/Chart.yaml': 'apiVersion: v2\nname: x\n' };
    expect(await check('chart/values-prod.yaml', GROUPS, chart)).toEqual({ kind: 'other', findings: 0 });
    expect(await check('chart/hosts.yaml', GROUPS, chart)).toMatchObject({ kind: 'k3s-ansible' });
    expect(await check('values.yaml', GROUPS)).toMatchObject({ kind: 'k3s-ansible' });
  });
});

it('hosts of a cluster that another role sets up, with a name that any project may use', async () => {
  const text = 'all:\n  vars:\n    kubeconfig: a\n  children:\n    k3s_cluster:\n      hosts:\n        a:\n';
  expect(await check('inventory.yml', text, {})).toEqual({ kind: 'other', findings: 0 });
});

describe('variables and groups of k3s-ansible that were left behind', () => {
  const groups =
    'k3s_cluster:\n  children:\n    master:\n      hosts:\n        a:\n    node:\n      hosts:\n        b:\n  vars:\n';
  const leftOver = '    token: x\n    api_endpoint: 10.0.0.1\n';

  it('are outweighed by those of techno-tim/k3s-ansible', async () => {
    const own =
      '    k3s_token: "{{ vault_k3s_token }}"\n    apiserver_endpoint: 10.0.0.2\n    k3s_version: v1.30.2+k3s2\n    flannel_iface: eth0\n';
    // The only finding is that nothing comes of what was left behind.
    expect(await check('hosts.yml', groups + leftOver + own, {})).toEqual({ kind: 'sibling', findings: 1 });
  });

  it.each([
    ['a role', '- hosts: k3s_cluster\n  roles:\n    - techno_tim.k3s_ansible.k3s_server\n'],
    ['a playbook by its path', '- import_playbook: /x/ansible_collections/techno_tim/k3s_ansible/site.yml\n'],
  ])('do not count where the plays use another collection: %s', async (_, play) => {
    expect((await check('hosts.yml', groups + leftOver, { 'site.yml': play })).kind).toBe('sibling');
  });

  it('count where the plays use k3s.orchestration', async () => {
    const play = '- import_playbook: k3s.orchestration.site\n';
    expect((await check('hosts.yml', groups, { 'site.yml': play })).kind).toBe('k3s-ansible');
    const other = 'db:\n  hosts:\n    a:\n';
    expect((await check('hosts.yml', other, { 'site.yml': play })).kind).toBe('other');
  });
});

describe('an inventory, whatever it is called', () => {
  it.each<[string, string, string]>([
    ['groups', 'prod.yml', 'k3s_cluster:\n  children:\n    server:\n      hosts:\n        a:\n    agent:\n'],
    ['only begun', 'prod.yml', 'k3s_cluster:\n'],
    ['without the cluster group', 'prod.yml', 'server:\n  hosts:\n    a:\nagent:\n  hosts:\n    b:\n'],
    ['broken', 'prod.yml', 'k3s_cluster:\n  children: [\n    server:\n'],
    ['INI', 'cluster', '[server]\na\n[agent]\nb\n[k3s_cluster:children]\nserver\nagent\n'],
    ['INI in a file called .yml', 'cluster.yml', '[server]\na\n[k3s_cluster:children]\nserver\n'],
    [
      'a list by mistake',
      'inventory.yml',
      '- k3s_cluster:\n    children:\n      server:\n        hosts:\n          a:\n',
    ],
  ])('%s', async (_, name, text) => {
    expect((await check(name, text)).kind).toBe('k3s-ansible');
  });
});

it('stops being one, and becomes one again, as it is edited', async () => {
  const fileSystem = createMemoryFileSystem(PROJECT);
  const service = createTestService(fileSystem);
  const kind = async (text: string) => {
    fileSystem.write('prod.yml', text);
    return (await service.check(uriOf('prod.yml'), {})).recognition.kind;
  };
  expect(await kind('services:\n  web:\n')).toBe('other');
  expect(await kind('k3s_cluster:\n  children:\n    server:\n')).toBe('k3s-ansible');
  expect(await kind('services:\n  k3s_cluster:\n')).toBe('other');
});
