import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** "Show Output": what the server logged, such as an inventory it leaves alone and why. */
export const registerShowOutput = (client: LanguageClient): vscode.Disposable =>
  vscode.commands.registerCommand('k3sInventory.showOutput', () => client.outputChannel.show());
