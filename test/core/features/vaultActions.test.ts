// Editors ask for code actions at every move of the cursor: what is encrypted is known without reading the text again.
import { expect, test, vi } from 'vitest';
import { PiecedText } from '../../../server/src/core/text/piecedText.ts';
import { createEditingFileSystem } from '../../support/editingFileSystem.ts';
import { uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const VAULT = '!vault |\n      $ANSIBLE_VAULT;1.1;AES256\n      3230\n';
const inventory = (token: string): string =>
  `k3s_cluster:\n  children:\n    server:\n      hosts:\n        s1:\n  vars:\n    token: ${token}\n`;
const position = { line: 6, column: 5 };

/** As a language server has it: a text in pieces, which costs something to put together. */
function openInEditor(text: string) {
  const host = createEditingFileSystem({ 'inventory.yml': text });
  const pieces = PiecedText.of(text);
  const putTogether = vi.spyOn(pieces, 'toString');
  const service = createTestService({
    ...host,
    readFile: async (uri) => (uri === uriOf('inventory.yml') ? { text, pieces, version: 1 } : undefined),
  });
  const actions = () => service.vaultActions(uriOf('inventory.yml'), { start: position, end: position });
  return { actions, putTogether };
}

test.each([
  ['plain', []],
  [VAULT, ['view', 'edit', 'decrypt', 'rekey']],
])('%j: the text is looked at once', async (token, expected) => {
  const { actions, putTogether } = openInEditor(inventory(token));
  expect((await actions()).map(({ action }) => action)).toEqual(expected);
  putTogether.mockClear();
  expect(await actions()).toHaveLength(expected.length);
  expect(putTogether).not.toHaveBeenCalled();
});
