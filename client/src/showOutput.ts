// The command "Show Output".
import * as vscode from 'vscode';
import type { BaseLanguageClient as LanguageClient } from 'vscode-languageclient';
import { commandId } from '../../server/src/protocol/commands.ts';

/** "Show Output": what the server logged, such as an inventory it leaves alone and why. */
export const registerShowOutput = (client: LanguageClient): vscode.Disposable =>
  vscode.commands.registerCommand(commandId('showOutput'), () => client.outputChannel.show());
