import { expect, it } from 'vitest';
import { createListingCache } from '../../server/src/node/stillDisk.ts';
import { createMemoryFileSystem, ROOT, uriOf } from '../support/memoryFileSystem.ts';

/** A disk, and what it was asked for. */
function watched(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const disk = createMemoryFileSystem(files);
  const still = createListingCache({
    ...disk,
    readFile: (uri) => {
      asked.push(uri);
      return disk.readFile(uri);
    },
    listDirectory: (uri) => {
      asked.push(uri);
      return disk.listDirectory(uri);
    },
  });
  return { asked, still };
}

it('is not asked for what a list of a folder around it lacks', async () => {
  const { asked, still } = watched({ 'a/hosts.yml': 'x' });
  await still.listDirectory(ROOT);
  await still.listDirectory(uriOf('a'));
  asked.length = 0;
  expect(await still.listDirectory(uriOf('a/group_vars'))).toBeUndefined();
  expect(await still.readFile(uriOf('roles/k3s_server/tasks/main.yml'))).toBeUndefined();
  expect(await still.stat(uriOf('a/none.yml'))).toBeUndefined();
  expect(asked).toEqual([]);
});

it('is asked for all that may be there', async () => {
  const { asked, still } = watched({ 'a/Group_Vars/all.yml': 'x', 'b/hosts.yml': 'y', 'c/é.yml': 'z' });
  expect(await still.readFile(uriOf('b/hosts.yml'))).toEqual({ text: 'y' });
  await still.listDirectory(ROOT);
  await still.listDirectory(uriOf('a'));
  await still.listDirectory(uriOf('c'));
  asked.length = 0;
  // Some disks know it by this name, too, or in another form of the letter.
  const uris = ['a/group_vars/all.yml', 'b/other.yml', 'c/é.yml', 'c/e\u0301.yml'].map(uriOf);
  for (const uri of uris) await still.readFile(uri);
  expect(asked).toEqual(uris);
});
