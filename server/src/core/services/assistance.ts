// The part of the language service that helps to read and write templates: values, signatures, tokens, selections.
// Takes and returns lines, columns and strings.
import { closeBracesAt } from '../features/completion/closeBraces.ts';
import { inlayHintsIn } from '../features/hover/inlayHints.ts';
import { signatureAt } from '../features/hover/signatureHelp.ts';
import { selectionRangesAt } from '../features/names/selectionRanges.ts';
import { type SemanticToken, semanticTokensIn } from '../features/names/semanticTokens.ts';
import { type LineColumn, lineColumnAt, offsetAt } from '../text/sourceText.ts';
import { spanOf } from '../text/span.ts';
import type { SymbolResolver } from './namedInventories.ts';
import { type RangeEdit, type TextRange, toRange, toRangeEdit } from './ranges.ts';
import type { Translator } from './translator.ts';

/** The value of a template, shown behind it. */
export interface InlayHintInfo {
  readonly position: LineColumn;
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
}

/** A call in a template, and which of its parameters is being written. */
export interface SignatureInfo {
  readonly label: string;
  /** Start and end of each parameter in the label. */
  readonly parameters: readonly (readonly [number, number])[];
  readonly active?: number;
  /** Markdown. */
  readonly documentation: string;
}

/** A name in a template with its kind, for semantic highlighting. */
export interface TokenInfo extends TextRange, Omit<SemanticToken, 'span'> {}

/** Every answer is about inventories of k3s-ansible; in other files nothing is found. */
export interface Assistance {
  /** The values of the templates that touch the range. */
  inlayHintsIn(uri: string, range: TextRange): Promise<readonly InlayHintInfo[]>;
  /** The signature of the filter, test or function whose parentheses the position is in. */
  signatureAt(uri: string, position: LineColumn): Promise<SignatureInfo | undefined>;
  /** The names in templates; of the whole document where no range is given. */
  semanticTokensIn(uri: string, range?: TextRange): Promise<readonly TokenInfo[]>;
  /** The smallest first, each inside of the next. */
  selectionRangesAt(uri: string, position: LineColumn): Promise<readonly TextRange[]>;
  /** What to insert behind the `{{`, `{%` or `{#` that has just been typed. */
  closeBracesAt(uri: string, position: LineColumn): Promise<RangeEdit | undefined>;
}

/** Joins the features about templates; all of them start from where the cursor stands. */
export function createAssistance(
  { contextsOf, cursorAt }: SymbolResolver,
  { translate, show }: Translator,
): Assistance {
  async function fileAt(uri: string, position: LineColumn) {
    const cursor = await cursorAt(uri, position);
    const context = cursor?.contexts[0];
    const file = context?.files.get(uri);
    const names = context?.names.get(uri);
    return context && file && names ? { context, file, names, offset: cursor.offset } : undefined;
  }

  return {
    async inlayHintsIn(uri, range) {
      const contexts = await contextsOf(uri);
      const source = contexts[0]?.files.get(uri)?.source;
      if (!source) return [];
      const span = spanOf(offsetAt(source, range.start), offsetAt(source, range.end));
      return inlayHintsIn(contexts, uri, span).map(({ offset, label, tooltip }) => ({
        position: lineColumnAt(source, offset),
        label: translate(label),
        tooltip: show(tooltip),
      }));
    },

    async signatureAt(uri, position) {
      const found = await fileAt(uri, position);
      const help = found && signatureAt(found.file, found.offset);
      return (
        help && {
          ...help,
          parameters: help.parameters.map(({ start, end }) => [start, end] as const),
          documentation: show(help.documentation),
        }
      );
    },

    async semanticTokensIn(uri, range) {
      const [context] = await contextsOf(uri);
      const source = context?.files.get(uri)?.source;
      if (!context || !source) return [];
      const span = range
        ? spanOf(offsetAt(source, range.start), offsetAt(source, range.end))
        : spanOf(0, source.pieces.length);
      return semanticTokensIn(context, uri, span).map(({ span: place, ...token }) => ({
        ...token,
        ...toRange(source, place),
      }));
    },

    async selectionRangesAt(uri, position) {
      const found = await fileAt(uri, position);
      const spans = found ? selectionRangesAt(found.context, found.file, found.names, found.offset) : [];
      return spans.flatMap((span) => (found ? [toRange(found.file.source, span)] : []));
    },

    async closeBracesAt(uri, position) {
      const found = await fileAt(uri, position);
      const edit = found && closeBracesAt(found.file, found.offset);
      return edit && toRangeEdit(found.file.source, edit);
    },
  };
}
