// Takes VS Code's save commands over while plaintext documents are open. VS Code drops a save that arrives while one of
// the same text is running, and does not report that: a save into memory would swallow one that the user asked for.
import * as vscode from 'vscode';

const SAVE = ['workbench.action.files.save', 'workbench.action.files.saveWithoutFormatting'];
const SAVE_ALL = ['saveAll', 'workbench.action.files.saveAll'];

/** VS Code's own commands are replaced between `start` and `stop` only. */
export interface SaveCommands extends vscode.Disposable {
  start(): void;
  stop(): void;
}

/** `save` is asked for documents of the scheme; what VS Code does for all others goes on as ever. */
export function createSaveCommands(scheme: string, save: (uri: string) => Promise<void>): SaveCommands {
  let taken: readonly vscode.Disposable[] = [];

  async function saveOne(chosen?: unknown): Promise<void> {
    const uri = chosen instanceof vscode.Uri ? chosen : activeUri();
    if (uri?.scheme === scheme) await save(uri.toString());
    else if (uri) await vscode.workspace.save(uri);
  }

  async function saveAll(): Promise<void> {
    const ours = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === scheme);
    await Promise.all(ours.map(({ uri }) => save(uri.toString())));
    await vscode.workspace.saveAll(true);
  }

  const stop = (): void => {
    for (const command of taken) command.dispose();
    taken = [];
  };
  return {
    start() {
      if (taken.length > 0) return;
      taken = [
        ...SAVE.map((id) => vscode.commands.registerCommand(id, saveOne)),
        ...SAVE_ALL.map((id) => vscode.commands.registerCommand(id, saveAll)),
      ];
    },
    stop,
    dispose: stop,
  };
}

function activeUri(): vscode.Uri | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const isOther =
    typeof input === 'object' && input !== null && 'uri' in input && input.uri instanceof vscode.Uri;
  return vscode.window.activeTextEditor?.document.uri ?? (isOther ? (input.uri as vscode.Uri) : undefined);
}
