// The extension: starts the language server and adds what only VS Code can do. No knowledge of inventories here.
import type * as vscode from 'vscode';
import { registerAirgapReport } from './airgapReport.ts';
import { createClient, registerRestart, startWhenNeeded } from './client.ts';
import { registerMigration } from './inventories/migrateInventory.ts';
import { registerLanguageStatus } from './languageStatus.ts';
import { registerNodePreviews } from './nodes/previewNodes.ts';
import { createPlaybookFolders } from './playbookFolder.ts';
import { registerPreflight } from './preflightDocument.ts';
import { registerRulePages } from './rulePages.ts';
import { createErrorHandler } from './serverRequests.ts';
import { registerShowOutput } from './showOutput.ts';
import { registerTopology } from './topology/showTopology.ts';
import { registerVault } from './vaultCommands.ts';

/** Does not wait for the server, which starts meanwhile, where one is needed. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const errorHandler = createErrorHandler();
  const client = await createClient(context, errorHandler);
  const playbooks = createPlaybookFolders();
  // Before the server is there: a tab that comes back with the window asks for its text at once.
  context.subscriptions.push(
    { dispose: () => void client.stop() },
    registerVault(client, context),
    registerAirgapReport(client, playbooks),
    registerPreflight(client, playbooks),
    registerRulePages(client),
    registerTopology(client, context.extensionUri),
    registerMigration(client),
    registerNodePreviews(client),
    registerShowOutput(client),
    registerRestart(client, errorHandler),
    registerLanguageStatus(client),
  );
  context.subscriptions.push(startWhenNeeded(client));
}
