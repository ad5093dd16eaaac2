import { expect, test } from 'vitest';
import { joinUri } from '../../../server/src/core/ansible/files/uri.ts';

test.each([
  ['a.yml', 'file:///x/y/a.yml'],
  ['-a', 'file:///x/y/-a'],
  ['.git', 'file:///x/y/.git'],
  ['a b', 'file:///x/y/a%20b'],
  ["it's(1)", 'file:///x/y/it%27s%281%29'],
  ['é', 'file:///x/y/%C3%A9'],
  ['.', 'file:///x/y'],
  ['..', 'file:///x'],
  ['a/./../b', 'file:///x/y/b'],
  ['../../../z', 'file:///z'],
])('%s, joined to any spelling of a folder', (relative, joined) => {
  for (const folder of ['file:///x/y', 'file:///x/y/', 'file:///x//y', 'file:////x/y'])
    expect(joinUri(folder, relative)).toBe(joined);
});

test('roots and hosts', () => {
  expect(joinUri('file:///', 'a')).toBe('file:///a');
  expect(joinUri('vscode-vfs://github/o/r', 'a')).toBe('vscode-vfs://github/o/r/a');
  expect(joinUri('memfs:/o', '../a')).toBe('memfs:/a');
});
