// Everything of the extension but its entry: the client of the language server, and what only VS Code can do. No
// knowledge of inventories here.
import type * as vscode from 'vscode';
import type { BaseLanguageClient as LanguageClient } from 'vscode-languageclient';
import { registerAirgapReport } from './airgapReport.ts';
import { createClient, registerRestart } from './client.ts';
import { registerMigration } from './inventories/migrateInventory.ts';
import { registerLanguageStatus } from './languageStatus.ts';
import { registerNodePreviews } from './nodes/previewNodes.ts';
import { registerPages } from './pages.ts';
import { createPlaybookFolders } from './playbookFolder.ts';
import { registerPreflight } from './preflightDocument.ts';
import { createErrorHandler } from './serverRequests.ts';
import { registerShowOutput } from './showOutput.ts';
import { registerTopology } from './topology/showTopology.ts';
import { registerVault } from './vaultCommands.ts';

/**
 * Starts no server: that is up to who needs one.
 * @param makeRoom removes the commands that have stood in for these
 */
export async function registerAll(
  context: vscode.ExtensionContext,
  makeRoom: () => void,
): Promise<LanguageClient> {
  const errorHandler = createErrorHandler();
  const client = await createClient(context, errorHandler);
  const playbooks = createPlaybookFolders();
  makeRoom();
  context.subscriptions.push(
    { dispose: () => void client.stop() },
    registerVault(client, context),
    registerAirgapReport(client, playbooks),
    registerPreflight(client, playbooks),
    registerPages(client),
    registerTopology(client, context.extensionUri),
    registerMigration(client),
    registerNodePreviews(client),
    registerShowOutput(client),
    registerRestart(client, errorHandler),
    registerLanguageStatus(client),
  );
  return client;
}
