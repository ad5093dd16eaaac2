// The folder of the playbook, which a relative airgap_dir starts from: a setting says it, or a person who is asked.
import * as vscode from 'vscode';

export interface PlaybookFolders {
  /** What has been said for the inventory of a document; nothing where none has been. */
  of(uri: string): { readonly playbookFolder?: string };
  /** Whether the user has said it now; kept until the window is closed. */
  ask(uri: string): Promise<boolean>;
}

/** The answer of the user counts before the setting, until the window is closed. */
export function createPlaybookFolders(): PlaybookFolders {
  const chosen = new Map<string, vscode.Uri>();
  return {
    of(uri) {
      const folder = chosen.get(uri) ?? settingFor(uri);
      return folder ? { playbookFolder: folder.toString() } : {};
    },
    async ask(uri) {
      const choose = vscode.l10n.t('Choose Folder…');
      const question = vscode.l10n.t('Where the airgap folder is depends on the folder of your playbook.');
      if ((await vscode.window.showInformationMessage(question, choose)) !== choose) return false;
      const folder = await chooseFolder(uri);
      if (folder) chosen.set(uri, folder);
      return folder !== undefined;
    },
  };
}

/** An absolute path, or one from the workspace folder of the document. */
function settingFor(document: string): vscode.Uri | undefined {
  const uri = vscode.Uri.parse(document);
  const path = vscode.workspace.getConfiguration('k3sInventory', uri).get<string>('playbookFolder') ?? '';
  if (path === '') return undefined;
  if (/^(?:[/\\]|[A-Za-z]:)/.test(path)) return vscode.Uri.file(path);
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder && vscode.Uri.joinPath(folder.uri, path);
}

const PLAYBOOKS = '**/{site,playbook,main,deploy,install,cluster,k3s,upgrade,reset,reboot}*.{yml,yaml}';
const NO_PLAYBOOKS = '**/{node_modules,roles,group_vars,host_vars,tasks,defaults,vars,handlers,meta}/**';
const MAX_FILES = 200;

/** From the folders that have something named like a playbook, nearest first, or from all there are. */
async function chooseFolder(document: string): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles(PLAYBOOKS, NO_PLAYBOOKS, MAX_FILES);
  const folders = new Map(
    found.map((file) => vscode.Uri.joinPath(file, '..')).map((uri) => [uri.toString(), uri]),
  );
  const items = [...folders.values()]
    .sort((a, b) => a.path.length - b.path.length)
    .map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const other = { label: vscode.l10n.t('Another folder…'), uri: undefined };
  const title = vscode.l10n.t('The folder of the playbook that you run');
  const picked = await vscode.window.showQuickPick([...items, other], {
    title,
    placeHolder: vscode.l10n.t('For good: the setting k3sInventory.playbookFolder'),
  });
  if (!picked || picked.uri) return picked?.uri;
  const [uri] =
    (await vscode.window.showOpenDialog({
      title,
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(document), '..'),
    })) ?? [];
  return uri;
}
