// "Migrate Inventory": what the inventory of the active file becomes in the layout of k3s-ansible, as a report and as
// the differences of all files. They are written when that is asked for, into a new folder.
import * as vscode from 'vscode';
import type { BaseLanguageClient as LanguageClient } from 'vscode-languageclient';
import { migrationPlan, type PlannedMigration } from '../../../server/src/protocol/migration.ts';
import { writeFile } from '../platform/writeFile.ts';
import { registerCommand, request } from '../serverRequests.ts';

const SCHEME = 'k3s-inventory-migration';
const REPORT = 'migration.md';

export function registerMigration(client: LanguageClient): vscode.Disposable {
  let shown: PlannedMigration | undefined;
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path, query }) => textOf(shown, path.slice(1), query),
  });
  const keep = async (plan: PlannedMigration | undefined): Promise<void> => {
    shown = plan;
    await vscode.commands.executeCommand('setContext', 'k3sInventory.hasMigration', plan !== undefined);
  };

  async function migrate(): Promise<void> {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const plan = uri && (await request(client, migrationPlan, { uri: uri.toString() }));
    if (!plan || 'refused' in plan) {
      void vscode.window.showWarningMessage(plan ? plan.refused : vscode.l10n.t('Open an inventory first.'));
      return;
    }
    await keep(plan);
    await show(plan, changed);
    const text = vscode.l10n.t('Nothing is written yet; the files of before will stay as they are.');
    const yes = vscode.l10n.t('Write Files');
    void vscode.window
      .showInformationMessage(text, yes)
      .then((answer) =>
        answer === yes ? vscode.commands.executeCommand('k3sInventory.writeMigration') : undefined,
      );
  }

  async function write(): Promise<void> {
    const plan = shown;
    if (!plan) return;
    const folder = await freeFolder(vscode.Uri.parse(plan.folder, true));
    const uris = plan.files.map(({ path }) => vscode.Uri.joinPath(folder, ...path.split('/')));
    for (const [index, { text }] of plan.files.entries())
      await writeFile(uris[index] ?? folder, new TextEncoder().encode(text));
    // Not before: where it fails, it can be tried again.
    await keep(undefined);
    if (uris[0]) await vscode.window.showTextDocument(uris[0]);
  }

  return vscode.Disposable.from(
    provider,
    changed,
    registerCommand('migrateInventory', migrate),
    registerCommand('writeMigration', write),
  );
}

const textOf = (plan: PlannedMigration | undefined, path: string, folder: string): string => {
  if (plan?.folder !== folder) return '';
  return path === REPORT ? plan.markdown : (plan.files.find((file) => file.path === path)?.text ?? '');
};

/** The differences, and the report beside them. */
async function show(plan: PlannedMigration, changed: vscode.EventEmitter<vscode.Uri>): Promise<void> {
  const shownUri = (path: string): vscode.Uri =>
    vscode.Uri.from({ scheme: SCHEME, path: `/${path}`, query: plan.folder });
  const texts = plan.files.map(({ path }) => shownUri(path));
  const report = shownUri(REPORT);
  for (const uri of [...texts, report]) changed.fire(uri);
  const document = await vscode.workspace.openTextDocument(report);
  const pairs = plan.files.map(({ from }, index) => [
    texts[index],
    vscode.Uri.parse(from, true),
    texts[index],
  ]);
  await vscode.commands.executeCommand('vscode.changes', vscode.l10n.t('Migration of the inventory'), pairs);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false });
}

/** Beside the folder of before; in it, where that is the one that is open. */
async function freeFolder(before: vscode.Uri): Promise<vscode.Uri> {
  const isOpened = vscode.workspace.workspaceFolders?.some(({ uri }) => uri.toString() === before.toString());
  const name = isOpened ? 'k3s-ansible' : `${before.path.split('/').at(-1)}-k3s-ansible`;
  const place = isOpened ? before : vscode.Uri.joinPath(before, '..');
  for (let count = 1; ; count++) {
    const folder = vscode.Uri.joinPath(place, count === 1 ? name : `${name}-${count}`);
    const isFree = await vscode.workspace.fs.stat(folder).then(
      () => false,
      () => true,
    );
    if (isFree) return folder;
  }
}
