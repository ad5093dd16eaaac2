import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
const make = (files: Record<string, string>): Folder => {
  folder = createFolder(files);
  return folder;
};
afterEach(() => folder?.remove());

const inventory = `k3s_cluster:
  children:
    server:
      hosts:
        s1:
          k3s_version: v1.30.2+k3s1
    agent:
      hosts:
        a1:
  vars:
    k3s_version: v1.30.1+k3s1
    token: changeme-and-tell-nobody
    ports: [6443, 1.50, yes]
    db_password: Sup3rS3cret
    token_source: "{{ vault_token }}"
`;
const withFiles = {
  'inventory.yml': inventory,
  'group_vars/all.yml': 'k3s_version: v1.30.0+k3s1\n',
  'host_vars/s1.yml': 'k3s_version: v1.30.3+k3s1\n',
};

it('prints the value and every definition, the one that counts first', async () => {
  const { code, stdout, stderr } = await make(withFiles).run([
    'explain',
    's1',
    'k3s_version',
    '-i',
    'inventory.yml',
  ]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.split('\n')).toEqual([
    '"v1.30.3+k3s1"',
    '',
    `${join('host_vars', 's1.yml')}:1:1  host s1, host_vars beside the inventory`,
    'inventory.yml:6:11  host s1, in the inventory',
    '    overridden: "v1.30.2+k3s1"',
    `${join('group_vars', 'all.yml')}:1:1  group all, group_vars beside the inventory`,
    '    overridden: "v1.30.0+k3s1"',
    'inventory.yml:11:5  group k3s_cluster, in the inventory',
    '    overridden: "v1.30.1+k3s1"',
    '',
  ]);
});

it('prints what mappings make together where ansible.cfg wants that', async () => {
  make({
    'hosts.yml': 'all:\n  hosts:\n    a:\n      labels: {x: 1}\n  vars:\n    labels: {x: 0, y: 2}\n',
    'group_vars/all.yml': 'labels:\n',
    'host_vars/a.yml': 'labels: {z: 3}\n',
    'ansible.cfg': '[defaults]\nhash_behaviour = merge\n',
  });
  const { stdout } = await folder.run(['explain', 'a', 'labels', '-i', 'hosts.yml']);
  expect(stdout.replace(/\s+/g, ' ')).toBe(
    [
      '{ "x": 1, "z": 3 }',
      `${join('host_vars', 'a.yml')}:1:1 host a, host_vars beside the inventory merged: { "z": 3 }`,
      'hosts.yml:4:7 host a, in the inventory merged: { "x": 1 }',
      `${join('group_vars', 'all.yml')}:1:1 group all, group_vars beside the inventory overridden: null`,
      'hosts.yml:6:5 group all, in the inventory overridden: { "x": 0, "y": 2 } ',
    ].join(' '),
  );
  const json = await folder.run(['explain', 'a', 'labels', '-i', 'hosts.yml', '--format', 'json']);
  expect(JSON.parse(json.stdout)).toMatchObject({ value: { x: 1, z: 3 } });
});

it('prints JSON with exactly the documented keys', async () => {
  const args = ['explain', 'a1', 'k3s_version', '-i', 'inventory.yml', '--format', 'json'];
  const { code, stdout } = await make(withFiles).run(args);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    host: 'a1',
    variable: 'k3s_version',
    value: 'v1.30.0+k3s1',
    definitions: [
      {
        file: join('group_vars', 'all.yml'),
        line: 1,
        column: 1,
        tier: 'inventory-group_vars-all',
        group: 'all',
        value: 'v1.30.0+k3s1',
        secret: false,
      },
      {
        file: 'inventory.yml',
        line: 11,
        column: 5,
        tier: 'inventory-file-group',
        group: 'k3s_cluster',
        value: 'v1.30.1+k3s1',
        secret: false,
      },
    ],
    unknown: [],
  });
});

it('prints values as Ansible types them', async () => {
  const { stdout } = await make(withFiles).run(['explain', 'a1', 'ports', '-i', 'inventory.yml']);
  expect(stdout).toMatch(/^\[\n {4}6443,\n {4}1\.5,\n {4}true\n\]\n/);
});

