// "Is This Ready to Deploy?": the server's verdict on the inventory of the active file, as a document to read; and the
// command that runs the play, in a terminal.
import * as vscode from 'vscode';
import type { BaseLanguageClient as LanguageClient } from 'vscode-languageclient';
import { type PreflightText, preflightReport } from '../../server/src/protocol/preflight.ts';
import { isInBrowser } from './platform/runtime.ts';
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

  async function ask(): Promise<(PreflightText & { readonly uri: vscode.Uri }) | undefined> {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const params = uri && { uri: uri.toString(), ...playbooks.of(uri.toString()) };
    const answer = params && (await request(client, preflightReport, params));
    if (answer) return { ...answer, uri };
    void vscode.window.showWarningMessage(vscode.l10n.t('Open a K3s-Ansible inventory first.'));
    return undefined;
  }

  async function show(): Promise<void> {
    const answer = await ask();
    if (!answer) return;
    const { uri } = answer;
    const name = uri.path.split('/').at(-1) ?? '';
    const shown = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: uri.toString() });
    texts.set(shown.toString(), answer.markdown);
    changed.fire(shown);
    await showMarkdown(shown);
  }

  return vscode.Disposable.from(
    provider,
    changed,
    registerCommand('preflight', show),
    registerCommand('runPlaybook', async () => {
      const answer = await ask();
      if (answer) typeIntoTerminal(answer.command, vscode.workspace.getWorkspaceFolder(answer.uri)?.uri);
    }),
  );
}

/** Typed only: it runs when the user presses Enter. */
function typeIntoTerminal(command: string, cwd: vscode.Uri | undefined): void {
  // A name of a file may hold what a terminal takes for Enter.
  if (isInBrowser || /\p{Cc}/u.test(command)) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('It cannot be put into a terminal here. The command: {0}', command),
    );
    return;
  }
  const terminal = vscode.window.createTerminal({ name: 'ansible-playbook', ...(cwd && { cwd }) });
  terminal.show();
  terminal.sendText(command, false);
}
