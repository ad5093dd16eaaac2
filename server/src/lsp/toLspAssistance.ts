// Converts what helps with templates, and what stands beside the text; `toLsp.ts` converts everything else.
import {
  type CodeLens,
  FoldingRangeKind,
  type InlayHint,
  InlayHintKind,
  type FoldingRange as LspFoldingRange,
  MarkupKind,
  type Position,
  type SelectionRange,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SignatureHelp,
  type TextEdit,
} from 'vscode-languageserver';
import {
  type Bundle,
  type CodeLensInfo,
  type FoldingRange,
  formatMessage,
  type InlayHintInfo,
  msg,
  type RangeEdit,
  type SignatureInfo,
  type TextRange,
  type TokenInfo,
} from '../core/index.ts';
import { commandId } from '../protocol/commands.ts';
import { contentFor } from './forClient.ts';
import { TOKEN_NUMBERS } from './semanticLegend.ts';
import { toLspRange, vaultCommand } from './toLsp.ts';

/** Left of nothing: the hint follows the text, with a gap between. */
export const toLspInlayHint = (
  { position, label, tooltip }: InlayHintInfo,
  isMarkdown: boolean,
): InlayHint => ({
  position: toLspRange({ start: position, end: position }).start,
  label,
  kind: InlayHintKind.Type,
  paddingLeft: true,
  tooltip: contentFor(tooltip, isMarkdown),
});

export const toLspSignatureHelp = ({
  label,
  parameters,
  active,
  documentation,
}: SignatureInfo): SignatureHelp => ({
  signatures: [
    {
      label,
      documentation: { kind: MarkupKind.Markdown, value: documentation },
      parameters: parameters.map(([start, end]) => ({ label: [start, end] })),
    },
  ],
  activeSignature: 0,
  // Behind the last one none is active.
  activeParameter: active ?? parameters.length,
});

/** Relative positions, as the protocol wants them; the tokens must come in the order of the text. */
export function toLspSemanticTokens(tokens: readonly TokenInfo[]): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { start, end, type, isBuiltIn } of tokens)
    builder.push(start.line, start.column, end.column - start.column, TOKEN_NUMBERS[type], isBuiltIn ? 1 : 0);
  return builder.build();
}

/** An empty range where nothing is known. */
export function toLspSelectionRange(ranges: readonly TextRange[], position: Position): SelectionRange {
  let selection: SelectionRange | undefined;
  for (const range of ranges.toReversed())
    selection = { range: toLspRange(range), ...(selection && { parent: selection }) };
  return selection ?? { range: { start: position, end: position } };
}

export const toLspTextEdit = (edit: RangeEdit): TextEdit => ({
  range: toLspRange(edit),
  newText: edit.newText,
});

export const toLspFoldingRange = (
  { startLine, endLine, kind }: FoldingRange,
  showsText: boolean,
  bundle: Bundle,
): LspFoldingRange => ({
  startLine,
  endLine,
  ...(kind === 'comment' && { kind: FoldingRangeKind.Comment }),
  ...(kind === 'vault' && showsText && { collapsedText: formatMessage(msg('encrypted'), bundle) }),
});

/** Words without an action have a command without a name, which editors show and do not carry out. */
export const toLspCodeLens = (
  uri: string,
  version: number | undefined,
  { action, host, title, ...range }: CodeLensInfo,
): CodeLens => ({
  range: toLspRange(range),
  command:
    action === 'explain'
      ? { title, command: commandId('explainVaultPassword'), arguments: [{ uri }] }
      : action
        ? vaultCommand(uri, version, { action, title, position: range.start })
        : host === undefined
          ? { title, command: '' }
          : { title, command: commandId('previewHost'), arguments: [{ uri, host }] },
});
