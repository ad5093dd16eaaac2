// The language server as a process of its own: where the extension runs in Node.
import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node';

export function clientOfProcess(folder: vscode.Uri, options: LanguageClientOptions): LanguageClient {
  const module = vscode.Uri.joinPath(folder, 'k3s-inventory.cjs').fsPath;
  const server = { module, args: ['lsp'], transport: TransportKind.ipc };
  return new LanguageClient('k3sInventory', 'K3s Inventory', server, options);
}
