import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { findingOf, noFindingOf, openInventory, quickFix, withVars } from '../support/documents.ts';

async function apply(action: vscode.CodeAction): Promise<void> {
  assert.ok(action.edit, `"${action.title}" brings no edit`);
  assert.ok(await vscode.workspace.applyEdit(action.edit), `VS Code refused the edit of "${action.title}"`);
}

describe('fixing', () => {
  it('puts quotes around Jinja and changes nothing else', async () => {
    const document = await openInventory(withVars("    api_endpoint: {{ groups['server'][0] }} # first\n"));
    const finding = await findingOf(document, 'yaml-unquoted-jinja');
    await apply(await quickFix(document, finding.range, 'Put the value in quotes'));
    const expected = withVars(`    api_endpoint: "{{ groups['server'][0] }}" # first\n`);
    assert.equal(document.getText(), expected);
    await noFindingOf(document, 'yaml-unquoted-jinja');
  });

  it('replaces an empty token by a strong one', async () => {
    const document = await openInventory(withVars("    token: ''\n    api_port: 6443\n"));
    const finding = await findingOf(document, 'token-empty');
    await apply(await quickFix(document, finding.range, 'Generate a strong token ('));
    const [, token = ''] = /token: "(\w{64})"/.exec(document.getText()) ?? [];
    assert.equal(document.getText(), withVars(`    token: "${token}"\n    api_port: 6443\n`));
    await noFindingOf(document, 'token-empty');
  });

  it('keeps the line ends of a file from Windows', async () => {
    const text = withVars("    token: ''\n    api_endpoint: {{ groups['server'][0] }}\n").replaceAll(
      '\n',
      '\r\n',
    );
    const document = await openInventory(text);
    const finding = await findingOf(document, 'yaml-unquoted-jinja');
    await apply(await quickFix(document, finding.range, 'Put the value in quotes'));
    const quoted = `"{{ groups['server'][0] }}"`;
    assert.equal(document.getText(), text.replace("{{ groups['server'][0] }}", quoted));
  });

  it('is undone in one step', async () => {
    const text = withVars("    api_endpoint: {{ groups['server'][0] }}\n");
    const document = await openInventory(text);
    const finding = await findingOf(document, 'yaml-unquoted-jinja');
    await apply(await quickFix(document, finding.range, 'Put the value in quotes'));
    await noFindingOf(document, 'yaml-unquoted-jinja');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
    await findingOf(document, 'yaml-unquoted-jinja');
  });

  it('leaves a finding alone where a comment says so', async () => {
    const document = await openInventory(withVars("    token: ''\n"));
    const finding = await findingOf(document, 'token-empty');
    await apply(await quickFix(document, finding.range, 'Ignore token-empty on this line'));
    assert.match(document.getText(), /token: '' +# noqa.*token-empty/);
    await noFindingOf(document, 'token-empty');
  });

  it('leads from a token in plain text to its encryption', async () => {
    const document = await openInventory(withVars('    token: 8nT3kQ5vX2mZ7rL9wB4cY6dF1gH0jKsP\n'));
    const finding = await findingOf(document, 'token-plaintext');
    const action = await quickFix(document, finding.range, 'Encrypt with ansible-vault');
    assert.equal(action.command?.command, 'k3sInventory.encryptToken');
    const commands = await vscode.commands.getCommands(true);
    assert.ok(commands.includes('k3sInventory.encryptToken'), 'the command is not registered');
  });
});
