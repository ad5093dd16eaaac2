// Loads what is in a file of its own: by `require` in Node; in a browser, where there is none, VS Code reads the text.
import * as vscode from 'vscode';
import { isInBrowser } from './runtime.ts';

type Rest = typeof import('../registerAll.ts');

export async function loadRest({ extensionUri }: vscode.ExtensionContext): Promise<Rest> {
  if (!isInBrowser) return import('../registerAll.ts');
  const file = vscode.Uri.joinPath(extensionUri, 'dist', 'client.cjs');
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const module = { exports: {} as Rest };
  // As VS Code itself evaluates the entry. No module is asked for but VS Code's own.
  new Function('module', 'exports', 'require', text)(module, module.exports, () => vscode);
  return module.exports;
}
