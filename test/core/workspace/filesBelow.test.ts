// A folder is walked within limits, however much lies below it.
import { expect, it } from 'vitest';
import type { DirectoryEntry, FileSystem } from '../../../server/src/core/ansible/files/fileSystem.ts';
import { filesBelow } from '../../../server/src/core/ansible/files/filesBelow.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

const entries = (kind: DirectoryEntry['kind'], count: number): readonly DirectoryEntry[] =>
  Array.from({ length: count }, (_, index) => ({ name: `${kind}${index}`, kind }));

/** The same lies in every folder, so that there is no end. */
async function walk(everywhere: readonly DirectoryEntry[]) {
  let listed = 0;
  const fileSystem: FileSystem = {
    ...createMemoryFileSystem(),
    listDirectory: async () => {
      listed++;
      return everywhere;
    },
  };
  const search = { fileSystem, unknowns: [] };
  const files = await filesBelow(search, uriOf('disk'), { takes: () => true });
  return { files: files.length, listed, unknowns: search.unknowns };
}

const TOO_LARGE = [{ uri: uriOf('disk'), reason: 'too-large' }];

it.each([
  ['folders', entries('directory', 30)],
  ['files', [...entries('file', 300), ...entries('directory', 1)]],
  ['files in one folder', entries('file', 100_000)],
])(
  'of a folder with more %s than any inventory nothing is taken, and that is reported',
  async (_, everywhere) => {
    const { files, listed, unknowns } = await walk(everywhere);
    expect(files).toBe(0);
    expect(listed).toBeLessThan(1010);
    expect(unknowns).toEqual(TOO_LARGE);
  },
);

it('what lies too deep is left out, and reported', async () => {
  const { files, unknowns } = await walk([...entries('file', 1), ...entries('directory', 1)]);
  expect(files).toBe(17);
  expect(unknowns).toEqual(TOO_LARGE);
});
