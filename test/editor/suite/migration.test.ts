// An inventory of techno-tim: it has findings, and becomes one of k3s-ansible once writing is confirmed.
import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { findingsOf, openFiles } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';

const SCHEME = 'k3s-inventory-migration';
const FILES = {
  'old/group_vars/all.yml': `k3s_version: v1.31.12+k3s1
apiserver_endpoint: 192.168.30.10
k3s_token: some-SUPER-DEDEUPER-secret-password
metal_lb_ip_range: 192.168.30.80-192.168.30.90
`,
  'old/hosts.ini': '[master]\n192.168.30.10\n[node]\n192.168.30.11\n[k3s_cluster:children]\nmaster\nnode\n',
};

describe('migration', () => {
  it('is previewed, and written into a new folder when that is asked for', async () => {
    const document = await openFiles(FILES);
    await eventually(
      'findings',
      () => findingsOf(document),
      (found) => found.length > 0,
    );
    void vscode.commands.executeCommand('k3sInventory.migrateInventory');
    const report = await eventually(
      'the report',
      () =>
        vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('.md') && uri.scheme === SCHEME),
      (found) => found !== undefined,
    );
    assert.match(report?.getText() ?? '', /^# From techno-tim/);
    assert.equal(existsSync(folderOf(document)), false);
    const folder = folderOf(document);
    const written = await eventually(
      'the new files',
      async () => {
        await vscode.commands.executeCommand('k3sInventory.writeMigration');
        return [`${folder}/hosts.ini`, `${folder}/group_vars/all.yml`].map(textOf);
      },
      (texts) => texts.every((text) => text !== ''),
    );
    assert.match(written[0] ?? '', /^\[server\]\n192\.168\.30\.10\n\[agent\]\n/);
    assert.match(written[1] ?? '', /\napi_endpoint: .*\ntoken: .*\n# metal_lb_ip_range: /);
    assert.equal(readFileSync(document.uri.fsPath, 'utf8'), FILES['old/group_vars/all.yml']);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});

/** Nothing while it is not there. */
const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

const folderOf = ({ uri }: vscode.TextDocument): string =>
  uri.fsPath.replace(/old.group_vars.all\.yml$/, 'old-k3s-ansible');
