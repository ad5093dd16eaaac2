import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../server/src/core/session/workspace.ts';
import { createDiskFileSystem } from '../../../server/src/node/diskFileSystem.ts';
import { corpusFolder } from '../../support/inventoryCorpus.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

async function recognised(text: string, name = 'inventory.yml', more: Record<string, string> = {}) {
  const workspace = createWorkspace(createMemoryFileSystem({ [name]: text, ...more }));
  const [analysis] = await workspace.analyze(uriOf(name));
  return analysis?.recognition;
}

const cluster = (body: string): string => `k3s_cluster:\n${body}`;

describe('an inventory of k3s-ansible', () => {
  it.each<[string, string]>([
    [
      'server and agent',
      cluster('  children:\n    server:\n      hosts: { a: }\n    agent:\n      hosts: { b: }\n'),
    ],
    ['a server alone', cluster('  children:\n    server:\n      hosts:\n        a:\n')],
    [
      'below all',
      'all:\n  children:\n    k3s_cluster:\n      children:\n        server:\n          hosts:\n            a:\n',
    ],
    ['children forgotten', cluster('  server:\n    hosts:\n      a:\n  vars:\n    ansible_user: debian\n')],
    ['nothing in it yet', cluster('')],
    ['only a user yet', cluster('  vars:\n    ansible_user: debian\n')],
    [
      'own group names',
      cluster('  children:\n    cp:\n      hosts:\n        a:\n  vars:\n    server_group: cp\n'),
    ],
    [
      'a variable of k3s-ansible alone',
      cluster('  children:\n    masters:\n      hosts:\n        a:\n  vars:\n    airgap_dir: ./x\n'),
    ],
    [
      'no cluster group',
      'server:\n  hosts:\n    a:\nagent:\n  hosts:\n    b:\nall:\n  vars:\n    api_endpoint: a\n',
    ],
    [
      'broken by Jinja',
      cluster('  children:\n    server:\n      hosts:\n        a:\n  vars:\n    api_endpoint: {{ x }}\n'),
    ],
    [
      'broken before the groups',
      'all:\n  vars: {a: b\n  children:\n    k3s_cluster:\n      children:\n        server:\n',
    ],
    ['a tab', cluster('  children:\n\tserver:\n\t  hosts:\n')],
    ['hosts as a list', cluster('  children:\n    server:\n      hosts:\n        - a\n')],
  ])('%s', async (_, text) => {
    expect(await recognised(text)).toEqual({ kind: 'k3s-ansible' });
  });

  it('is not one with other groups, none of its variables and a release of K3s: other roles install it', async () => {
    const groups = '  children:\n    leaders:\n      hosts: { a: }\n    followers:\n      hosts: { b: }\n';
    const release = '  vars:\n    k3s_version: v1.31.12+k3s1\n    extra_server_args: ""\n';
    expect(await recognised(cluster(groups + release))).toMatchObject({ dialect: 'other-role' });
    const ours = await recognised(cluster(`${groups}${release}    api_endpoint: a\n    token: x\n`));
    expect(ours).toEqual({ kind: 'k3s-ansible' });
  });

  it('whose variables are partly those of another project: its plays run on groups that are not there', async () => {
    const left =
      '    apiserver_endpoint: a\n    metal_lb_ip_range: b\n    kube_vip_tag_version: c\n    flannel_iface: d\n';
    const groups = '  children:\n    server:\n      hosts: { a: }\n    agent:\n      hosts: { b: }\n';
    const own = '  vars:\n    token: x\n    api_endpoint: a\n';
    expect(await recognised(cluster(groups + own + left))).toEqual({ kind: 'k3s-ansible' });
    const renamed = `${groups}${own}${left}    group_name_master: server\n`;
    expect(await recognised(cluster(renamed))).toMatchObject({ dialect: 'techno-tim' });
  });

  it('in INI, with its variables in group_vars', async () => {
    const text = '[server]\na\n\n[agent]\n\n[k3s_cluster:children]\nserver\nagent\n';
    const more = { 'group_vars/k3s_cluster.yml': 'api_endpoint: a\n' };
    expect(await recognised(text, 'hosts.ini', more)).toEqual({ kind: 'k3s-ansible' });
  });
});

describe('an inventory of another project', () => {
  it.each<[string, string]>([
    [
      'techno-tim',
      'master:\n  hosts:\n    a:\nnode:\n  hosts:\n    b:\nall:\n  vars:\n    k3s_token: x\n    apiserver_endpoint: y\n',
    ],
    [
      'before 2023',
      'k3s_cluster:\n  children:\n    master:\n      hosts:\n        a:\n    node:\n  vars:\n    master_ip: a\n',
    ],
    ['PyratLabs', 'k3s_cluster:\n  hosts:\n    a:\n      k3s_control_node: true\n'],
    ['PyratLabs, broken', 'k3s_cluster:\n  hosts:\n    a:\n      k3s_control_node: true\n  vars: [\n'],
  ])('is a sibling’s: %s', async (_, text) => {
    expect(await recognised(text)).toMatchObject({ kind: 'sibling' });
  });

  it('is not there yet, though its variables are: a fresh clone whose inventory Git leaves out', async () => {
    const workspace = createWorkspace(
      createMemoryFileSystem({
        'ansible.cfg': '[defaults]\ninventory = inventory/hosts.yml\n',
        'inventory/group_vars/k3s_cluster.yml': 'k3s_version: v1.31.5+k3s1\ntoken: "{{ vault_token }}"\n',
      }),
    );
    const [analysis] = await workspace.analyze(uriOf('inventory/hosts.yml'));
    expect(analysis?.recognition).toEqual({ kind: 'other' });
  });

  it.each<[string, string]>([
    [
      'other children',
      'k3s_cluster:\n  children:\n    control:\n      hosts:\n        a:\n    workers:\n      hosts:\n        b:\n',
    ],
    ['hosts of its own', 'k3s_cluster:\n  hosts:\n    a:\n'],
    ['a web server', 'server:\n  hosts:\n    a:\n  vars:\n    token: x\n'],
    ['a playbook', '- hosts: k3s_cluster\n  roles: [common]\n'],
    ['nothing', ''],
    ['a text', 'hello\n'],
  ])('is left in peace: %s', async (_, text) => {
    expect(await recognised(text)).not.toEqual({ kind: 'k3s-ansible' });
  });
});

const corpus = corpusFolder();
describe.skipIf(corpus === undefined)('the corpus', () => {
  const names = corpus === undefined ? [] : readdirSync(`${corpus}/inventories`);
  const workspace = createWorkspace(createDiskFileSystem());
  it.each(names)('%s', async (name) => {
    const base = `${corpus}/inventories/${name}`;
    const meta = JSON.parse(readFileSync(`${base}/meta.json`, 'utf8')) as {
      flavour: string;
      inv_run: string;
    };
    const path = `${base}/files/${meta.inv_run}`;
    if (!existsSync(path)) return;
    const analyses = await workspace.analyze(pathToFileURL(path).href);
    const isOurs = analyses.some(({ recognition }) => recognition.kind === 'k3s-ansible');
    // Its variables lie beside a playbook that the collection does not have.
    if (name.startsWith('094-')) return expect(isOurs).toBe(false);
    // A Terraform template is no inventory yet.
    expect(isOurs).toBe(meta.flavour === 'k3s-io current' && !meta.inv_run.endsWith('.tpl'));
  });
});
