import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
const make = (files: Record<string, string | Uint8Array>): Folder => {
  folder = createFolder(files);
  return folder;
};
afterEach(() => folder?.remove());

const hosts = 'server:\n  hosts:\n    s[1:2]:\nagent:\n  hosts:\n    a1: {ansible_port: 2222}\n';

it('prints the document of ansible-inventory --list', async () => {
  make({
    'hosts.yml': hosts,
    'group_vars/server.yml': 'token: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  3132\n',
  });
  const { code, stdout, stderr } = await folder.run(['list', '-i', 'hosts.yml']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.endsWith('}\n')).toBe(true);
  const vaulted = { token: { __ansible_vault: '$ANSIBLE_VAULT;1.1;AES256\n3132\n' } };
  expect(JSON.parse(stdout)).toEqual({
    _meta: {
      hostvars: { a1: { ansible_port: 2222 }, s1: vaulted, s2: vaulted },
      profile: 'inventory_legacy',
    },
    agent: { hosts: ['a1'] },
    all: { children: ['ungrouped', 'server', 'agent'] },
    server: { hosts: ['s1', 's2'] },
  });
});

it('prints one host, and the graph', async () => {
  make({ 'hosts.yml': hosts });
  const host = await folder.run(['list', '-i', 'hosts.yml', '--host', 'a1']);
  expect(JSON.parse(host.stdout)).toEqual({ ansible_port: 2222 });
  expect((await folder.run(['list', '-i', 'hosts.yml', '--graph'])).stdout).toBe(
    '@all:\n  |--@ungrouped:\n  |--@server:\n  |  |--s1\n  |  |--s2\n  |--@agent:\n  |  |--a1\n',
  );
});

it('takes several sources and folders as one inventory', async () => {
  make({
    'a.ini': '[server]\ns1\n',
    'more/b.yml': 'agent:\n  hosts:\n    a1:\n',
    'more/skip.ini': '[x]\nx\n',
  });
  const graph = async (core: string): Promise<string> =>
    (await folder.run(['list', '-i', 'a.ini', 'more', '--graph', '--target-core', core])).stdout;
  const old = await graph('2.18');
  expect(old).toContain('s1');
  expect(old).toContain('a1');
  expect(old).not.toContain('@x');
  // Since ansible-core 2.19, .ini is read in folders, too.
  expect(await graph('2.19')).toContain('@x');
});

it('takes the inventory of ansible.cfg where none is given', async () => {
  make({ 'ansible.cfg': '[defaults]\ninventory = inv/h.yml\n', 'inv/h.yml': hosts });
  expect((await folder.run(['list', '--graph'])).stdout).toContain('a1');
});

it('reads the variables beside the playbook folder, by default the current one', async () => {
  make({ 'inv/h.yml': hosts, 'group_vars/all.yml': 'x: here\n', 'play/group_vars/all.yml': 'x: play\n' });
  const x = async (...more: string[]): Promise<unknown> =>
    JSON.parse((await folder.run(['list', '-i', 'inv/h.yml', '--host', 's1', ...more])).stdout).x;
  expect(await x()).toBe('here');
  expect(await x('--playbook-dir', 'play')).toBe('play');
});

it('exits 1 for a host that is not there', async () => {
  make({ 'hosts.yml': hosts });
  const { code, stdout, stderr } = await folder.run(['list', '-i', 'hosts.yml', '--host', 's3']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('s3');
});

it('lists what Ansible keeps of an inventory that it refuses, and says why', async () => {
  make({ 'hosts.yml': 'server:\n  hosts:\n    - s1\n' });
  const { code, stdout, stderr } = await folder.run(['list', '-i', 'hosts.yml']);
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    { _meta: { hostvars: {}, profile: 'inventory_legacy' }, all: { children: ['ungrouped'] } },
  ]);
  expect(stderr).toMatch(/^hosts\.yml:[23]:\d+: .+/);
});

it('lists nothing where Ansible would ask for a password, and says which file', async () => {
  make({ 'hosts.yml': hosts, 'group_vars/all.yml': '$ANSIBLE_VAULT;1.1;AES256\n3132\n' });
  const { code, stdout, stderr } = await folder.run(['list', '-i', 'hosts.yml']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`${join('group_vars', 'all.yml')}: encrypted as a whole`);
});

it('names the settings of ansible.cfg that it does not follow', async () => {
  make({ 'hosts.yml': hosts, 'ansible.cfg': '[inventory]\nignore_patterns = (?P<x>a)\n' });
  const { code, stderr } = await folder.run(['list', '-i', 'hosts.yml']);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^ansible\.cfg: .*ignore_patterns/);
});

it('lists nothing under an ansible.cfg with which Ansible does not start', async () => {
  make({ 'hosts.yml': hosts, 'ansible.cfg': '[defaults]\nhash_behaviour = both\n' });
  const { code, stdout, stderr } = await folder.run(['list', '-i', 'hosts.yml']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^ansible\.cfg: /);
});

it('puts mappings together where ansible.cfg wants it', async () => {
  make({
    'hosts.yml': 'all:\n  hosts:\n    a:\n      labels: {x: 1}\n  vars:\n    labels: {y: 2}\n',
    'ansible.cfg': '[defaults]\nhash_behaviour = merge\n',
  });
  const { stdout } = await folder.run(['list', '-i', 'hosts.yml', '--host', 'a']);
  expect(JSON.parse(stdout)).toEqual({ labels: { x: 1, y: 2 } });
});

it.each([
  ['no inventory', ['list']],
  ['a path that is not there', ['list', '-i', 'nowhere']],
  ['a host and the graph', ['list', '-i', 'hosts.yml', '--host', 'a', '--graph']],
  ['an option of another command', ['list', '-i', 'hosts.yml', '--rule', 'x=off']],
  ['a playbook folder that is not there', ['list', '-i', 'hosts.yml', '--playbook-dir', 'nowhere']],
])('exits 2 on %s', async (_, args) => {
  const { code, stdout, stderr } = await make({ 'hosts.yml': hosts }).run(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^k3s-inventory: .+\n/);
});

it.each([
  [
    '2.14',
    '[{"__ansible_unsafe":"x"},{},[],1,null]',
    '{"k":{"__ansible_unsafe":"{{ v }}"},"l":[],"n":2}',
    '{"__ansible_unsafe":"12"}',
  ],
  [
    '2.19',
    '[{"__ansible_unsafe":"x"},{"k":{"__ansible_unsafe":"v"}},[{"__ansible_unsafe":"y"}],1,null]',
    '{"k":{"__ansible_unsafe":"{{ v }}"},"l":[{"__ansible_unsafe":"z"}],"n":2}',
    '12',
  ],
])('prints what is marked !unsafe as ansible-core %s does', async (core, list, mapping, number) => {
  folder = createFolder({
    'inventory.yml':
      'all:\n  hosts:\n    h1:\n      b: !unsafe [x, {k: v}, [y], 1, ~]\n      c: !unsafe {k: "{{ v }}", n: 2, l: [z]}\n      d: !unsafe 12\n',
  });
  const { stdout } = await folder.run(['list', '-i', 'inventory.yml', '--target-core', core]);
  const { b, c, d } = JSON.parse(stdout)._meta.hostvars.h1;
  expect([b, c, d].map((value) => JSON.stringify(value))).toEqual([list, mapping, number]);
});
