import { expect, it } from 'vitest';
import { isPassedOver } from '../../server/src/lsp/watchedFiles.ts';

const OPEN = ['file:///w/inventory.yml'];

it.each(['file:///w/node_modules/a/b.json', 'file:///w/p/node_modules/.bin/x', 'file:///w/.git/index.lock'])(
  'what programs keep for themselves is passed over: %s',
  (uri) => expect(isPassedOver(uri, OPEN)).toBe(true),
);

it.each([
  'file:///w/group_vars/all.yml',
  'file:///w/node_modules',
  'file:///w/.github/x.yml',
  'file:///w/.git',
])('what may matter is not: %s', (uri) => expect(isPassedOver(uri, OPEN)).toBe(false));

it('nor is the folder that is opened', () => {
  const open = ['file:///w/node_modules/a/inventory.yml'];
  expect(isPassedOver('file:///w/node_modules/a/group_vars/all.yml', open)).toBe(false);
});
