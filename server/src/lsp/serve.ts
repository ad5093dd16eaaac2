// Starts a session after `initialize`: the language service, and a handler for each request.
import type { Connection } from 'vscode-languageserver';
import { createLanguageService } from '../core/index.ts';
import { createDiskFileSystem } from '../node/diskFileSystem.ts';
import { bundleFor, randomToken } from '../node/environment.ts';
import { createCachedFileSystem } from './cachedFileSystem.ts';
import type { ClientFeatures } from './capabilities.ts';
import { registerAirgap } from './handlers/airgap.ts';
import { registerCloseBraces } from './handlers/closeBraces.ts';
import { registerCodeActions } from './handlers/codeAction.ts';
import { registerCodeLenses } from './handlers/codeLens.ts';
import { registerCompletion } from './handlers/completion.ts';
import { registerDefinition } from './handlers/definition.ts';
import { registerDiagnostics } from './handlers/diagnostics.ts';
import { registerHighlights } from './handlers/documentHighlight.ts';
import { registerDocumentLinks } from './handlers/documentLink.ts';
import { registerDocumentStatus } from './handlers/documentStatus.ts';
import { registerDocumentSymbols } from './handlers/documentSymbol.ts';
import { registerFoldingRanges } from './handlers/foldingRange.ts';
import { registerHover } from './handlers/hover.ts';
import { registerInlayHints } from './handlers/inlayHint.ts';
import { registerMigration } from './handlers/migration.ts';
import { registerNewInventory } from './handlers/newInventory.ts';
import { registerPreflight } from './handlers/preflight.ts';
import { registerNodePreviews } from './handlers/previewNodes.ts';
import { registerPullDiagnostics } from './handlers/pullDiagnostics.ts';
import { registerReferences } from './handlers/references.ts';
import { registerRename } from './handlers/rename.ts';
import { registerSelectionRanges } from './handlers/selectionRange.ts';
import { registerSemanticTokens } from './handlers/semanticTokens.ts';
import { registerSignatureHelp } from './handlers/signatureHelp.ts';
import { registerVault } from './handlers/vault.ts';
import { registerWorkspaceSymbols } from './handlers/workspaceSymbol.ts';
import { createOpenTexts } from './openTexts.ts';
import { createOverlayFileSystem } from './overlayFileSystem.ts';
import type { Session } from './session.ts';
import { createSettings } from './settings.ts';
import { createSteadyFindings } from './steadyFindings.ts';

/** What is known of the client when it has introduced itself. */
export interface Client {
  readonly connection: Connection;
  readonly features: ClientFeatures;
  readonly locale: string | undefined;
  readonly isOver: () => boolean;
}

/** Registers the handlers of all requests and notifications. */
export async function serve(
  { connection, features, locale, isOver }: Client,
  createService = createLanguageService,
): Promise<void> {
  const steady = createSteadyFindings();
  const documents = createOpenTexts(steady.edited);
  documents.listen(connection);
  const cachedDisk = createCachedFileSystem(createDiskFileSystem());
  const bundle = await bundleFor(locale);
  const settings = createSettings(connection, features);
  const fileSystem = { ...createOverlayFileSystem(documents, cachedDisk), ansibleCore: settings.ansibleCore };
  const service = createService(fileSystem, {
    bundle,
    randomToken,
    onRuleError: (ruleId, error) => connection.console.error(`rule ${ruleId}: ${String(error)}`),
  });
  const session: Session = {
    connection,
    documents,
    service,
    cachedDisk,
    settings,
    features,
    bundle,
    steady,
    isOver,
  };
  registerDiagnostics(session);
  if (features.pullsDiagnostics) registerPullDiagnostics(session);
  registerCodeActions(session);
  registerCompletion(session);
  registerHover(session);
  registerInlayHints(session);
  registerSignatureHelp(session);
  registerSemanticTokens(session);
  registerSelectionRanges(session);
  registerCloseBraces(session);
  registerDefinition(session);
  registerReferences(session);
  registerHighlights(session);
  registerDocumentSymbols(session);
  registerWorkspaceSymbols(session);
  registerDocumentLinks(session);
  registerFoldingRanges(session);
  registerCodeLenses(session);
  registerRename(session);
  registerVault(session);
  registerAirgap(session);
  registerPreflight(session);
  registerMigration(session);
  registerNodePreviews(session);
  registerDocumentStatus(session);
  registerNewInventory(session);
}