it('finds the variables beside playbooks by itself, or those of the folder given', async () => {
  make({
    'site.yml': '- hosts: all\n',
    'group_vars/all.yml': 'x: found\n',
    'elsewhere/group_vars/all.yml': 'x: given\n',
    'inv/hosts.ini': '[server]\ns1\n',
  });
  const x = async (...more: string[]): Promise<string | undefined> =>
    (await folder.run(['explain', 's1', 'x', '-i', 'inv/hosts.ini', ...more])).stdout.split('\n')[0];
  expect(await x()).toBe('"found"');
  expect(await x('--playbook-dir', 'elsewhere')).toBe('"given"');
});

it.each([
  ['token', 'changeme'],
  ['db_password', 'Sup3rS3cret'],
])('never shows a secret: %s', async (name, secret) => {
  make(withFiles);
  for (const format of ['pretty', 'json']) {
    const { code, stdout } = await folder.run([
      'explain',
      'a1',
      name,
      '-i',
      'inventory.yml',
      '--format',
      format,
    ]);
    expect([code, stdout.includes(secret), stdout.includes('«secret»')]).toEqual([0, false, true]);
  }
  const { stdout } = await folder.run(['explain', 'a1', name, '-i', 'inventory.yml']);
  expect(stdout).toMatch(/^«secret»\n/);
  expect(stdout).toContain('--show-secrets shows');
});

it.each<[string, string, RegExp]>([
  ['a vaulted value', 'x: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  3132\n', /^«secret»\n/],
  [
    'a vaulted part',
    'x:\n  user: me\n  pw: !vault |\n    $ANSIBLE_VAULT;1.1;AES256\n    3132\n',
    /"user": "me"/,
  ],
  ['a password in a mapping', 'x: {user: me, password: 3132}\n', /"user": "me"/],
  ['a password in an address', 'x: "postgres://me:3132@db/k3s"\n', /^«secret»\n/],
  ['a password in a text', 'x: |\n  user: me\n  password: "3132"\n', /^«secret»\n/],
  ['a token in an argument', 'extra_server_args: --token 3132\n', /^«secret»\n/],
])('hides %s', async (_, text, shown) => {
  make({ 'hosts.ini': 's1\n', 'group_vars/all.yml': text });
  const name = text.split(':')[0] ?? '';
  const { code, stdout } = await folder.run(['explain', 's1', name, '-i', 'hosts.ini']);
  expect([code, stdout.includes('3132')]).toEqual([0, false]);
  expect(stdout).toMatch(shown);
});

it('shows where a secret is kept', async () => {
  make({ 'hosts.ini': 's1\n', 'group_vars/all.yml': 'token: "{{ vault_token }}"\n' });
  expect((await folder.run(['explain', 's1', 'token', '-i', 'hosts.ini'])).stdout).toMatch(
    /^"\{\{ vault_token \}\}"\n/,
  );
});

it('names what may define it and cannot be read', async () => {
  make({
    'hosts.ini': 's1\n[agent]\na1\n',
    'group_vars/all.yml': '$ANSIBLE_VAULT;1.1;AES256\n3132\n',
    'group_vars/agent.yml': '$ANSIBLE_VAULT;1.1;AES256\n3132\n',
  });
  const pretty = await folder.run(['explain', 's1', 'token', '-i', 'hosts.ini']);
  expect([pretty.code, pretty.stdout]).toEqual([1, '']);
  expect(pretty.stderr).toContain(`${join('group_vars', 'all.yml')}: encrypted as a whole`);
  expect(pretty.stderr).not.toContain('agent.yml');
  const json = await folder.run(['explain', 's1', 'token', '-i', 'hosts.ini', '--format', 'json']);
  expect(JSON.parse(json.stdout)).toMatchObject({
    value: null,
    definitions: [],
    unknown: [{ file: join('group_vars', 'all.yml'), reason: 'vaulted-file' }],
  });
});

it.each([
  ['a host', ['explain', 's9', 'token', '-i', 'inventory.yml'], 's9'],
  ['a variable', ['explain', 's1', 'tokn', '-i', 'inventory.yml'], 'tokn'],
])('exits 1 for %s that is not there', async (_, args, name) => {
  const { code, stdout, stderr } = await make(withFiles).run(args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(name);
});

it('exits 2 without a host and a variable', async () => {
  const { code, stderr } = await make(withFiles).run(['explain', 's1', '-i', 'inventory.yml']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('explain HOST VAR')]);
});
