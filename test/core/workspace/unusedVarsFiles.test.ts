// Files of variables that do nothing for an inventory: which ones count as such, and what excuses them.
import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../server/src/core/session/workspace.ts';
import { createEditingFileSystem } from '../../support/editingFileSystem.ts';
import { createMemoryFileSystem, ROOT, uriOf } from '../../support/memoryFileSystem.ts';

const INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        node1:
    agent:
      hosts:
        node2:
  vars:
    api_endpoint: node1
`;
const OTHER = `k3s_cluster:
  children:
    lab:
      children:
        server:
          hosts:
            node1:
        agent:
          hosts:
            node9:
  vars:
    api_endpoint: node1
`;

async function strayOf(files: Readonly<Record<string, string>>, inventory = 'inventory.yml') {
  const fileSystem = createMemoryFileSystem({ [inventory]: INVENTORY, ...files });
  const [analysis] = await createWorkspace(fileSystem).analyze({ sources: [uriOf(inventory)] });
  const { withoutOwner, unread } = analysis?.context.unusedVarsFiles ?? {
    withoutOwner: [],
    unread: new Map(),
  };
  const short = (uri: string): string => decodeURIComponent(uri.slice(ROOT.length + 1));
  return {
    withoutOwner: withoutOwner.map(({ uri }) => short(uri)).sort(),
    unread: [...unread].map(([uri, { cause, instead }]) => `${short(uri)} ${cause} ${instead}`).sort(),
  };
}

describe('files that are not read', () => {
  it.each([
    ['group_var/all.yml', 'folder group_vars/all.yml'],
    ['groupvars/k3s_cluster.yml', 'folder group_vars/k3s_cluster.yml'],
    ['group-vars/server.yml', 'folder group_vars/server.yml'],
    ['Group_Vars/all', 'folder group_vars/all'],
    ['hostvars/node1.yml', 'folder host_vars/node1.yml'],
    ['group_vars/k3s_cluster.txt', 'ending group_vars/k3s_cluster.yml'],
    ['group_vars/k3s_cluster.yml.txt', 'ending group_vars/k3s_cluster.yml'],
    ['group_vars/all.YML', 'ending group_vars/all.yml'],
    ['group_vars/all/token.conf', 'ending group_vars/all/token.yml'],
    ['group_vars/.all.yaml', 'hidden group_vars/all.yaml'],
    ['group_vars/all/.vault.yml', 'hidden group_vars/all/vault.yml'],
  ])('%s', async (path, expected) => {
    expect((await strayOf({ [path]: 'a: 1\n' })).unread).toEqual([`${path} ${expected}`]);
  });

  it.each([
    'group_vars/all.yml',
    'group_vars/all.yml.bak',
    'group_vars/all.yml~',
    'group_vars/all.yml.example',
    'group_vars/all.yml.j2',
    'group_vars/.all.yml.swp',
    'group_vars/.gitignore',
    'group_vars/README.md',
    'group_vars/notes.txt',
    'group_var/unrelated.yml',
    'groups/all.yml',
    'vars/all.yml',
  ])('%s is none', async (path) => {
    expect((await strayOf({ [path]: 'a: 1\n' })).unread).toEqual([]);
  });

  it('the one that Ansible does not come to', async () => {
    const files = { 'group_vars/all/a.yml': '', 'group_vars/all.yml': '', 'group_vars/server.yaml': '' };
    const stray = await strayOf({ ...files, 'group_vars/server.yml': '', 'group_vars/agent.json': '{}' });
    expect(stray.unread).toEqual([
      'group_vars/all.yml shadowed group_vars/all/',
      'group_vars/server.yaml shadowed group_vars/server.yml',
    ]);
  });

  it('a playbook that names the file reads it', async () => {
    const playbook = '- hosts: all\n  vars_files: [group_var/all.yml]\n';
    expect((await strayOf({ 'group_var/all.yml': 'a: 1\n', 'site.yml': playbook })).unread).toEqual([]);
  });
});

describe('files of groups and hosts that are not there', () => {
  const files = {
    'group_vars/lab.yml': 'a: 1\n',
    'host_vars/node9/main.yml': 'a: 1\n',
    'group_vars/all.yml': 'a: 1\n',
  };

  it('count where nothing has them', async () => {
    expect((await strayOf(files)).withoutOwner).toEqual(['group_vars/lab.yml', 'host_vars/node9']);
  });

  it('count whatever is said above the repository', async () => {
    const playbook = '- hosts: all\n  vars_files: [group_vars/lab.yml]\n';
    const inside = Object.entries(files).map(([path, text]) => [`repo/${path}`, text] as const);
    const around = { 'repo/.git/HEAD': '', 'site.yml': playbook };
    const stray = await strayOf({ ...Object.fromEntries(inside), ...around }, 'repo/inventory.yml');
    expect(stray.withoutOwner).toContain('repo/group_vars/lab.yml');
  });

  it.each([
    ['another inventory beside has them', { 'lab.yml': OTHER }],
    ['another inventory below has them, and the variables lie above', { 'inventories/lab/hosts.yml': OTHER }],
    ['a playbook makes groups', { 'site.yml': '- hosts: all\n  tasks:\n    - group_by: { key: lab }\n' }],
    ['a plugin is beside', { 'lab.proxmox.yml': 'plugin: community.general.proxmox\n' }],
    ['a script is beside', { 'inventory.py': 'if sys.argv[1] == "--list":\n' }],
    [
      'a script names both',
      { Makefile: 'x:\n\tansible-playbook -e @group_vars/lab.yml -e @host_vars/node9/main.yml\n' },
    ],
  ])('do not count where %s', async (_, more) => {
    expect((await strayOf({ ...files, ...more })).withoutOwner).toEqual([]);
  });
});

it('which files are unread follows the groups and hosts of the inventory', async () => {
  const host = createEditingFileSystem({
    'inventory.yml': INVENTORY,
    'group_var/agent.yml': 'a: 1\n',
    'group_var/workers.yml': 'a: 1\n',
  });
  const workspace = createWorkspace(host);
  const unread = async () => {
    const [analysis] = await workspace.analyze(uriOf('inventory.yml'));
    return [...(analysis?.context.unusedVarsFiles.unread.values() ?? [])].map(({ path }) => path);
  };
  expect(await unread()).toEqual(['group_var/agent.yml']);
  host.type('inventory.yml', INVENTORY.replace('agent:', 'workers:'));
  expect(await unread()).toEqual(['group_var/workers.yml']);
  host.type('inventory.yml', INVENTORY);
  expect(await unread()).toEqual(['group_var/agent.yml']);
});
