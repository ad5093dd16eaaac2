// What a client has announced in `initialize`, as far as the server behaves differently for it.
import {
  type ClientCapabilities,
  type InitializeParams,
  MarkupKind,
  ResourceOperationKind,
} from 'vscode-languageserver';
import { encodingOf, type PositionEncoding } from './positions/positionEncoding.ts';

/** What this client can do, as far as the server behaves differently for it. */
export interface ClientFeatures {
  /** The unit of all columns; `undefined` where the client knows of none but UTF-16. */
  readonly positionEncoding: PositionEncoding | undefined;
  readonly configuration: boolean;
  readonly watchedFiles: boolean;
  readonly workspaceFolders: boolean;
  /** The client asks the user for passwords itself; without it, the server uses a password file. */
  readonly prompts: boolean;
  /** The client reads files for the server, whatever their scheme. */
  readonly readsFiles: boolean;
  /** The client has no commands for secrets, and applies the edits of the server's. */
  readonly executesOnServer: boolean;
  readonly snippets: boolean;
  /** The client renames files when an edit says so. */
  readonly renamesFiles: boolean;
  /** The client makes files when an edit says so. */
  readonly createsFiles: boolean;
  /** The client asks whether a name can be changed before it asks the user for a new one. */
  readonly preparesRename: boolean;
  /** The client can be asked to request inlay hints again. */
  readonly refreshesInlayHints: boolean;
  /** The client requests findings itself; nothing is published to it. */
  readonly pullsDiagnostics: boolean;
  /** It accepts findings of other files with those it has requested. */
  readonly relatedDocuments: boolean;
  readonly refreshesDiagnostics: boolean;
  /** Edits come with the versions of the documents they were made for. */
  readonly documentChanges: boolean;
  /** Code actions may be more than names of commands. */
  readonly codeActionLiterals: boolean;
  /** The edit of a code action may come when it is chosen. */
  readonly resolvesEdits: boolean;
  readonly symbolTree: boolean;
  /** The best format that the client shows; `undefined`: it does not know the property. */
  readonly hoverFormat: Format;
  readonly completionFormat: Format;
  readonly signatureFormat: Format;
  readonly labelOffsets: boolean;
  readonly deprecatedDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescriptions: boolean;
  readonly workDoneProgress: boolean;
  readonly folding: { readonly limit: number | undefined; readonly collapsedText: boolean };
}

type Format = 'markdown' | 'plaintext' | undefined;

/** Reads the announced capabilities once, so that no handler looks into `InitializeParams` itself. */
export function featuresOf(params: InitializeParams): ClientFeatures {
  const { general, workspace, textDocument, window } = params.capabilities;
  return {
    positionEncoding: encodingOf(general?.positionEncodings),
    configuration: workspace?.configuration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    watchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    prompts: hasOption(params, 'prompts'),
    executesOnServer: !hasOption(params, 'prompts') && workspace?.applyEdit === true,
    readsFiles: hasOption(params, 'files'),
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    renamesFiles: lists(workspace?.workspaceEdit?.resourceOperations, ResourceOperationKind.Rename),
    createsFiles: lists(workspace?.workspaceEdit?.resourceOperations, ResourceOperationKind.Create),
    preparesRename: textDocument?.rename?.prepareSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    relatedDocuments: textDocument?.diagnostic?.relatedDocumentSupport === true,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    workDoneProgress: window?.workDoneProgress === true,
    folding: {
      limit: countOf(textDocument?.foldingRange?.rangeLimit),
      collapsedText: textDocument?.foldingRange?.foldingRange?.collapsedText === true,
    },
    ...shownBy(textDocument),
  };
}

function hasOption({ initializationOptions }: InitializeParams, name: string): boolean {
  const options: unknown = initializationOptions;
  return typeof options === 'object' && options !== null && Reflect.get(options, name) === true;
}

/** The formats of texts that the client shows. */
function shownBy(textDocument: ClientCapabilities['textDocument']) {
  const { codeAction, completion, publishDiagnostics } = textDocument ?? {};
  const signature = textDocument?.signatureHelp?.signatureInformation;
  const item = completion?.completionItem;
  return {
    codeActionLiterals: codeAction?.codeActionLiteralSupport !== undefined,
    resolvesEdits: codeAction?.dataSupport === true && lists(codeAction.resolveSupport?.properties, 'edit'),
    symbolTree: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    hoverFormat: formatOf(textDocument?.hover?.contentFormat),
    completionFormat: formatOf(item?.documentationFormat),
    signatureFormat: formatOf(signature?.documentationFormat),
    labelOffsets: signature?.parameterInformation?.labelOffsetSupport === true,
    deprecatedDiagnostics: publishDiagnostics?.tagSupport !== undefined,
    relatedInformation: publishDiagnostics?.relatedInformation === true,
    codeDescriptions: publishDiagnostics?.codeDescriptionSupport === true,
  };
}

/** A message may contain anything; a client that sends nonsense has announced nothing. */
const lists = (value: unknown, item: string): boolean => Array.isArray(value) && value.includes(item);

const countOf = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 ? value : undefined;

const formatOf = (formats: unknown): Format => {
  if (!Array.isArray(formats)) return undefined;
  return formats.includes(MarkupKind.Markdown) ? 'markdown' : 'plaintext';
};
