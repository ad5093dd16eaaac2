// "Is This Ready to Deploy?": the server's verdict on the inventory of the active file, as a document to read.
import * as vscode from 'vscode';
import type { BaseLanguageClient as LanguageClient } from 'vscode-languageclient';
import { preflightReport } from '../../server/src/protocol/preflight.ts';
import type { PlaybookFolders } from './playbookFolder.ts';
import { registerCommand, request } from './serverRequests.ts';
import { showMarkdown } from './showMarkdown.ts';

const SCHEME = 'k3s-inventory-preflight';

export function registerPreflight(client: LanguageClient, playbooks: PlaybookFolders): vscode.Disposable {
  /** One for each inventory that was asked about. */
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
  });

  async function show(): Promise<void> {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const params = uri && { uri: uri.toString(), ...playbooks.of(uri.toString()) };
    const answer = params && (await request(client, preflightReport, params));
    if (!answer) {
      void vscode.window.showWarningMessage(vscode.l10n.t('Open a K3s-Ansible inventory first.'));
      return;
    }
    const name = uri.path.split('/').at(-1) ?? '';
    const shown = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: uri.toString() });
    texts.set(shown.toString(), answer.markdown);
    changed.fire(shown);
    await showMarkdown(shown);
  }

  return vscode.Disposable.from(provider, changed, registerCommand('preflight', show));
}
