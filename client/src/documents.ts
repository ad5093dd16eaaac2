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
const STORED = [
  ...new Set(['file', ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)]),
];
const UNTITLED = 'untitled';

export const DOCUMENTS = [
  ...LANGUAGES.flatMap((language) => [...STORED, UNTITLED].map((scheme) => ({ language, scheme }))),
  ...PLAIN_NAMES.flatMap((pattern) => STORED.map((scheme) => ({ language: PLAIN, scheme, pattern }))),
  { language: PLAIN, scheme: UNTITLED },
];

/** Whether a document is one that people write, and no view of something else. */
export const isWritten = ({ uri }: vscode.TextDocument): boolean =>
  uri.scheme === UNTITLED || STORED.includes(uri.scheme);

/** What nearly every inventory of these kinds has, and few other files: a group, its members, a variable of a connection. */
const MARKS =
  /k3s|["']?(?:hosts|children)["']?\s*:|^\[[^\]]+:(?:children|vars)\]|\bansible_\w+|^\[(?:server|agent|master|node)s?\]/im;
/** Most JSON and INI files are settings of programs; the server waits for one that may be an inventory. */
const SELDOM = [
  ...['json', 'ini', 'properties'].map((language) => ({ language })),
  { language: PLAIN, scheme: UNTITLED },
];
const NAMED_LIKE_INVENTORIES = PLAIN_NAMES.map((pattern) => ({ pattern }));

/** Whether the server is to be there for a document. A file that is typed becomes one in time. */
export function mayBeInventory(document: vscode.TextDocument): boolean {
  if (vscode.languages.match(DOCUMENTS, document) === 0) return false;
  if (vscode.languages.match(SELDOM, document) === 0) return true;
  return vscode.languages.match(NAMED_LIKE_INVENTORIES, document) > 0 || MARKS.test(document.getText());
}
