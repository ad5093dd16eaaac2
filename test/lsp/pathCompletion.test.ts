// Paths are completed from the real disk, as an editor asks for them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CompletionItemKind } from 'vscode-languageserver';
import { fileUri } from '../../server/src/node/diskFileSystem.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';

const inventory = (value: string): string => `k3s_cluster:
  children:
    server:
      hosts:
        s1:
  vars:
    k3s_version: v1.31.12+k3s1
    kubeconfig: ${value}
`;

let folder: string;
let client: LspClient;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'path-lsp-'));
  mkdirSync(join(folder, 'my files'));
  writeFileSync(join(folder, 'admin.conf'), '');
  client = await startLspClient();
});
afterEach(async () => {
  await client.stop();
  rmSync(folder, { recursive: true });
});

/** With the cursor behind the slash and before the closing quote. */
async function complete(uri: string, path: string) {
  await client.open(uri, inventory(`"${path}"`));
  return client.completion(uri, { line: 7, character: `    kubeconfig: "${path}`.length });
}

it('offers what is in the folder, and a folder with its slash', async () => {
  const items = await complete(fileUri(join(folder, 'inventory.yml')), '{{ inventory_dir }}/');
  const kinds = new Map(items.map(({ label, kind }) => [label, kind]));
  expect(kinds.get('my files/')).toBe(CompletionItemKind.Folder);
  expect(kinds.get('admin.conf')).toBe(CompletionItemKind.File);
  expect(client.initialized.capabilities.completionProvider?.triggerCharacters).toContain('/');
});

it('offers nothing where there is no folder, or no disk', async () => {
  expect(await complete(fileUri(join(folder, 'inventory.yml')), '{{ inventory_dir }}/admin.conf/')).toEqual(
    [],
  );
  expect(await complete('untitled:/inventory.yml', '/')).toEqual([]);
});
