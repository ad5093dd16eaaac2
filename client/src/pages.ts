// The pages of rules and variables inside the editor, without a network; a rule is switched off here, too, for the workspace.
import * as vscode from 'vscode';
import type { BaseLanguageClient as LanguageClient } from 'vscode-languageclient';
import { page } from '../../server/src/protocol/status.ts';
import { registerCommand, request } from './serverRequests.ts';
import { showMarkdown } from './showMarkdown.ts';

const SCHEME = 'k3s-inventory-page';

export function registerPages(client: LanguageClient): vscode.Disposable {
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    // Pages refer to each other, so that one may be asked for that no command has opened.
    async provideTextDocumentContent({ path }) {
      const name = path.replace(/^.*\/|\.md$/g, '');
      return (await request(client, page, { name }))?.markdown ?? '';
    },
  });
  return vscode.Disposable.from(
    provider,
    registerCommand('openPage', async (name: string) =>
      showMarkdown(vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md` })),
    ),
    registerCommand('turnRuleOff', turnOff),
  );
}

/** In the settings of the workspace, which its other users may share; those of the user are left alone. */
async function turnOff(ruleId: string): Promise<void> {
  if (!vscode.workspace.workspaceFolders) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'There is no workspace whose settings could say so. Open a folder, or allow it in the file.',
      ),
    );
    return;
  }
  const settings = vscode.workspace.getConfiguration('k3sInventory');
  const present = settings.inspect<Record<string, string>>('rules')?.workspaceValue;
  await settings.update('rules', { ...present, [ruleId]: 'off' }, vscode.ConfigurationTarget.Workspace);
}
