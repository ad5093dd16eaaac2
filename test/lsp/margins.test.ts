// What a client shows beside the text, by what it can do.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import type { CodeLens, FoldingRange } from 'vscode-languageserver';
import { capabilitiesOf, type LspClient, startLspClient } from '../support/lspClient.ts';
import { createFolder } from '../support/terminal.ts';

const URI = 'file:///nowhere/inventory.yml';
const TEXT = `k3s_cluster:
  children:
    server:
      hosts:
        s1:
  vars:
    k3s_version: v1.31.12+k3s1
    token: !vault |
      $ANSIBLE_VAULT;1.1;AES256
      6231
`;

let client: LspClient;
afterEach(() => client.stop());

async function ask<T>(method: string, options: Parameters<typeof startLspClient>[0]): Promise<T> {
  client = await startLspClient(options);
  await client.open(URI, TEXT);
  return client.request(`textDocument/${method}`, { textDocument: { uri: URI } }) as Promise<T>;
}

it('names a folded vault text to a client that shows such names', async () => {
  const capabilities = capabilitiesOf();
  const folding = { foldingRange: { rangeLimit: 3, foldingRange: { collapsedText: true } } };
  const textDocument = { ...capabilities.textDocument, ...folding };
  const some = await ask<FoldingRange[]>('foldingRange', { capabilities: { ...capabilities, textDocument } });
  expect(some).toEqual([
    { startLine: 0, endLine: 9 },
    { startLine: 1, endLine: 4 },
    { startLine: 5, endLine: 9 },
  ]);
  await client.stop();
  const named = { ...textDocument, foldingRange: { ...folding.foldingRange, rangeLimit: 100 } };
  const all = await ask<FoldingRange[]>('foldingRange', {
    capabilities: { ...capabilities, textDocument: named },
  });
  expect(all).toContainEqual({ startLine: 7, endLine: 9, collapsedText: 'encrypted' });
});

it('leaves what is folded to a client by default', async () => {
  expect(await ask<FoldingRange[]>('foldingRange', {})).toContainEqual({ startLine: 7, endLine: 9 });
});

it('puts what can be done with a vault text above it', async () => {
  const lenses = await ask<CodeLens[]>('codeLens', { prompts: true });
  expect(lenses.map(({ command }) => [command?.title, command?.command])).toEqual([
    ['1 server', ''],
    ['encrypted', ''],
    ['what s1 gets', 'k3sInventory.previewHost'],
    ['View', 'k3sInventory.viewVault'],
    ['Edit', 'k3sInventory.editVault'],
    ['Change password', 'k3sInventory.rekeyVault'],
    ['the password is typed', 'k3sInventory.explainVaultPassword'],
  ]);
  expect(lenses[3]?.command?.arguments).toEqual([
    { uri: URI, version: 1, position: { line: 7, character: 4 } },
  ]);
});

it('offers nothing that needs a password to a client that cannot ask for one', async () => {
  const lenses = await ask<CodeLens[]>('codeLens', { prompts: false });
  expect(lenses.map(({ command }) => command?.title)).toEqual(['1 server', 'encrypted']);
});

it('names the file that the password of a vault text is taken from', async () => {
  const folder = createFolder({
    'ansible.cfg': '[defaults]\nvault_identity_list = dev@./dev.txt, prod@./keys/prod.txt\n',
    'dev.txt': 'never read\n',
    'keys/prod.txt': 'never read\n',
  });
  const uri = pathToFileURL(join(folder.path, 'inventory.yml')).href;
  client = await startLspClient({ prompts: true });
  await client.open(
    uri,
    TEXT.replace('1.1;AES256', '1.2;AES256;prod').replace(
      'k3s_version',
      'beside: !vault |\n      $ANSIBLE_VAULT;1.1;AES256\n      6231\n    k3s_version',
    ),
  );
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  folder.remove();
  const titles = lenses.map(({ command }) => command?.title);
  expect(titles).toContain('the password is in prod.txt');
  expect(titles).toContain('the password is one of 2');
});
