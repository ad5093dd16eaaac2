// The command of the verdict is one that can be typed: relative to the folder where it is run, on every system.
import { expect, it } from 'vitest';
import { type FileSystem, preflight } from '../../../server/src/core/index.ts';
import { createMemoryFileSystem, ROOT, uriOf } from '../../support/memoryFileSystem.ts';

const INVENTORY = `k3s_cluster:
  children:
    server: { hosts: { s1: {} } }
    agent: { hosts: {} }
  vars: { api_endpoint: 10.0.0.1, k3s_version: v1.31.12+k3s1, ansible_user: debian }
`;

/** A disk of which the folder of the workspace is a part. */
const mountedAt = (root: string, files: FileSystem): FileSystem => {
  const inner = (uri: string): string => (uri.startsWith(root) ? uri.replace(root, ROOT) : 'file:///nowhere');
  return {
    readFile: (uri) => files.readFile(inner(uri)),
    listDirectory: (uri) => files.listDirectory(inner(uri)),
    stat: (uri) => files.stat(inner(uri)),
  };
};

async function commandIn(root: string, folder: string, text = INVENTORY): Promise<string | undefined> {
  const files = createMemoryFileSystem({ 'my cluster/hosts.yml': text });
  const uri = uriOf('my cluster/hosts.yml').replace(ROOT, root);
  return (await preflight(mountedAt(root, files), { sources: [uri] }, { folder }))?.command.join(' ');
}

it.each([
  ['file:///home/me', 'file:///home/me', 'my cluster/hosts.yml'],
  ['file:///home/me', 'file:///home/you', '/home/me/my cluster/hosts.yml'],
  ['file:///c%3A/Users/me', 'file:///c%3A/Users/me', 'my cluster/hosts.yml'],
  ['file:///c%3A/Users/me', 'file:///c%3A/Users/you', '/mnt/c/Users/me/my cluster/hosts.yml'],
])('in %s, run from %s', async (root, folder, path) => {
  expect(await commandIn(root, folder)).toBe(`ansible-playbook -i ${path} k3s.orchestration.site`);
});

it('names the user where the inventory does not, and a task needs the name', async () => {
  const text = INVENTORY.replace(', ansible_user: debian', '');
  expect(await commandIn('file:///home/me', 'file:///home/me', text)).toBe(
    'ansible-playbook -i my cluster/hosts.yml k3s.orchestration.site -u USER',
  );
});
