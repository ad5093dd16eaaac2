import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../server/src/core/session/workspace.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

const cluster = (host: string): string =>
  `k3s_cluster:\n  children:\n    server:\n      hosts:\n        ${host}:\n    agent:\n      hosts:\n        ${host}-agent:\n`;
const clusterIni = (host: string): string =>
  `[server]\n${host}\n\n[agent]\n${host}-agent\n\n[k3s_cluster:children]\nserver\nagent\n`;

/** The inventories of a document, as the paths of their sources joined by commas. */
async function inventoriesOf(path: string, files: Record<string, string>): Promise<readonly string[]> {
  const workspace = createWorkspace(createMemoryFileSystem(files));
  const analyses = await workspace.analyze(uriOf(path));
  return analyses.map(({ context }) => pathsOf(context.model.sources)).sort();
}

const pathsOf = (uris: readonly string[]): string =>
  uris.map((uri) => decodeURIComponent(uri).replace(`${uriOf('')}/`, '')).join(',');

describe('a file that is no file of variables', () => {
  it('is an inventory of its own', async () => {
    expect(await inventoriesOf('a.yml', { 'a.yml': cluster('a'), 'b.yml': cluster('b') })).toEqual(['a.yml']);
  });

  it('in no folder at all too', async () => {
    const workspace = createWorkspace(createMemoryFileSystem());
    const [analysis] = await workspace.analyze('untitled:Untitled-1');
    expect(analysis?.context.model.sources).toEqual(['untitled:Untitled-1']);
  });

  it('belongs to what ansible.cfg names together with it', async () => {
    const files = {
      'ansible.cfg': '[defaults]\ninventory = inv/a.yml, inv/b.ini\n',
      'inv/a.yml': cluster('a'),
      'inv/b.ini': clusterIni('b'),
      'inv/c.yml': cluster('c'),
    };
    expect(await inventoriesOf('inv/b.ini', files)).toEqual(['inv/a.yml,inv/b.ini']);
    expect(await inventoriesOf('inv/c.yml', files)).toEqual(['inv/c.yml']);
  });

  it('belongs to the folder that ansible.cfg names, unless Ansible ignores its ending', async () => {
    const files = {
      'ansible.cfg': '[defaults]\ninventory = hosts\n',
      'hosts/01.yml': cluster('a'),
      'hosts/02.yml': 'all:\n  vars:\n    token: x\n',
      'hosts/other.ini': clusterIni('b'),
    };
    const old = { ...files, 'requirements.txt': 'ansible-core==2.16.3\n' };
    expect(await inventoriesOf('hosts/02.yml', old)).toEqual(['hosts']);
    expect(await inventoriesOf('hosts/other.ini', old)).toEqual(['hosts/other.ini']);
    // Since ansible-core 2.19 it is read there, so that the folder holds two clusters.
    expect(await inventoriesOf('hosts/other.ini', files)).toEqual(['hosts/other.ini']);
    const one = { ...files, 'hosts/other.ini': '[all:vars]\nx=1\n' };
    expect(await inventoriesOf('hosts/other.ini', one)).toEqual(['hosts']);
  });

  it('is on its own in a folder of several clusters, even if ansible.cfg names the folder', async () => {
    const files = {
      'ansible.cfg': '[defaults]\ninventory = clusters\n',
      'clusters/prod.yml': cluster('a'),
      'clusters/test.yml': cluster('b'),
    };
    expect(await inventoriesOf('clusters/prod.yml', files)).toEqual(['clusters/prod.yml']);
  });

  it('takes the nearest ansible.cfg, and none from above the repository', async () => {
    const files = {
      'ansible.cfg': '[defaults]\ninventory = a/x.yml, a/y.yml, b/z.yml\n',
      'a/ansible.cfg': '[defaults]\nforks = 5\n',
      'a/x.yml': cluster('x'),
      'a/y.yml': cluster('y'),
      'b/.git': 'gitdir: elsewhere\n',
      'b/z.yml': cluster('z'),
    };
    expect(await inventoriesOf('b/z.yml', files)).toEqual(['b/z.yml']);
    expect(await inventoriesOf('a/x.yml', files)).toEqual(['a/x.yml']);
  });

  it.each([
    ['a broken one', 'inventory = a.yml, b.yml\n'],
    ['one that depends on the environment', '[defaults]\ninventory = a.yml, b.yml, ~/hosts\n'],
  ])('makes nothing of %s', async (_, config) => {
    const files = { 'ansible.cfg': config, 'a.yml': cluster('a'), 'b.yml': cluster('b') };
    expect(await inventoriesOf('a.yml', files)).toEqual(['a.yml']);
  });
});

