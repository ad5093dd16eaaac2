// A person looks at what lands on a node, types, compares, and goes from there to the inventory and back.
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { openInventory, positionOf, withVars } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';

const SCHEME = 'k3s-inventory-node';
const CANARY = 'Xk7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE';
const VARS = `    token: ${CANARY}
    api_endpoint: 192.168.20.11
    server_config_yaml: |
      disable:
        - traefik
`;

/** Of this inventory: VS Code keeps documents for a while after their tabs are closed. */
const shownOf = (inventory: vscode.Uri): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find(
    ({ uri }) =>
      uri.scheme === SCHEME && uri.path.endsWith('config.yaml') && uri.query.includes(inventory.toString()),
  );

/** Carries the command out until the document is there: the server may still be starting. */
async function openConfig(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await eventually(
    'the configuration of the server',
    async () => {
      await vscode.commands.executeCommand('k3sInventory.previewHost', {
        uri: uri.toString(),
        host: '192.168.20.11',
        path: '/etc/rancher/k3s/config.yaml',
      });
      return shownOf(uri);
    },
    (found) => found?.getText().includes('traefik') === true,
  );
  assert.ok(document);
  return document;
}

async function insert(document: vscode.TextDocument, before: string, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, positionOf(document, before), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

type Sides = readonly [string, string];

/** Of the editor for differences in the active tab. */
function sidesOfDiff(isThere: (sides: Sides) => boolean): Promise<Sides> {
  const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
  assert.ok(input instanceof vscode.TabInputTextDiff);
  const textOf = (uri: vscode.Uri): string =>
    vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString())?.getText() ?? '';
  const { original, modified } = input;
  return eventually('both sides', (): Sides => [textOf(original), textOf(modified)], isThere);
}

function commitFolderOf({ fsPath }: vscode.Uri): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: dirname(fsPath),
      stdio: 'ignore',
    });
  git('init');
  git('add', '.');
  git('commit', '-m', 'one');
}

describe('what lands on a node', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is a document in colour that follows what is typed, and holds no secret', async () => {
    const inventory = await openInventory(withVars(VARS));
    const config = await openConfig(inventory.uri);
    assert.equal(config.languageId, 'yaml');
    assert.match(config.getText(), /^token: <secret>$/m);
    await insert(inventory, '        - traefik', '        - servicelb\n');
    await eventually(
      'the edit in the document',
      () => config.getText(),
      (text) => text.includes('servicelb'),
    );
    assert.ok(!config.getText().includes(CANARY));
  });

  it('keeps what it had, with a mark, while Ansible would refuse the inventory', async () => {
    const inventory = await openInventory(withVars(VARS));
    const config = await openConfig(inventory.uri);
    await insert(inventory, '    token:', '    broken: [\n');
    await eventually(
      'the mark',
      () => config.getText(),
      (text) => text.startsWith('# Ansible refuses the inventory'),
    );
    assert.match(config.getText(), /^token: <secret>$/m);
    assert.ok(!config.getText().includes('<unknown'));
    const broken = positionOf(inventory, '    broken: [');
    const edit = new vscode.WorkspaceEdit();
    edit.delete(inventory.uri, new vscode.Range(broken, broken.translate(1, 0)));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await eventually(
      'the text without the mark',
      () => config.getText(),
      (text) => !text.startsWith('#'),
    );
  });

  it('keeps what it had, with a mark, when its node or the whole inventory is gone', async () => {
    const inventory = await openInventory(withVars(VARS));
    const config = await openConfig(inventory.uri);
    const host = positionOf(inventory, '        192.168.20.11:');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(inventory.uri, inventory.lineAt(host.line).range, '        192.168.20.13:');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await eventually(
      'the mark',
      () => config.getText(),
      (text) => text.startsWith('# 192.168.20.11 is not in the inventory any more'),
    );
    assert.match(config.getText(), /^token: <secret>$/m);
  });

  it('leads to the lines of the inventory that made it, and back', async () => {
    const inventory = await openInventory(withVars(VARS));
    const config = await openConfig(inventory.uri);
    const places = await eventually(
      'definitions',
      () =>
        vscode.commands.executeCommand<vscode.Location[]>(
          'vscode.executeDefinitionProvider',
          config.uri,
          positionOf(config, '- traefik'),
        ),
      (found) => found.length > 0,
    );
    assert.deepEqual(
      places.map(({ uri, range }) => [uri.toString(), inventory.getText(range)]),
      [[inventory.uri.toString(), '- traefik']],
    );
    const editor = await vscode.window.showTextDocument(inventory, { preview: false });
    const place = positionOf(inventory, '- traefik', 3);
    editor.selection = new vscode.Selection(place, place);
    await vscode.commands.executeCommand('k3sInventory.showOnNodes');
    const active = vscode.window.activeTextEditor;
    assert.equal(active?.document.uri.scheme, SCHEME);
    assert.equal(active.document.lineAt(active.selection.active.line).text, '- traefik');
  });

  it('is compared with what is saved in the editor of VS Code for differences', async () => {
    const inventory = await openInventory(withVars(VARS));
    await openConfig(inventory.uri);
    await insert(inventory, '        - traefik', '        - servicelb\n');
    await vscode.commands.executeCommand('k3sInventory.compareWithSaved', {
      uri: inventory.uri.toString(),
      host: '192.168.20.11',
      path: '/etc/rancher/k3s/config.yaml',
    });
    const [before, after] = await sidesOfDiff((sides) => sides[1].includes('servicelb'));
    assert.ok(before.includes('traefik') && !before.includes('servicelb'));
    assert.ok(![before, after].join().includes(CANARY));
  });

  it('is compared with the newest commit', async () => {
    const inventory = await openInventory(withVars(VARS));
    commitFolderOf(inventory.uri);
    await openConfig(inventory.uri);
    await insert(inventory, '        - traefik', '        - servicelb\n');
    await inventory.save();
    await vscode.commands.executeCommand('k3sInventory.compareWithHead', {
      uri: inventory.uri.toString(),
      host: '192.168.20.11',
      path: '/etc/rancher/k3s/config.yaml',
    });
    const [before, after] = await sidesOfDiff((sides) => sides[1].includes('servicelb'));
    assert.ok(before.includes('traefik') && !before.includes('servicelb'));
    assert.ok(![before, after].join().includes(CANARY));
  });

  it('is offered above each host', async () => {
    const inventory = await openInventory(withVars(VARS));
    const lenses = await eventually(
      'lenses',
      () =>
        vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          inventory.uri,
          20,
        ),
      (found) => found.some(({ command }) => command?.command === 'k3sInventory.previewHost'),
    );
    assert.ok(lenses.some(({ command }) => command?.title === 'what 192.168.20.12 gets'));
  });
});
