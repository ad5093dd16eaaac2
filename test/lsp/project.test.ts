// `.k3s-inventory.yml` in an editor: it counts while it is typed, its faults are reported in it, and it is completed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { CompletionList, PublishDiagnosticsParams } from 'vscode-languageserver';
import { fileUri } from '../../server/src/node/diskFileSystem.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import { SMALL_INVENTORY } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const CONFIG = '.k3s-inventory.yml';
const inventory = SMALL_INVENTORY.replace('v1.31.12+k3s1', 'v1.31.12');

let client: LspClient;
let folder: Folder;
afterEach(async () => {
  await client.stop();
  folder.remove();
});

const uriOf = (path: string): string => fileUri(join(folder.path, path));
const codesOf = ({ diagnostics }: Pick<PublishDiagnosticsParams, 'diagnostics'>): readonly unknown[] =>
  diagnostics.map(({ code }) => code);

async function start(files: Readonly<Record<string, string>>): Promise<void> {
  folder = createFolder({ 'inventory.yml': inventory, ...files });
  client = await startLspClient({ watches: true });
}

it('counts for what is open as soon as it is typed', async () => {
  await start({ [CONFIG]: 'profile: recommended\n' });
  expect(codesOf(await client.open(uriOf('inventory.yml'), inventory))).toContain('k3s-version-format');
  await client.open(uriOf(CONFIG), 'profile: recommended\n');
  const quiet = client.diagnostics(
    uriOf('inventory.yml'),
    (diagnostics) => !codesOf(diagnostics).includes('k3s-version-format'),
  );
  await client.change(uriOf(CONFIG), 2, [{ text: 'rules:\n  k3s-version-format: off\n' }]);
  expect(codesOf(await quiet)).not.toContain('k3s-version-format');
});

it('counts from the moment it is made', async () => {
  await start({});
  await client.open(uriOf('inventory.yml'), inventory);
  const quiet = client.diagnostics(
    uriOf('inventory.yml'),
    (diagnostics) => codesOf(diagnostics).length === 0,
  );
  writeFileSync(join(folder.path, CONFIG), 'rules: {k3s-version-format: off}\n');
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(CONFIG), type: 1 }] });
  expect(codesOf(await quiet)).toEqual([]);
});

it('publishes its faults in itself, open or not', async () => {
  await start({ [CONFIG]: 'profil: strict\n' });
  const shown = client.diagnostics(uriOf(CONFIG));
  await client.open(uriOf('inventory.yml'), inventory);
  expect((await shown).diagnostics).toMatchObject([
    {
      code: 'configuration',
      severity: 1,
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 6 } },
    },
  ]);
  expect(codesOf(await client.open(uriOf(CONFIG), 'profile: strict\n'))).toEqual([]);
});

async function labelsIn(text: string): Promise<readonly string[]> {
  const at = text.indexOf('¦');
  const before = text.slice(0, at).split('\n');
  await start({});
  await client.open(uriOf(CONFIG), text.replace('¦', ''));
  const { items } = await client.request<CompletionList>('textDocument/completion', {
    textDocument: { uri: uriOf(CONFIG) },
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  });
  return items.map(({ label }) => label);
}

it.each([
  ['¦', ['profile', 'rules', 'exclude', 'target_core', 'target_k3s_ansible', 'playbook_dir'], ['token']],
  ['profile: strict\n¦', ['rules'], ['profile']],
  ['profile: ¦', ['minimal', 'recommended', 'strict'], []],
  ['any_inventory: ¦', ['true', 'false'], []],
  ['target_core: ¦', ['2.14', '2.19'], []],
  ['target_k3s_ansible: ¦', ['1.2.0'], []],
  ['rules:\n  ¦', ['token-weak', 'yaml-duplicate-key'], ['profile']],
  ['rules:\n  token-weak: ¦', ['off', 'error'], []],
  ['# ¦', [], ['profile']],
])('completes %j', async (text, wanted, unwanted) => {
  const labels = await labelsIn(text);
  expect(labels).toEqual(expect.arrayContaining([...wanted]));
  for (const label of unwanted) expect(labels).not.toContain(label);
});
