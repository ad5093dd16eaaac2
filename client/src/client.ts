// The language server as VS Code sees it: for which documents, and with what VS Code adds to it.
import * as vscode from 'vscode';
import {
  type BaseLanguageClient as LanguageClient,
  type LanguageClientOptions,
  State,
} from 'vscode-languageclient';
import { commandId } from '../../server/src/protocol/commands.ts';
import { closeBracesAfter } from './closeBraces.ts';
import { fittingDiagnostics } from './diagnostics/fittingDiagnostics.ts';
import { linkToPages } from './diagnostics/linkToPages.ts';
import { onServedDocumentsChanged, servedDocuments } from './documents.ts';
import { createOutputChannel } from './outputChannel.ts';
import { provideCompletionItem } from './parameterHints.ts';
import { answerFileRequests } from './platform/fileRequests.ts';
import { isInBrowser } from './platform/runtime.ts';
import { type RestartingErrorHandler, registerCommand } from './serverRequests.ts';

/** Creates the client without starting it. */
export async function createClient(
  context: vscode.ExtensionContext,
  errorHandler: RestartingErrorHandler,
): Promise<LanguageClient> {
  const outputChannel = createOutputChannel('K3s Inventory');
  context.subscriptions.push(outputChannel);
  const options: LanguageClientOptions = {
    documentSelector: servedDocuments(),
    initializationOptions: { prompts: true, files: true },
    outputChannel,
    // Of all commands, only those that the server's own hovers name.
    markdown: { isTrusted: { enabledCommands: [commandId('showHidden'), commandId('openPage')] } },
    errorHandler,
    middleware: {
      provideCompletionItem,
      handleDiagnostics(uri, diagnostics, next) {
        linkToPages(diagnostics);
        next(uri, fittingDiagnostics(diagnostics));
      },
      // `closeBraces.ts` asks itself, whatever the setting says; twice would be one brace too many.
      provideOnTypeFormattingEdits: () => [],
      didChange: async (event, next) => {
        await next(event);
        closeBracesAfter(client, event);
      },
    },
  };
  const folder = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const client = await clientFor(folder, options);
  context.subscriptions.push(answerFileRequests(client), followFolders(client));
  // Findings are to come by themselves, of files without a tab too: VS Code asks for those of tabs only.
  client.registerFeature({
    fillClientCapabilities: ({ textDocument }) => {
      if (textDocument) delete textDocument.diagnostic;
    },
    initialize: () => undefined,
    getState: () => ({ kind: 'static' }),
    clear: () => undefined,
  });
  return client;
}

/** What the server is there for is fixed when it is started. */
const followFolders = (client: LanguageClient): vscode.Disposable =>
  onServedDocumentsChanged(() => {
    client.clientOptions.documentSelector = servedDocuments();
    if (client.isRunning()) void client.stop().then(() => started(client));
  });

/** In the bundle, the library for the one runtime is not even evaluated in the other. */
const clientFor = async (folder: vscode.Uri, options: LanguageClientOptions): Promise<LanguageClient> =>
  isInBrowser
    ? (await import('./platform/serverWorker.ts')).clientOfWorker(folder, options)
    : (await import('./platform/serverProcess.ts')).clientOfProcess(folder, options);

/** A server that has not answered `initialize` by then hangs. */
const MAX_START_MS = 10_000;

/** "Restart Server", also for one that does not answer any more. */
export const registerRestart = (
  client: LanguageClient,
  errorHandler: RestartingErrorHandler,
): vscode.Disposable =>
  registerCommand('restartServer', async () => {
    errorHandler.forget();
    // The library refuses to stop what is starting, and two seconds later kills it all the same.
    if (client.state === State.Starting) await Promise.race([started(client), pause(MAX_START_MS)]);
    // A server that hangs does not say goodbye: it is ended by the client, which then complains.
    if (client.needsStop()) await client.stop().catch(() => undefined);
    await client.start();
  });

const started = (client: LanguageClient): Promise<void> => client.start().catch(() => undefined);

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
