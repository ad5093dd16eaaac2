// "Fix All": the safe fixes of a whole document, for who asks for that kind of action.
import { afterEach, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import { SMALL_INVENTORY } from '../support/smallInventory.ts';

const uri = 'file:///nowhere/inventory.yml';
let client: LspClient;
afterEach(() => client.stop());

const actions = (only?: readonly string[]): Promise<CodeAction[]> =>
  client.request('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    context: { diagnostics: [], ...(only && { only }) },
  });

it('comes with all edits, and only where it was asked for', async () => {
  client = await startLspClient();
  await client.open(uri, `${SMALL_INVENTORY}    a: {{ x }}\n    b: {{ y }}\n`);
  for (const kind of ['source', 'source.fixAll', 'source.fixAll.k3sInventory']) {
    const [action, ...others] = await actions([kind]);
    expect(others).toEqual([]);
    expect(action).toMatchObject({ kind: 'source.fixAll.k3sInventory', title: 'Make all safe fixes' });
    expect(JSON.stringify(action?.edit).match(/newText/g)?.length).toBeGreaterThanOrEqual(2);
  }
  expect(await actions(['source.organizeImports'])).toEqual([]);
  expect((await actions()).filter(({ kind }) => kind?.startsWith('source'))).toEqual([]);
});
