import { describe, expect, it } from 'vitest';
import { findOwnPlugins } from '../../../server/src/core/ansible/discovery/ownPlugins.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

const find = async (...paths: readonly string[]) => {
  const files = Object.fromEntries(paths.map((path) => [path, path === 'a/ansible.cfg' ? '' : 'x']));
  return [...(await findOwnPlugins(createMemoryFileSystem(files), uriOf('a/b/inventory')))].sort();
};

describe('plugins of a project', () => {
  it.each([
    ['beside the inventory', 'a/b/inventory/filter_plugins/x.py', ['filter']],
    ['beside a playbook above it', 'a/test_plugins/x.py', ['test']],
    ['in the folder of playbooks', 'a/playbooks/filter_plugins/x.py', ['filter']],
    ['in a role', 'a/roles/mine/filter_plugins/x.py', ['filter']],
  ])('are found %s', async (_where, path, kinds) => {
    expect(await find('a/b/inventory/hosts.yml', path)).toEqual(kinds);
  });

  it('are found where ansible.cfg says', async () => {
    const config = '[defaults]\nfilter_plugins = ~/plugins\n';
    const fileSystem = createMemoryFileSystem({ 'a/ansible.cfg': config, 'a/b/inventory/hosts.yml': '' });
    expect([...(await findOwnPlugins(fileSystem, uriOf('a/b/inventory')))]).toEqual(['filter']);
  });

  it('are not looked for above the project', async () => {
    expect(await find('a/b/inventory/hosts.yml', 'a/ansible.cfg', 'filter_plugins/x.py')).toEqual([]);
  });
});
