// The only place where the core's values become the protocol's.
import {
  type CodeAction,
  CodeActionKind,
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  InsertTextFormat,
  type CompletionItem as LspCompletionItem,
  type Position,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type {
  CompletionItem,
  Diagnosis,
  DocumentEdits,
  LineColumn,
  OfferedAction,
  RangeEdit,
  Severity,
  TextRange,
} from '../core/index.ts';
import { rulePage } from '../node/links.ts';

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
export const toLspWorkspaceEdit = (uri: string, { edits, version }: DocumentEdits): WorkspaceEdit => ({
  documentChanges: [{ textDocument: { uri, version: version ?? null }, edits: edits.map(toLspTextEdit) }],
});

/** A fix that must ask becomes a command of the client; the others are resolved when chosen. */
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
          command: 'k3sInventory.encryptToken',
          arguments: [{ uri, version, position: toLspPosition(offer.start), form: offer.request }],
        },
      }
    : { data: { uri, version, reference: offer.reference } }),
});

/** For a client without snippets, placeholders become their first choice. */
const withoutPlaceholders = (snippet: string): string =>
  snippet
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{\d+:((?:\\\}|[^}])*)\}/g, '$1')
    .replace(/\$\d+/g, '')
    .replace(/\\([}$\\])/g, '$1');

export const toLspCompletionItem = (item: CompletionItem, snippets: boolean): LspCompletionItem => ({
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
  ...(item.deprecated && { tags: [1 as const] }),
});
