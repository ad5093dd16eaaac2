// Opens inventories in VS Code and reads what the extension says about them.
import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';

const SOURCE = 'k3s-inventory';

/** A small inventory with these lines of variables besides what it needs. */
export const withVars = (vars: string): string => `k3s_cluster:
  children:
    server:
      hosts:
        192.168.20.11:
    agent:
      hosts:
        192.168.20.12:
  vars:
    ansible_user: debian
    k3s_version: v1.31.12+k3s1
${vars}`;

/** The folder VS Code was opened on. */
export function workspaceFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'VS Code was opened without a folder');
  return folder.uri.fsPath;
}

/** Writes files into a folder of their own and shows the first one. `$0` in it is where the cursor goes. */
export async function openFiles(files: Readonly<Record<string, string>>): Promise<vscode.TextDocument> {
  const folder = mkdtempSync(join(workspaceFolder(), 'case-'));
  const [first] = Object.keys(files);
  assert.ok(first);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text.replace('$0', ''));
  }
  const document = await show(join(folder, first));
  const cursor = files[first]?.indexOf('$0') ?? -1;
  if (cursor >= 0) select(document.positionAt(cursor));
  return document;
}

export const openInventory = (text: string): Promise<vscode.TextDocument> =>
  openFiles({ 'inventory.yml': text });

export async function show(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(path);
  await vscode.window.showTextDocument(document);
  return document;
}

function select(position: vscode.Position): void {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  editor.selection = new vscode.Selection(position, position);
}

/** Where the first occurrence of a text begins, or, with `into`, that many characters further. */
export function positionOf(document: vscode.TextDocument, text: string, into = 0): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `${text} is not in the document`);
  return document.positionAt(offset + into);
}

export const findingsOf = (document: vscode.TextDocument): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(document.uri).filter((diagnostic) => diagnostic.source === SOURCE);

export const ruleIdOf = ({ code }: vscode.Diagnostic): string =>
  String(typeof code === 'object' ? code.value : code);

/** Waits until the extension reports the rule, and gives its finding. */
export async function findingOf(document: vscode.TextDocument, ruleId: string): Promise<vscode.Diagnostic> {
  const found = await eventually(
    `a finding of ${ruleId}`,
    () => findingsOf(document).find((diagnostic) => ruleIdOf(diagnostic) === ruleId),
    (diagnostic) => diagnostic !== undefined,
  );
  assert.ok(found);
  return found;
}

/** Waits until the extension no longer reports the rule. */
export async function noFindingOf(document: vscode.TextDocument, ruleId: string): Promise<void> {
  await eventually(
    `no finding of ${ruleId}`,
    () => findingsOf(document).map(ruleIdOf),
    (ids) => !ids.includes(ruleId),
  );
}

/** The quick fix with that title among those the light bulb offers in a range, with its edit. */
export async function quickFix(
  document: vscode.TextDocument,
  range: vscode.Range,
  title: string,
): Promise<vscode.CodeAction> {
  const kind = vscode.CodeActionKind.QuickFix.value;
  const isWanted = (action: vscode.CodeAction): boolean => action.title.includes(title);
  const actions = await eventually(
    `a quick fix "${title}"`,
    () =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
        kind,
        20,
      ),
    (offered) => offered.some(isWanted),
  );
  const wanted = actions.find(isWanted);
  assert.ok(wanted);
  return wanted;
}
