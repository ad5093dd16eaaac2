import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  findingOf,
  noFindingOf,
  openFiles,
  openInventory,
  positionOf,
  show,
  workspaceFolder,
} from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';

const start = `k3s_cluster:
  children:
    server:
      hosts:
        192.168.20.11:
    agent:
      hosts:
        192.168.20.12:
  vars:
    ansible_user: debian
`;

const labelOf = ({ label }: vscode.CompletionItem): string =>
  typeof label === 'string' ? label : label.label;

async function completionsAtCursor(document: vscode.TextDocument): Promise<readonly vscode.CompletionItem[]> {
  const cursor = vscode.window.activeTextEditor?.selection.active;
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    cursor,
  );
  return list.items;
}

async function hoverTextAt(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await eventually(
    'an explanation',
    () =>
      vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position),
    (found) => found.length > 0,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

describe('writing', () => {
  it('is offered the variables of k3s-ansible', async () => {
    const document = await openInventory(`${start}    to$0\n`);
    const items = await eventually(
      'completions',
      () => completionsAtCursor(document),
      (found) => found.some((item) => labelOf(item) === 'token'),
    );
    const token = items.find((item) => labelOf(item) === 'token');
    assert.ok(token?.documentation, 'it is explained');
  });

  it('is offered nothing of ours in other YAML', async () => {
    const document = await openFiles({ 'compose.yml': 'services:\n  web:\n    to$0\n' });
    const inventory = await openInventory(`${start}    token: ''\n`);
    await findingOf(inventory, 'token-empty');
    await vscode.window.showTextDocument(document);
    const labels = (await completionsAtCursor(document)).map(labelOf);
    assert.ok(!labels.includes('token'), labels.join(' '));
  });

  it('hover explains a variable, but never shows a secret', async () => {
    const document = await openInventory(`${start}    token: 8nT3kQ5vX2mZ7rL9wB4cY6dF1gH0jKsP\n`);
    const text = await hoverTextAt(document, positionOf(document, 'token', 2));
    assert.match(text, /token/);
    assert.doesNotMatch(text, /8nT3kQ5v/);
  });

  it('is checked at every key', async () => {
    const document = await openInventory(`${start}    token: ''\n`);
    await findingOf(document, 'token-empty');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, positionOf(document, "''", 1), 'Zk4vN8sQ1tW7yB3mX9cR5pL2hD6fJ0gA');
    await vscode.workspace.applyEdit(edit);
    await noFindingOf(document, 'token-empty');
    await vscode.commands.executeCommand('undo');
    await findingOf(document, 'token-empty');
  });

  it('is checked in group_vars too', async () => {
    const document = await openFiles({ 'group_vars/all.yml': "token: ''\n", 'inventory.yml': start });
    const finding = await findingOf(document, 'token-empty');
    assert.equal(finding.range.start.line, 0);
  });

  // In folders that were there from the start: VS Code's watcher at times overlooks those made later.
  it('sees a change that was made outside the editor', async () => {
    const folder = join(workspaceFolder(), 'watched');
    const document = await show(join(folder, 'inventory.yml'));
    await findingOf(document, 'token-empty');
    writeFileSync(join(folder, 'group_vars', 'all.yml'), 'vault_token: Zk4vN8sQ1tW7yB3mX9cR5pL2hD6fJ0gA\n');
    await noFindingOf(document, 'token-empty');
  });
});
