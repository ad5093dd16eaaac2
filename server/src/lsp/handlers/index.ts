// The handlers of all requests. Generated from the names of the files by scripts/generate.mjs; do not edit.
import type { Session } from '../session.ts';
import { registerAirgap } from './airgap.ts';
import { registerCloseBraces } from './closeBraces.ts';
import { registerCodeAction } from './codeAction.ts';
import { registerCodeLens } from './codeLens.ts';
import { registerCompletion } from './completion.ts';
import { registerDefinition } from './definition.ts';
import { registerDiagnostics } from './diagnostics.ts';
import { registerDocumentHighlight } from './documentHighlight.ts';
import { registerDocumentLink } from './documentLink.ts';
import { registerDocumentStatus } from './documentStatus.ts';
import { registerDocumentSymbol } from './documentSymbol.ts';
import { registerExecuteCommand } from './executeCommand.ts';
import { registerFoldingRange } from './foldingRange.ts';
import { registerHover } from './hover.ts';
import { registerInlayHint } from './inlayHint.ts';
import { registerMigration } from './migration.ts';
import { registerNewInventory } from './newInventory.ts';
import { registerPage } from './page.ts';
import { registerPreflight } from './preflight.ts';
import { registerPreviewNodes } from './previewNodes.ts';
import { registerPullDiagnostics } from './pullDiagnostics.ts';
import { registerReferences } from './references.ts';
import { registerRename } from './rename.ts';
import { registerSelectionRange } from './selectionRange.ts';
import { registerSemanticTokens } from './semanticTokens.ts';
import { registerSignatureHelp } from './signatureHelp.ts';
import { registerTopology } from './topology.ts';
import { registerVault } from './vault.ts';
import { registerWorkspaceSymbol } from './workspaceSymbol.ts';

export const handlers: readonly ((session: Session) => void)[] = [
  registerAirgap,
  registerCloseBraces,
  registerCodeAction,
  registerCodeLens,
  registerCompletion,
  registerDefinition,
  registerDiagnostics,
  registerDocumentHighlight,
  registerDocumentLink,
  registerDocumentStatus,
  registerDocumentSymbol,
  registerExecuteCommand,
  registerFoldingRange,
  registerHover,
  registerInlayHint,
  registerMigration,
  registerNewInventory,
  registerPage,
  registerPreflight,
  registerPreviewNodes,
  registerPullDiagnostics,
  registerReferences,
  registerRename,
  registerSelectionRange,
  registerSemanticTokens,
  registerSignatureHelp,
  registerTopology,
  registerVault,
  registerWorkspaceSymbol,
];
