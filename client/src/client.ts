import * as vscode from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { provideCompletionItem } from './parameterHints.ts';

/** Languages under which people open inventories; which documents are checked is decided by content. */
const LANGUAGES = ['yaml', 'ansible', 'json', 'ini', 'properties'];
export const DOCUMENTS = LANGUAGES.map((language) => ({ language, scheme: 'file' }));

export async function startClient(context: vscode.ExtensionContext): Promise<LanguageClient> {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'k3s-inventory.cjs').fsPath;
  const server: ServerOptions = { module, args: ['lsp'], transport: TransportKind.ipc };
  const options: LanguageClientOptions = {
    documentSelector: DOCUMENTS,
    initializationOptions: { prompts: true },
    outputChannelName: 'K3s Inventory',
    // `closeBraces.ts` asks itself, whatever the setting says; twice would be one brace too many.
    middleware: { provideOnTypeFormattingEdits: () => [], provideCompletionItem },
  };
  const client = new LanguageClient('k3sInventory', 'K3s Inventory', server, options);
  await client.start();
  return client;
}
