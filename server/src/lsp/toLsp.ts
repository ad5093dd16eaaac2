// The only place where values of the core are converted for the protocol.
import {
  type CodeAction,
  CodeActionKind,
  CompletionItemKind,
  CreateFile,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentLink,
  type DocumentSymbol,
  InsertTextFormat,
  type Location,
  type Command as LspCommand,
  type CompletionItem as LspCompletionItem,
  type Position,
  type Range,
  RenameFile,
  type SymbolInformation,
  SymbolKind,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type {
  CompletionItem,
  Diagnosis,
  DocumentEdits,
  FileChange,
  FileRange,
  FoundSymbol,
  InventoryEdits,
  LineColumn,
  OfferedAction,
  OfferedVaultAction,
  RangeEdit,
  Severity,
  SymbolInfo,
  TextRange,
} from '../core/index.ts';
import { rulePage } from '../node/links.ts';
import { type Command, commandId } from '../protocol/commands.ts';

const SEVERITIES: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

const COMPLETION_KINDS: Record<CompletionItem['kind'], CompletionItemKind> = {
  variable: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
  keyword: CompletionItemKind.Keyword,
  name: CompletionItemKind.Variable,
  group: CompletionItemKind.Module,
  host: CompletionItemKind.Constant,
  function: CompletionItemKind.Function,
  index: CompletionItemKind.Value,
  folder: CompletionItemKind.Folder,
  file: CompletionItemKind.File,
};

const SYMBOL_KINDS: Record<SymbolInfo['kind'], SymbolKind> = {
  group: SymbolKind.Namespace,
  host: SymbolKind.Object,
  variable: SymbolKind.Variable,
  setting: SymbolKind.Property,
};

const toLspPosition = ({ line, column }: LineColumn): Position => ({ line, character: column });

export const toLspRange = ({ start, end }: TextRange): Range => ({
  start: toLspPosition(start),
  end: toLspPosition(end),
});

const toLspTextEdit = (edit: RangeEdit): TextEdit => ({ range: toLspRange(edit), newText: edit.newText });

export const toLspDiagnostic = (diagnosis: Diagnosis): Diagnostic => ({
  range: toLspRange(diagnosis),
  severity: SEVERITIES[diagnosis.severity],
  source: 'k3s-inventory',
  code: diagnosis.ruleId,
  codeDescription: { href: rulePage(diagnosis.ruleId) },
  message: diagnosis.message,
  ...(diagnosis.deprecated && { tags: [DiagnosticTag.Deprecated] }),
  ...(diagnosis.related.length > 0 && {
    relatedInformation: diagnosis.related.map((related) => ({
      location: { uri: related.uri, range: toLspRange(related) },
      message: related.message,
    })),
  }),
});

/** Versioned, so that a client refuses the edit when its document has moved on. */
const toLspDocumentEdit = (uri: string, { edits, version }: DocumentEdits): TextDocumentEdit => ({
  textDocument: { uri, version: version ?? null },
  edits: edits.map(toLspTextEdit),
});

export const toLspWorkspaceEdit = (uri: string, edits: DocumentEdits): WorkspaceEdit => ({
  documentChanges: [toLspDocumentEdit(uri, edits)],
});

/** The texts first: their documents still have their old names. */
export const toLspInventoryEdit = ({ documents, files }: InventoryEdits): WorkspaceEdit => ({
  documentChanges: [
    ...documents.map((document) => toLspDocumentEdit(document.uri, document)),
    ...files.map(({ from, to }) => RenameFile.create(from, to)),
  ],
});

/**
 * New files are created empty and then filled, so that an editor shows them before they are saved. They come first: where
 * that fails, as in a folder that is read-only, editors apply nothing of what follows, and a secret stays where it was.
 */
export const toLspFileChange = ({ documents, renamed, created }: FileChange): WorkspaceEdit => ({
  documentChanges: [
    ...created.map(({ uri }) => CreateFile.create(uri)),
    ...created.map(({ uri, text }) => toLspDocumentEdit(uri, { edits: [{ ...START, newText: text }] })),
    ...documents.map((document) => toLspDocumentEdit(document.uri, document)),
    ...renamed.map(({ from, to }) => RenameFile.create(from, to)),
  ],
});

const START: TextRange = { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };

export const toLspLocation = (place: FileRange): Location => ({ uri: place.uri, range: toLspRange(place) });

export const toLspHighlight = (place: TextRange & { readonly isWrite: boolean }): DocumentHighlight => ({
  range: toLspRange(place),
  kind: place.isWrite ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
});

export const toLspDocumentLink = (link: TextRange & { readonly target: string }): DocumentLink => ({
  range: toLspRange(link),
  target: link.target,
});

export const toLspDocumentSymbol = (symbol: SymbolInfo): DocumentSymbol => ({
  name: symbol.name,
  kind: SYMBOL_KINDS[symbol.kind],
  range: toLspRange(symbol),
  selectionRange: toLspRange(symbol.nameRange),
  children: symbol.children.map(toLspDocumentSymbol),
});

export const toLspSymbolInformation = (symbol: FoundSymbol): SymbolInformation => ({
  name: symbol.name,
  kind: SYMBOL_KINDS[symbol.kind],
  location: toLspLocation(symbol),
  ...(symbol.container !== undefined && { containerName: symbol.container }),
});

const REQUEST_COMMANDS: Record<NonNullable<OfferedAction['request']>, Command> = {
  'encrypt-indirect': 'encryptToken',
  'encrypt-file': 'encryptToken',
  'encrypt-inline': 'encryptToken',
  'generate-encrypted': 'generateToken',
  'type-encrypted': 'generateToken',
  'airgap-downloads': 'airgapDownloads',
};

/** A fix that needs an answer of the user becomes a command of the client; the others are resolved when chosen. */
export const toLspCodeAction = (
  uri: string,
  version: number,
  offer: OfferedAction,
  diagnostics: Diagnostic[],
): CodeAction => ({
  title: offer.title,
  kind: CodeActionKind.QuickFix,
  ...(offer.preferred && { isPreferred: true }),
  ...(diagnostics.length > 0 && { diagnostics }),
  ...(offer.request
    ? {
        command: {
          title: offer.title,
          command: commandId(REQUEST_COMMANDS[offer.request]),
          arguments: [{ uri, version, position: toLspPosition(offer.start), form: offer.request }],
        },
      }
    : { data: { uri, version, reference: offer.reference } }),
});

const VAULT_COMMANDS: Record<OfferedVaultAction['action'], Command> = {
  view: 'viewVault',
  edit: 'editVault',
  decrypt: 'decryptVault',
  rekey: 'rekeyVault',
};

/** The command for an action on a vault text. */
export const vaultCommand = (
  uri: string,
  version: number | undefined,
  { action, title, position }: OfferedVaultAction,
): LspCommand => ({
  title,
  command: commandId(VAULT_COMMANDS[action]),
  arguments: [{ uri, ...(version !== undefined && { version }), position: toLspPosition(position) }],
});

export const toLspVaultAction = (uri: string, version: number, action: OfferedVaultAction): CodeAction => ({
  title: action.title,
  kind: CodeActionKind.Refactor,
  command: vaultCommand(uri, version, action),
});

/** For a client without snippets, placeholders become their first choice. */
const withoutPlaceholders = (snippet: string): string =>
  snippet
    .replace(/\$\{\d+\|([^,|}]*)(?:[,|][^}$]*)?\}/g, '$1')
    .replace(/\$\{\d+:((?:\\[\s\S]|[^}\\$])*)\}/g, '$1')
    .replace(/\$\d+/g, '')
    .replace(/\\([}$\\])/g, '$1');

export const toLspCompletionItem = (
  item: CompletionItem,
  uri: string,
  { snippets, prompts }: { readonly snippets: boolean; readonly prompts: boolean },
): LspCompletionItem => ({
  label: item.label,
  kind: COMPLETION_KINDS[item.kind],
  textEdit:
    item.isSnippet && !snippets
      ? toLspTextEdit({ ...item.edit, newText: withoutPlaceholders(item.edit.newText) })
      : toLspTextEdit(item.edit),
  insertTextFormat: item.isSnippet && snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
  ...(item.filterText !== undefined && { filterText: item.filterText }),
  ...(item.sortText !== undefined && { sortText: item.sortText }),
  ...(item.detail !== undefined && { detail: item.detail }),
  ...(item.documentation !== undefined && {
    documentation: { kind: 'markdown' as const, value: item.documentation },
  }),
  ...(item.needsToken &&
    prompts && { command: { title: '', command: commandId('generateToken'), arguments: [{ uri }] } }),
});
