import {
  CodeActionKind,
  type InitializeParams,
  type InitializeResult,
  ResourceOperationKind,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { name, version } from '../../../package.json';
import { SEMANTIC_LEGEND } from './semanticLegend.ts';

/** What this client can do, as far as the server behaves differently for it. */
export interface ClientFeatures {
  readonly configuration: boolean;
  readonly watchedFiles: boolean;
  readonly workspaceFolders: boolean;
  /** The client asks the user for passwords itself; without it, fixes that need one are not offered. */
  readonly prompts: boolean;
  readonly snippets: boolean;
  /** The client renames files when an edit says so. */
  readonly renamesFiles: boolean;
  /** The client makes files when an edit says so. */
  readonly createsFiles: boolean;
  /** The client asks whether a name can be changed before it asks the user for a new one. */
  readonly preparesRename: boolean;
  /** The client asks for inlay hints anew when it is told to. */
  readonly refreshesInlayHints: boolean;
  /** The client asks for findings itself; nothing is published to it. */
  readonly pullsDiagnostics: boolean;
  /** It takes findings of other files with those it has asked for. */
  readonly relatedDocuments: boolean;
  readonly refreshesDiagnostics: boolean;
}

export function featuresOf(params: InitializeParams): ClientFeatures {
  const { workspace, textDocument } = params.capabilities;
  const options: unknown = params.initializationOptions;
  return {
    configuration: workspace?.configuration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    watchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    prompts:
      typeof options === 'object' && options !== null && 'prompts' in options && options.prompts === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    renamesFiles:
      workspace?.workspaceEdit?.resourceOperations?.includes(ResourceOperationKind.Rename) === true,
    createsFiles:
      workspace?.workspaceEdit?.resourceOperations?.includes(ResourceOperationKind.Create) === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    relatedDocuments: textDocument?.diagnostic?.relatedDocumentSupport === true,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
  };
}

export const capabilitiesFor = ({ preparesRename, pullsDiagnostics }: ClientFeatures): InitializeResult => ({
  capabilities: {
    ...(pullsDiagnostics && {
      diagnosticProvider: { identifier: name, interFileDependencies: true, workspaceDiagnostics: true },
    }),
    textDocumentSync: TextDocumentSyncKind.Incremental,
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor],
      resolveProvider: true,
    },
    completionProvider: { triggerCharacters: [...' :{%|.[\'"(/'] },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    documentLinkProvider: {},
    inlayHintProvider: true,
    signatureHelpProvider: { triggerCharacters: ['(', ','] },
    semanticTokensProvider: { legend: SEMANTIC_LEGEND, full: true, range: true },
    selectionRangeProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '{', moreTriggerCharacter: ['%', '#'] },
    renameProvider: preparesRename ? { prepareProvider: true } : true,
  },
  serverInfo: { name, version },
});
