// The extension: starts the language server and adds what only VS Code can do. No knowledge of inventories here.
import type * as vscode from 'vscode';
import { registerAirgapReport } from './airgapReport.ts';
import { startClient } from './client.ts';
import { registerCloseBraces } from './closeBraces.ts';
import { registerShowOutput } from './showOutput.ts';
import { registerVault } from './vaultCommands.ts';

/** Resolves once the server answers; tests wait for it. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const client = await startClient(context);
  context.subscriptions.push(
    { dispose: () => void client.stop() },
    registerVault(client, context.secrets),
    registerAirgapReport(client),
    registerShowOutput(client),
    registerCloseBraces(client),
  );
}
