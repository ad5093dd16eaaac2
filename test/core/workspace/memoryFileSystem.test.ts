import { describe, expect, it } from 'vitest';
import { createMemoryFileSystem } from '../../../server/src/core/index.ts';

const names = async (uri: string, files: ReturnType<typeof createMemoryFileSystem>) => {
  const listed = await files.listDirectory(uri);
  return listed && 'map' in listed ? listed.map(({ name, kind }) => `${kind} ${name}`).sort() : listed;
};

describe('a file system in memory', () => {
  it('has the folders of its files', async () => {
    const files = createMemoryFileSystem({
      'file:///site/hosts': '[server]',
      'file:///site/group_vars/my%20group.yml': 'a: 1',
    });
    expect(await names('file:///site', files)).toEqual(['directory group_vars', 'file hosts']);
    expect(await names('file:///site/group_vars', files)).toEqual(['file my group.yml']);
    expect(await names('file:///elsewhere', files)).toBeUndefined();
    expect(await files.stat('file:///site/group_vars')).toEqual({ kind: 'directory' });
    expect(await files.stat('file:///site/hosts')).toEqual({ kind: 'file' });
    expect(await files.stat('file:///site/host')).toBeUndefined();
    expect(await files.readFile('file:///site/hosts')).toEqual({ text: '[server]' });
    expect(await files.readFile('file:///site')).toBeUndefined();
  });

  it('a folder goes with its last file', async () => {
    const files = createMemoryFileSystem();
    files.write('file:///site/a/b/one.yml', '');
    files.write('file:///site/a/two.yml', '');
    files.remove('file:///site/a/b/one.yml');
    expect(await names('file:///site/a', files)).toEqual(['file two.yml']);
    files.remove('file:///site/a/two.yml');
    expect(await files.stat('file:///site')).toBeUndefined();
    expect(files.files()).toEqual([]);
  });

  it('says that something has changed', () => {
    const files = createMemoryFileSystem({ 'file:///a/b': '' });
    const before = files.revision?.();
    files.write('file:///a/b', 'c');
    expect(files.revision?.()).not.toBe(before);
  });

  it('holds what cannot be read, and a document outside of any folder', async () => {
    const files = createMemoryFileSystem({ 'untitled:Untitled-1': 'all:' });
    files.write('file:///a/big', { problem: 'too-large', detail: '' });
    expect(await files.readFile('file:///a/big')).toEqual({ problem: 'too-large', detail: '' });
    expect(await files.readFile('untitled:Untitled-1')).toEqual({ text: 'all:' });
  });
});
