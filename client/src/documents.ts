// Which documents the server is there for.
import * as vscode from 'vscode';

/** Languages under which people open inventories; which documents are checked is decided by content. */
const LANGUAGES = ['yaml', 'ansible', 'json', 'ini', 'properties'];
/** Names without an extension, as Ansible's own documentation has them; for VS Code they are plain text. */
const PLAIN_NAMES = ['**/{hosts,inventory}', '**/{group_vars,host_vars,inventory,inventories}/**'];
const PLAIN = 'plaintext';

const MAY_BE_INVENTORIES = [
  ...LANGUAGES.flatMap((language) => ['file', 'untitled'].map((scheme) => ({ language, scheme }))),
  ...PLAIN_NAMES.map((pattern) => ({ language: PLAIN, scheme: 'file', pattern })),
];
export const DOCUMENTS = [...MAY_BE_INVENTORIES, { language: PLAIN, scheme: 'untitled' }];

/** Every plain text and every new document wakes the extension up; the server waits for what may be an inventory. */
export function mayBeInventory(document: vscode.TextDocument): boolean {
  if (vscode.languages.match(MAY_BE_INVENTORIES, document) > 0) return true;
  const isNew = document.isUntitled && document.languageId === PLAIN;
  return isNew && /k3s|hosts:|^\[[^\]]+\]/m.test(document.getText());
}
