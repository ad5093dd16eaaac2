// The language server: wires one connection to the language service. Each request has its own handler file.
import {
  type Connection,
  createConnection,
  ProposedFeatures,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createLanguageService } from '../core/index.ts';
import { createDiskHost } from '../node/diskHost.ts';
import { bundleFor, randomToken } from '../node/environment.ts';
import { capabilitiesFor, featuresOf } from './capabilities.ts';
import { createEditorHost } from './editorHost.ts';
import { registerAirgap } from './handlers/airgap.ts';
import { registerCloseBraces } from './handlers/closeBraces.ts';
import { registerCodeActions } from './handlers/codeAction.ts';
import { registerCompletion } from './handlers/completion.ts';
import { registerDefinition } from './handlers/definition.ts';
import { registerDiagnostics } from './handlers/diagnostics.ts';
import { registerHighlights } from './handlers/documentHighlight.ts';
import { registerDocumentLinks } from './handlers/documentLink.ts';
import { registerDocumentSymbols } from './handlers/documentSymbol.ts';
import { registerHover } from './handlers/hover.ts';
import { registerInlayHints } from './handlers/inlayHint.ts';
import { registerReferences } from './handlers/references.ts';
import { registerRename } from './handlers/rename.ts';
import { registerSelectionRanges } from './handlers/selectionRange.ts';
import { registerSemanticTokens } from './handlers/semanticTokens.ts';
import { registerSignatureHelp } from './handlers/signatureHelp.ts';
import { registerVault } from './handlers/vault.ts';
import { registerWorkspaceSymbols } from './handlers/workspaceSymbol.ts';
import type { Session } from './session.ts';
import { createSettings } from './settings.ts';
import { createWorld } from './world.ts';

/** Serves until the client goes. Without a connection, takes the transport from the command line. */
export function startLanguageServer(connection: Connection = createConnection(ProposedFeatures.all)): void {
  const documents = new TextDocuments(TextDocument);
  connection.onInitialize((params) => {
    const features = featuresOf(params);
    const world = createWorld(createDiskHost());
    const service = createLanguageService(createEditorHost(documents, world), {
      bundle: bundleFor(params.locale),
      randomToken,
      onRuleError: (ruleId, error) => connection.console.error(`rule ${ruleId}: ${String(error)}`),
    });
    const session: Session = {
      connection,
      documents,
      service,
      world,
      settings: createSettings(connection, features),
      features,
    };
    registerDiagnostics(session);
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
    registerRename(session);
    registerVault(session, params.locale);
    registerAirgap(session, params.locale);
    return capabilitiesFor(features);
  });
  documents.listen(connection);
  connection.listen();
}
