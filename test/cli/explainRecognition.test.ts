// `check --explain-recognition`: for which project an inventory is taken, and why.
import { afterEach, expect, it } from 'vitest';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => folder?.remove());

const explain = (files: Record<string, string>, ...paths: string[]) => {
  folder = createFolder(files);
  return folder.run(['check', '--explain-recognition', ...paths]);
};

it('lists the marks of each project, the heaviest first', async () => {
  const hosts = '[master]\na\n[node]\nb\n[k3s_cluster:children]\nmaster\nnode\n';
  const vars = 'apiserver_endpoint: 10.0.0.9\nk3s_token: "{{ t }}"\napi_endpoint: 10.0.0.9\n';
  const { code, stdout } = await explain({ 'hosts.ini': hosts, 'group_vars/all.yml': vars }, 'hosts.ini');
  expect([code, stdout.split('\n')]).toEqual([
    0,
    [
      'hosts.ini',
      '  Taken for: techno-tim/k3s-ansible',
      '  techno-tim/k3s-ansible: 8 (4 are enough)',
      '    +4  variable apiserver_endpoint',
      '    +2  groups master, node',
      '    +2  variable k3s_token',
      '  k3s-ansible before 2023-11-08, or itwars/k3s-ansible: 2 (4 are enough)',
      '    +2  groups master, node',
      '  another K3s role: 1 (4 are enough)',
      '    +1  variable k3s_token',
      '  k3s-ansible: -2 (4 are enough)',
      '    +1  group k3s_cluster',
      '    +3  variable api_endpoint',
      '    -2  groups master, node',
      '    -4  variables apiserver_endpoint, k3s_token',
      '',
    ],
  ]);
});

it('says so where nothing is known', async () => {
  const { code, stdout } = await explain({ 'hosts.ini': '[web]\na\n' }, 'hosts.ini');
  expect([code, stdout]).toEqual([
    0,
    'hosts.ini\n  Taken for: no project that is known\n  Nothing speaks for any project that is known.\n',
  ]);
});

it('a name that everybody uses does not make an inventory one of k3s-ansible', async () => {
  const text = '[web]\na\n[web:vars]\nkubeconfig=~/.kube/config\ntoken=abc\n';
  const { stdout } = await explain({ 'hosts.ini': text }, 'hosts.ini');
  expect(stdout).toContain('Taken for: no project that is known');
});
