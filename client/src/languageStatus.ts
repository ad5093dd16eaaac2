// What the server takes the document for: in the status bar, behind a click, and as context keys for the commands.
import * as vscode from 'vscode';
import { type BaseLanguageClient as LanguageClient, State } from 'vscode-languageclient';
import { commandId } from '../../server/src/protocol/commands.ts';
import { type DocumentStatus, documentStatus } from '../../server/src/protocol/status.ts';
import { isServedDocument, onServedDocumentsChanged, servedDocuments, setContext } from './documents.ts';
import { isInBrowser } from './platform/runtime.ts';
import { registerCommand, request } from './serverRequests.ts';

/** Long enough that typing asks for nothing. */
const PAUSE_MS = 300;
/** An answer that takes longer is one that people wait for. */
const SLOW_MS = 1000;

export function registerLanguageStatus(client: LanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('k3sInventory.status', servedDocuments());
  item.name = 'K3s Inventory';
  item.command = { command: commandId('showStatus'), title: vscode.l10n.t('Show') };
  let shown: DocumentStatus | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function refresh(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    // The panel with the output takes the focus, but the inventory is still what is edited.
    if (document?.uri.scheme === 'output') return;
    const isServed = isServedDocument(document);
    // One that is still starting answers once it is there.
    const isAsked = isServed && [State.Starting, State.Running].includes(client.state);
    const status = isAsked ? await ask(document.uri.toString()) : undefined;
    if (document !== vscode.window.activeTextEditor?.document) return;
    shown = status;
    await setContext('document', status?.kind);
    item.text = status?.title ?? 'K3s Inventory';
    item.detail = status?.lines[0] ?? vscode.l10n.t('The server is not running');
    const isLost = isServed && !isAsked;
    item.severity = isLost
      ? vscode.LanguageStatusSeverity.Warning
      : vscode.LanguageStatusSeverity.Information;
  }

  /** A million hosts take the server ten seconds: that it is at work is shown. */
  async function ask(uri: string): Promise<DocumentStatus | undefined> {
    const slow = setTimeout(() => {
      item.busy = true;
      item.detail = vscode.l10n.t('Reading and checking …');
    }, SLOW_MS);
    try {
      return await request(client, documentStatus, { uri });
    } catch {
      return undefined;
    } finally {
      clearTimeout(slow);
      item.busy = false;
    }
  }

  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), PAUSE_MS);
  };

  const isActive = (uri: vscode.Uri): boolean =>
    uri.toString() === vscode.window.activeTextEditor?.document.uri.toString();
  void refresh();
  return vscode.Disposable.from(
    item,
    { dispose: () => clearTimeout(timer) },
    client.onDidChangeState(soon),
    onServedDocumentsChanged(() => {
      item.selector = servedDocuments();
    }),
    vscode.window.onDidChangeActiveTextEditor(() => void refresh()),
    vscode.workspace.onDidChangeTextDocument(({ document }) => isActive(document.uri) && soon()),
    registerCommand('showStatus', async () => {
      // What is shown may be of a moment before, or of a server that was not there yet.
      await refresh();
      await showStatus(shown);
    }),
    registerCommand('reportIssue', reportIssue),
  );
}

/** Everything that is known, and what can be done about it. */
async function showStatus(status: DocumentStatus | undefined): Promise<void> {
  type Item = vscode.QuickPickItem & { readonly command?: string; readonly arguments?: readonly unknown[] };
  const inventory: readonly Item[] = [
    { label: vscode.l10n.t('Encrypt a secret'), command: commandId('encryptToken') },
    { label: vscode.l10n.t('Check the airgap folder'), command: commandId('checkAirgap') },
    {
      label: vscode.l10n.t('Explain where the vault password comes from'),
      command: commandId('explainVaultPassword'),
    },
  ];
  const items: readonly Item[] = [
    ...(status?.lines ?? []).map((label) => ({ label, alwaysShow: true })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    ...(status?.kind === 'inventory' ? inventory : []),
    {
      label: vscode.l10n.t('Settings'),
      command: 'workbench.action.openSettings',
      arguments: ['@ext:k3s-inventory.k3s-inventory'],
    },
    { label: vscode.l10n.t('Show the output'), command: commandId('showOutput') },
    { label: vscode.l10n.t('Restart the server'), command: commandId('restartServer') },
    { label: vscode.l10n.t('Report an issue'), command: commandId('reportIssue') },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: status?.title ?? 'K3s Inventory' });
  if (chosen?.command) await vscode.commands.executeCommand(chosen.command, ...(chosen.arguments ?? []));
}

/** Versions only: nothing of any file goes with it. */
async function reportIssue(): Promise<void> {
  const extension = vscode.extensions.getExtension('k3s-inventory.k3s-inventory');
  const version: unknown = extension?.packageJSON?.version;
  const system = isInBrowser ? vscode.env.appHost : `${process.platform} ${process.arch}`;
  await vscode.commands.executeCommand('workbench.action.openIssueReporter', {
    extensionId: 'k3s-inventory.k3s-inventory',
    issueBody: `K3s Inventory ${version}, VS Code ${vscode.version}, ${system}\n\n`,
  });
}
