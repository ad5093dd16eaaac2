import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  findingOf,
  findingsOf,
  openFiles,
  openInventory,
  positionOf,
  ruleIdOf,
  show,
  withVars,
  workspaceFolder,
} from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';

describe('checking', () => {
  it('leaves the language of an inventory as VS Code has it', async () => {
    const document = await show(join(workspaceFolder(), 'sample', 'inventory.yml'));
    assert.equal(document.languageId, 'yaml');
  });

  it('starts with the first YAML file', async () => {
    const extension = vscode.extensions.getExtension('k3s-inventory.k3s-inventory');
    assert.ok(extension, 'the extension is not there');
    await eventually('the extension', () => extension.isActive, Boolean);
  });

  it('marks what is wrong in the sample inventory', async () => {
    const document = await show(join(workspaceFolder(), 'sample', 'inventory.yml'));
    const findings = await eventually(
      'findings',
      () => findingsOf(document),
      (found) => found.length > 0,
    );
    for (const { code, message } of findings) {
      assert.ok(typeof code === 'object', 'each finding links to its page');
      assert.equal(code.target.toString(true), `command:k3sInventory.openPage?["${code.value}"]`);
      assert.ok(!message.includes('changeme!'), 'no message holds the secret');
    }
  });

  it('keeps what it has found while a new key is typed, letter by letter', async () => {
    const document = await openInventory(withVars('    token: changeme!\n    ansible_usr: pi\n'));
    await findingOf(document, 'token-placeholder');
    const before = findingsOf(document).map(ruleIdOf);
    assert.ok(before.includes('variable-unknown'));
    const lost: string[] = [];
    const listening = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((uri) => uri.toString() === document.uri.toString())) return;
      const now = findingsOf(document).map(ruleIdOf);
      lost.push(...before.filter((rule) => !now.includes(rule)));
    });
    try {
      const editor = await vscode.window.showTextDocument(document);
      const { line } = positionOf(document, '    token:');
      await editor.edit((edit) => edit.insert(new vscode.Position(line, 0), '    \n'));
      for (const [index, letter] of [...'flannel_iface'].entries()) {
        await editor.edit((edit) => edit.insert(new vscode.Position(line, 4 + index), letter));
        // The text cannot be read yet: that is said at once, beside all else.
        if (index === 2) await findingOf(document, 'inventory-unparsable');
      }
      await editor.edit((edit) => edit.insert(new vscode.Position(line, 17), ': eth0'));
      await eventually(
        'what was found before, and no more',
        () => findingsOf(document).map(ruleIdOf),
        (found) => found.length === before.length,
      );
    } finally {
      listening.dispose();
    }
    assert.deepEqual(lost, []);
  });

  it('says nothing about YAML that is no inventory', async () => {
    const playbook = '- hosts: k3s_cluster\n  tasks:\n    - debug:\n        msg: "{{ token }}"\n';
    const document = await openFiles({ 'playbook.yml': playbook });
    const sample = await show(join(workspaceFolder(), 'sample', 'inventory.yml'));
    await eventually(
      'findings',
      () => findingsOf(sample),
      (found) => found.length > 0,
    );
    assert.deepEqual(findingsOf(document), []);
  });

  it('says nothing by a rule any more once that is turned off in the workspace', async () => {
    const document = await openInventory(withVars('    token: changeme!\n'));
    const codes = () =>
      findingsOf(document).map(({ code }) => (typeof code === 'object' ? code.value : code));
    await eventually('the finding', codes, (found) => found.includes('token-placeholder'));
    await vscode.commands.executeCommand('k3sInventory.turnRuleOff', 'token-placeholder');
    try {
      await eventually('no finding', codes, (found) => !found.includes('token-placeholder'));
    } finally {
      const settings = vscode.workspace.getConfiguration('k3sInventory');
      await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    }
    await eventually('the finding again', codes, (found) => found.includes('token-placeholder'));
  });

  it('opens the verdict on an inventory as a document', async () => {
    await show(join(workspaceFolder(), 'sample', 'inventory.yml'));
    const verdict = await eventually(
      'the verdict',
      async () => {
        await vscode.commands.executeCommand('k3sInventory.preflight');
        return vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'k3s-inventory-preflight');
      },
      (document) => document !== undefined,
    );
    assert.match(verdict?.getText() ?? '', /^# (?:Ready|Not ready|Cannot know)\n/);
    assert.equal(verdict?.languageId, 'markdown');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('types the command that runs the play into a terminal, and does not run it', async () => {
    const document = await show(join(workspaceFolder(), 'sample', 'inventory.yml'));
    const { createTerminal } = vscode.window;
    const typed: unknown[] = [];
    const terminal = { show: () => undefined, sendText: (...said: unknown[]) => typed.push(...said) };
    Object.assign(vscode.window, { createTerminal: () => terminal });
    try {
      await vscode.commands.executeCommand('k3sInventory.runPlaybook');
    } finally {
      Object.assign(vscode.window, { createTerminal });
    }
    const path = vscode.workspace.asRelativePath(document.uri);
    assert.match(String(typed[0]), new RegExp(`^ansible-playbook -i ${path} \\S+`));
    assert.equal(typed[1], false);
  });
});
