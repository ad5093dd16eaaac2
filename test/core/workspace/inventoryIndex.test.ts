import { expect, it } from 'vitest';
import { createInventoryIndex } from '../../../server/src/core/session/inventoryIndex.ts';
import { createMemoryFileSystem, ROOT, uriOf } from '../../support/memoryFileSystem.ts';

const cluster = (host: string): string =>
  `k3s_cluster:\n  children:\n    server:\n      hosts:\n        ${host}:\n    agent:\n      hosts:\n        ${host}x:\n`;
const many = Object.fromEntries(
  Array.from({ length: 100 }, (_, index) => [`c${index}/hosts.yml`, cluster(`h${index}`)]),
);

it('holds every inventory of k3s-ansible below the folders, with its variables', async () => {
  const fileSystem = createMemoryFileSystem({
    'a/hosts.yml': cluster('a'),
    'a/group_vars/all.yml': 'x: 1\n',
    'web/hosts.yml': 'web:\n  hosts:\n    w1:\n',
  });
  const [only, ...others] = await createInventoryIndex(fileSystem).read([ROOT]);
  expect([others, [...(only?.names.keys() ?? [])]]).toEqual([
    [],
    [uriOf('a/hosts.yml'), uriOf('a/group_vars/all.yml')],
  ]);
});

it('stops when no request waits any longer, and goes on where it stopped', async () => {
  const index = createInventoryIndex(createMemoryFileSystem(many));
  const reported: number[] = [];
  const isCancelled = (): boolean => reported.length > 1;
  const some = await index.read([ROOT], { onProgress: (done) => reported.push(done), isCancelled });
  expect(some.length).toBeGreaterThan(0);
  expect(some.length).toBeLessThan(100);
  const rest: number[] = [];
  expect(await index.read([ROOT], { onProgress: (done) => rest.push(done) })).toHaveLength(100);
  expect(rest[0]).toBe(some.length);
});

it('reads again what an edit, a new file or a lost folder may have changed, and nothing else', async () => {
  const fileSystem = createMemoryFileSystem(many);
  const index = createInventoryIndex(fileSystem);
  const before = await index.read([ROOT]);
  const changed = async (): Promise<readonly string[]> => {
    const now = await index.read([ROOT]);
    return now.filter((entry) => !before.includes(entry)).map(({ sources }) => sources.join());
  };
  index.forget([uriOf('c7/hosts.yml')]);
  expect(await changed()).toEqual([uriOf('c7/hosts.yml')]);
  fileSystem.write('c8/group_vars/all.yml', 'x: 1\n');
  index.forget([uriOf('c8/group_vars/all.yml')]);
  expect(await changed()).toEqual([uriOf('c7/hosts.yml'), uriOf('c8/hosts.yml')]);
  fileSystem.remove('c9/hosts.yml');
  index.forget([uriOf('c9')]);
  expect((await index.read([ROOT])).length).toBe(99);
});