describe('files side by side in a folder for inventories', () => {
  const all = 'inventory/remote/01-hosts,inventory/remote/02-vars.yml';

  it('are one inventory where they complete each other', async () => {
    const files = {
      'inventory/remote/01-hosts': clusterIni('a'),
      'inventory/remote/02-vars.yml': 'k3s_cluster:\n  vars:\n    token: x\n',
      'inventory/remote/README': 'About these files.\n',
      'inventory/remote/old.ini': clusterIni('b'),
    };
    expect(await inventoriesOf('inventory/remote/01-hosts', files)).toEqual([all]);
    expect(await inventoriesOf('inventory/remote/02-vars.yml', files)).toEqual([all]);
    expect(await inventoriesOf('inventory/remote/old.ini', files)).toEqual(['inventory/remote/old.ini']);
  });

  it.each<[string, Record<string, string>]>([
    [
      'they repeat each other',
      { 'inventory/a.yml': cluster('a'), 'inventory/b.yml': 'agent:\n  hosts:\n    x:\n' },
    ],
    [
      'the folder is not for inventories',
      { 'docs/a.yml': cluster('a'), 'docs/b.yml': 'x:\n  hosts:\n    y:\n' },
    ],
    [
      'one sets what the other sets',
      {
        'inventory/a.yml': `${cluster('a')}  vars: {token: a}\n`,
        'inventory/b.yml': 'k3s_cluster:\n  vars: {token: b}\n',
      },
    ],
  ])('are several where %s', async (_, files) => {
    const [first = ''] = Object.keys(files);
    expect(await inventoriesOf(first, files)).toEqual([first]);
  });
});

describe('a file of variables', () => {
  it('belongs to every inventory beside its folder', async () => {
    const files = {
      'inv/one.ini': clusterIni('a'),
      'inv/two.yml': cluster('b'),
      'inv/compose.yml': 'services:\n  server:\n    image: k3s\n',
      'inv/group_vars/all/main.yml': 'token: x\n',
    };
    expect(await inventoriesOf('inv/group_vars/all/main.yml', files)).toEqual(['inv/one.ini', 'inv/two.yml']);
  });

  it('beside a playbook belongs to the inventories below', async () => {
    const files = {
      'site.yml': '- hosts: k3s_cluster\n  roles: [k3s_server]\n',
      'group_vars/all.yml': 'token: x\n',
      'inventory/prod/hosts.ini': clusterIni('a'),
      'inventory/test/hosts.yml': cluster('b'),
    };
    expect(await inventoriesOf('group_vars/all.yml', files)).toEqual([
      'inventory/prod/hosts.ini',
      'inventory/test/hosts.yml',
    ]);
  });

  it('in the playbooks’ own folder belongs to the inventories beside that', async () => {
    const files = {
      'playbooks/group_vars/all.yml': 'token: x\n',
      'playbooks/site.yml': '- hosts: k3s_cluster\n',
      'inventory.yml': cluster('a'),
    };
    expect(await inventoriesOf('playbooks/group_vars/all.yml', files)).toEqual(['inventory.yml']);
  });

  it('does not belong to another cluster that lies below', async () => {
    const files = {
      'inventory.yml': cluster('a'),
      'group_vars/all.yml': 'token: x\n',
      'lab/inventory.yml': cluster('b'),
    };
    expect(await inventoriesOf('group_vars/all.yml', files)).toEqual(['inventory.yml']);
  });

  it('does not belong to a project of its own below', async () => {
    const files = {
      'site.yml': '- hosts: all\n',
      'group_vars/all.yml': 'token: x\n',
      'one/inventory.yml': cluster('a'),
      'two/ansible.cfg': '[defaults]\n',
      'two/inventory.yml': cluster('b'),
    };
    expect(await inventoriesOf('group_vars/all.yml', files)).toEqual(['one/inventory.yml']);
  });

  it('belongs to its inventory though it cannot be read', async () => {
    const files = {
      'inventory.yml': cluster('a'),
      'group_vars/all.yml': '$ANSIBLE_VAULT;1.1;AES256\n3132\n',
    };
    expect(await inventoriesOf('group_vars/all.yml', files)).toEqual(['inventory.yml']);
  });

  it('belongs to the inventory that ansible.cfg names as a whole', async () => {
    const files = {
      'ansible.cfg': '[defaults]\ninventory = inv/a.yml,inv/b.yml\n',
      'inv/a.yml': cluster('a'),
      'inv/b.yml': cluster('b'),
      'inv/group_vars/server.yml': 'token: x\n',
    };
    expect(await inventoriesOf('inv/group_vars/server.yml', files)).toEqual(['inv/a.yml,inv/b.yml']);
  });
});
