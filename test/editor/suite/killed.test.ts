// The language server is killed while it works on a secret or a name: afterwards there is the old text or the new one.
import { strict as assert } from 'node:assert';
import { webcrypto } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { decryptVault, encryptVault } from '../../../server/src/core/ansible/vault/vault.ts';
import { vaultBlock } from '../../../server/src/core/ansible/vault/vaultBlock.ts';
import { createRandom } from '../../support/random.ts';
import { findingOf, findingsOf, openFiles, positionOf, ruleIdOf, withVars } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { killServer, serverIds } from '../support/processKiller.ts';

const TOKEN = '8nT3kQ5vX2mZ7rL9wB4cY6dF1gH0jKsP';
const PASSWORD = 'correct horse';
const ENDPOINT = '    api_endpoint: 192.168.20.11\n    airgap_dir: ./nowhere\n';

type Work = (document: vscode.TextDocument) => Promise<unknown>;

const at = (document: vscode.TextDocument, text: string): object => {
  const { line, character } = positionOf(document, text);
  return { uri: document.uri.toString(), version: document.version, position: { line, character } };
};

const encrypt =
  (form: string): Work =>
  async (document) =>
    vscode.commands.executeCommand('k3sInventory.encryptToken', { ...at(document, 'token:'), form });

const rekey: Work = async (document) =>
  vscode.commands.executeCommand('k3sInventory.rekeyVault', at(document, 'vault_token'));

const rename: Work = async (document) => {
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    positionOf(document, 'cluster_zone'),
    'cluster_area',
  );
  return vscode.workspace.applyEdit(edit);
};

const KINDS: Readonly<Record<string, Work>> = {
  'encrypt-indirect': encrypt('encrypt-indirect'),
  'encrypt-file': encrypt('encrypt-file'),
  rekey,
  rename,
};

describe('a server that is killed', () => {
  const reported: string[] = [];
  const { showInputBox, showInformationMessage, showWarningMessage, showErrorMessage } = vscode.window;
  before(() => {
    const record = async (message: string) => void reported.push(message);
    Object.assign(vscode.window, {
      showInputBox: async ({ prompt }: vscode.InputBoxOptions) => (prompt?.includes('id') ? '' : PASSWORD),
      showInformationMessage: record,
      showWarningMessage: record,
      showErrorMessage: record,
    });
  });
  after(() =>
    Object.assign(vscode.window, {
      showInputBox,
      showInformationMessage,
      showWarningMessage,
      showErrorMessage,
    }),
  );

  const FINDING = 'airgap-dir-missing';

  it('is started again, whatever is typed before its end is noticed', async () => {
    const document = await openFiles({ 'inventory.yml': withVars(ENDPOINT) });
    await findingOf(document, FINDING);
    assert.ok(killServer(), 'there is a server to kill');
    const type = (text: string) => vscode.commands.executeCommand('type', { text });
    await Promise.all(['#', ' ', 't', 'y', 'p', 'e', 'd', '\n'].map(type));
    await eventually(
      'a finding below what was typed',
      () => findingsOf(document).find((finding) => ruleIdOf(finding) === FINDING),
      (finding) => finding !== undefined && document.getText(finding.range).includes('./nowhere'),
    );
    assert.equal(serverIds().length, 1);
  });

  it('lives on when a restart is asked for while it is being started', async () => {
    const document = await openFiles({ 'inventory.yml': withVars(ENDPOINT) });
    await findingOf(document, FINDING);
    assert.ok(killServer(), 'there is a server to kill');
    await eventually('another server', serverIds, (ids) => ids.length === 1);
    await vscode.commands.executeCommand('k3sInventory.restartServer');
    const ids = serverIds();
    // The library would kill what it was asked to stop after two seconds.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    assert.deepEqual(serverIds(), ids);
  });

  const seed = Number(process.env.EDITOR_SEED ?? Date.now() % 100_000);
  const moments = Number(process.env.EDITOR_MOMENTS ?? 12);
  it(`loses nothing at ${moments} random moments (seed ${seed}), and says so`, async function () {
    this.timeout(600_000);
    const { below, pick } = createRandom(seed);
    const lost: string[] = [];
    const seen = { old: 0, new: 0 };
    for (let moment = 0; moment < moments; moment++) {
      const kind = pick(Object.keys(KINDS));
      const document = await openFiles({ 'inventory.yml': await textFor(kind) });
      await findingOf(document, 'airgap-dir-missing');
      const before = document.getText();
      const delay = below(120);
      const work = KINDS[kind]?.(document).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, delay));
      assert.ok(killServer(), 'there is a server to kill');
      await work;
      const state = await stateOf(kind, document, before);
      if (state === 'lost') lost.push(`${kind} after ${delay} ms`);
      else seen[state]++;
      await vscode.commands.executeCommand('k3sInventory.restartServer');
    }
    assert.deepEqual(lost, []);
    assert.ok(seen.old > 0 && seen.new > 0, JSON.stringify(seen));
    assert.ok(
      reported.some((message) => message.startsWith('The server of K3s Inventory stopped')),
      reported.join('\n'),
    );
  });
});

async function textFor(kind: string): Promise<string> {
  if (kind === 'rename')
    return withVars(`${ENDPOINT}    cluster_zone: alps\n    node_labels: "zone={{ cluster_zone }}"\n`);
  if (kind !== 'rekey') return withVars(`${ENDPOINT}    token: ${TOKEN}\n`);
  const vault = await encryptVault(Buffer.from(TOKEN), PASSWORD, { crypto: webcrypto });
  return withVars(
    `${ENDPOINT}    token: "{{ vault_token }}"\n    vault_token: ${vaultBlock(String(vault), 6)}\n`,
  );
}

/** What editor and disk hold together. */
async function stateOf(
  kind: string,
  document: vscode.TextDocument,
  before: string,
): Promise<'old' | 'new' | 'lost'> {
  const text = document.getText();
  if (text === before) return 'old';
  if (kind === 'rename') return text === before.replaceAll('cluster_zone', 'cluster_area') ? 'new' : 'lost';
  const file = join(dirname(document.uri.fsPath), 'group_vars', 'k3s_cluster', 'vault.yml');
  const [, block = ''] = /!vault \|\n((?: {6}.*\n)+)/.exec(text) ?? [];
  const vault =
    kind === 'encrypt-file' ? existsSync(file) && readFileSync(file, 'utf8') : block.replaceAll(/^ +/gm, '');
  const bytes = await decryptVault(vault || '', PASSWORD, webcrypto);
  const plain = 'error' in bytes ? '' : new TextDecoder().decode(bytes);
  return plain.includes(TOKEN) ? 'new' : 'lost';
}
