// Files without an extension and documents without a file are served as any inventory is.
import { strict as assert } from 'node:assert';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { findingOf, openFiles, positionOf, quickFix, show, withVars } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';

const VARS = '    api_endpoint: 192.168.20.11\n    token: changeme!\n';
const YAML = withVars(VARS);
const INI = `[server]
192.168.20.11

[agent]
192.168.20.12

[k3s_cluster:children]
server
agent

[k3s_cluster:vars]
k3s_version=v1.31.12+k3s1
api_endpoint=192.168.20.11
token=changeme!
`;

async function isServed(document: vscode.TextDocument): Promise<void> {
  const finding = await findingOf(document, 'token-placeholder');
  assert.ok(await quickFix(document, finding.range, 'token'));
  const hovers = await eventually(
    'a hover',
    () => ask<vscode.Hover[]>('vscode.executeHoverProvider', document, positionOf(document, 'token', 1)),
    (found) => found.length > 0,
  );
  assert.match(
    JSON.stringify(
      hovers.map(({ contents }) => contents.map((text) => (text as vscode.MarkdownString).value)),
    ),
    /token/,
  );
}

const ask = <T>(command: string, document: vscode.TextDocument, at: vscode.Position): Thenable<T> =>
  vscode.commands.executeCommand<T>(command, document.uri, at);

async function offers(document: vscode.TextDocument, at: vscode.Position, label: string): Promise<void> {
  await eventually(
    `${label} among the completions`,
    () => ask<vscode.CompletionList>('vscode.executeCompletionItemProvider', document, at),
    ({ items }) =>
      items.some((item) => (typeof item.label === 'string' ? item.label : item.label.label) === label),
  );
}

describe('names', () => {
  for (const [name, text] of [
    ['hosts', YAML],
    ['hosts', INI],
    ['inventory', YAML],
    ['inventory', INI],
    ['hosts.ini', INI],
    ['inventory.yaml', YAML],
  ] as const)
    it(`${name}, ${text === INI ? 'INI' : 'YAML'}`, async () => {
      await isServed(await openFiles({ [name]: text }));
    });

  it('group_vars/all, with a finding while only the inventory is open, and with everything when it is, too', async () => {
    const inventory = await openFiles({
      inventory: withVars('    api_endpoint: 192.168.20.11\n'),
      'group_vars/all': 'token: changeme!\n',
    });
    const uri = vscode.Uri.file(join(dirname(inventory.uri.fsPath), 'group_vars', 'all'));
    await eventually(
      'a finding in a file that is not open',
      () => vscode.languages.getDiagnostics(uri).map(({ code }) => code),
      (codes) => codes.length > 0,
    );
    const vars = await show(uri.fsPath);
    await isServed(vars);
    await offers(vars, new vscode.Position(1, 0), 'api_endpoint');
  });

  it('documents that are not saved yet: YAML and plain text', async () => {
    for (const language of ['yaml', 'plaintext']) {
      const document = await vscode.workspace.openTextDocument({ language, content: YAML });
      await vscode.window.showTextDocument(document);
      await isServed(document);
      await offers(document, positionOf(document, 'token:'), 'extra_server_args');
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });
});
