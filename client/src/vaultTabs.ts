// The tabs and texts of plaintext documents, as VS Code knows them.
import * as vscode from 'vscode';

export const EDIT = 'k3s-inventory-vault';
export const VIEW = 'k3s-inventory-vault-view';

/** The plaintext document that a tab shows. */
export function plaintextIn({ input }: vscode.Tab): vscode.Uri | undefined {
  const isOurs = input instanceof vscode.TabInputText && [EDIT, VIEW].includes(input.uri.scheme);
  return isOurs ? input.uri : undefined;
}

export const tabsOf = (scheme: string): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter((tab) => plaintextIn(tab)?.scheme === scheme);

export const hasTab = (uri: string): boolean =>
  tabsOf(EDIT).some((tab) => plaintextIn(tab)?.toString() === uri);

/** Unlike those of another session, whose tabs may come back. */
export const newUri = (scheme: string, name: string): vscode.Uri =>
  vscode.Uri.from({ scheme, path: `/${crypto.randomUUID().slice(0, 8)}/${name}` });

export async function openTab(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
}

/** Modal, because the text is lost otherwise; `undefined` when the question is closed. */
export async function askWhatToDo(): Promise<'encrypt' | 'discard' | undefined> {
  const [encrypt, discard] = [vscode.l10n.t('Encrypt'), vscode.l10n.t('Discard')];
  const question = vscode.l10n.t('Encrypt what you have changed?');
  const detail = vscode.l10n.t('It was not saved, and is lost when it is discarded.');
  const choice = await vscode.window.showWarningMessage(question, { modal: true, detail }, encrypt, discard);
  return choice === encrypt ? 'encrypt' : choice === discard ? 'discard' : undefined;
}

/** A dot on the tab of what is not encrypted yet: VS Code's own is not there, because nothing is unsaved for it. */
export function createMarks(isMarked: (uri: string) => boolean) {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.window.registerFileDecorationProvider({
    onDidChangeFileDecorations: changed.event,
    provideFileDecoration(uri) {
      if (uri.scheme !== EDIT || !isMarked(uri.toString())) return undefined;
      return new vscode.FileDecoration('●', vscode.l10n.t('Not encrypted yet: save it'));
    },
  });
  return {
    refresh: (uri: string): void => changed.fire(vscode.Uri.parse(uri)),
    dispose: () => vscode.Disposable.from(changed, provider).dispose(),
  };
}
