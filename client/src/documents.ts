// Which documents the server is there for.
import * as vscode from 'vscode';

/** Languages under which people open inventories; which documents are checked is decided by content. */
const LANGUAGES = ['yaml', 'ansible', 'json', 'ini', 'properties'];
/** Names without an extension, as Ansible's own documentation has them; for VS Code they are plain text. */
const PLAIN_NAMES = ['**/{hosts,inventory}', '**/{group_vars,host_vars,inventory,inventories}/**'];
const PLAIN = 'plaintext';

/**
 * Where documents are: on a disk, nowhere yet, or in whatever the opened folders are in, such as a repository that is
 * not cloned. Others are views of something: of a commit, of a setting, of what is encrypted.
 */
const storedSchemes = (): readonly string[] => [
  ...new Set(['file', ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)]),
];
const UNTITLED = 'untitled';

interface ServedDocuments {
  readonly language: string;
  readonly scheme: string;
  readonly pattern?: string;
}

/** Those of the folders that are open now. */
export function servedDocuments(): ServedDocuments[] {
  const stored = storedSchemes();
  return [
    ...LANGUAGES.flatMap((language) => [...stored, UNTITLED].map((scheme) => ({ language, scheme }))),
    ...PLAIN_NAMES.flatMap((pattern) => stored.map((scheme) => ({ language: PLAIN, scheme, pattern }))),
    { language: PLAIN, scheme: UNTITLED },
  ];
}

/** Calls when a folder was added, or removed, whose scheme no other folder has. */
export function onServedDocumentsChanged(changed: () => void): vscode.Disposable {
  let known = storedSchemes().join();
  return vscode.workspace.onDidChangeWorkspaceFolders(() => {
    const now = storedSchemes().join();
    if (now === known) return;
    known = now;
    changed();
  });
}

/** Whether a document is one that people write, and no view of something else. */
export const isWritten = ({ uri }: vscode.TextDocument): boolean =>
  uri.scheme === UNTITLED || storedSchemes().includes(uri.scheme);

/** Whether the server is there for it; of none where no editor is active. */
export const isServedDocument = (
  document: vscode.TextDocument | undefined,
): document is vscode.TextDocument =>
  document !== undefined && vscode.languages.match(servedDocuments(), document) > 0;

/** Keys that package.json asks for. */
export const setContext = (key: string, value: unknown): Thenable<unknown> =>
  vscode.commands.executeCommand('setContext', `k3sInventory.${key}`, value);

/** Keeps the key by which commands are offered. */
export function followServedContext(): vscode.Disposable {
  const follow = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    // The panel with the output takes the focus, but the inventory is still what is edited.
    if (document?.uri.scheme !== 'output') void setContext('isServed', isServedDocument(document));
  };
  follow();
  return vscode.window.onDidChangeActiveTextEditor(follow);
}

/**
 * What nearly every inventory and file of variables has, and few other files: a group, its members, a variable of a
 * connection or of K3s, a template, something encrypted.
 */
const MARKS =
  /k3s|["']?(?:hosts|children)["']?\s*:|^\[[^\]]+:(?:children|vars)\]|\bansible_\w+|^\[(?:server|agent|master|node)s?\]|(?<!\$)\{\{|ANSIBLE_VAULT|!vault|\b(?:vault_\w+|token|api_endpoint|airgap_dir|extra_(?:server|agent)_args|(?:server|agent|registries)_config_yaml)\s*:/im;
/** A YAML file without a key may become an inventory, for which completion is there from the first letter. */
const HAS_KEY = /^[ \t-]*[^\s#:-][^#:\n]*:/m;
const NAMED_LIKE_INVENTORIES = [...PLAIN_NAMES, '**/{hosts,inventory,.k3s-inventory}*.{yml,yaml}'].map(
  (pattern) => ({ pattern }),
);
const YAML = ['yaml', 'ansible'].map((language) => ({ language }));

/** Whether the server is to be there for a document: most YAML, JSON and INI files are something else. */
function mayBeInventory(document: vscode.TextDocument): boolean {
  if (!isServedDocument(document)) return false;
  if (vscode.languages.match(NAMED_LIKE_INVENTORIES, document) > 0) return true;
  const text = document.getText();
  return MARKS.test(text) || (vscode.languages.match(YAML, document) > 0 && !HAS_KEY.test(text));
}

/** The lines that a change has touched: while someone types, a long file is not read over and over. */
const mayBecomeInventory = ({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean =>
  isServedDocument(document) &&
  contentChanges.some(({ range: { start }, text }) => {
    const end = start.line + text.split('\n').length;
    return MARKS.test(document.getText(new vscode.Range(start.line, 0, end, 0)));
  });

/** Calls once, as soon as a document is there that may be an inventory. One that is typed becomes one in time. */
export function onFirstInventory(found: () => void): vscode.Disposable {
  let isFound = false;
  const when = (mayBe: boolean): void => {
    if (isFound || !mayBe) return;
    isFound = true;
    listeners.dispose();
    found();
  };
  const listeners = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => when(mayBeInventory(document))),
    vscode.workspace.onDidChangeTextDocument((event) => when(mayBecomeInventory(event))),
  );
  when(vscode.workspace.textDocuments.some(mayBeInventory));
  return listeners;
}
