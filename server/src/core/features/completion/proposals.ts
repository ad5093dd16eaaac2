// How a proposed name is written at the cursor: as a word, as a filter with its arguments, behind a dot, or in brackets.
import { spanOf } from '../../text/span.ts';
import { type JinjaCursor, replacedWord } from '../cursor/jinjaCursor.ts';
import type { JinjaPlace } from '../cursor/jinjaPlace.ts';
import type { CompletionEntry } from './completionEntry.ts';

/** A name before it is decided how to write it at the cursor. */
export type Proposal = Pick<CompletionEntry, 'kind' | 'label' | 'detail' | 'documentation'> & {
  /** The text to insert, where it is not the label. */
  readonly text?: string;
  readonly isSnippet?: boolean;
};

/** The entry of a proposal for the cursor. */
export type Write = (at: TypedText, proposal: Proposal, place: JinjaPlace) => CompletionEntry;

/** What is typed already. */
interface TypedText {
  readonly cursor: JinjaCursor;
  readonly offset: number;
}

/** In the place of the word at the cursor. */
export const asWord: Write = ({ cursor, offset }, { text, isSnippet = false, ...proposal }) => ({
  ...proposal,
  isSnippet,
  edit: { span: replacedWord(cursor, offset), newText: text ?? proposal.label },
});

/** A dotted name is replaced as a whole; parentheses that are there already stay. */
export const asPlugin: Write = (at, { text, isSnippet, ...proposal }, place) => {
  const { cursor, offset } = at;
  const prefix = place.kind === 'filter' || place.kind === 'test' ? place.prefix.length : 0;
  const { end } = replacedWord(cursor, offset);
  const hasParentheses = cursor.after.slice(end - offset).startsWith('(');
  return {
    ...proposal,
    isSnippet: isSnippet === true && !hasParentheses,
    edit: {
      span: spanOf(offset - cursor.word.length - prefix, end),
      newText: hasParentheses ? proposal.label : (text ?? proposal.label),
    },
  };
};

/** What is no identifier is written in brackets instead of behind the dot. */
export const asAttribute: Write = (at, proposal) => {
  const entry = asWord(at, proposal, { kind: 'operator' });
  if (proposal.kind === 'index' || /^[A-Za-z_]\w*$/.test(proposal.label)) return entry;
  const quote = innerQuote(at.cursor);
  const { start, end } = entry.edit.span;
  const dot = spanOf(start - 1, end);
  return {
    ...entry,
    edit: { span: dot, newText: `[${quote}${proposal.label}${quote}]` },
    filterText: `.${proposal.label}`,
  };
};

/** With the quote and the bracket behind it, there or not, so that writing goes on behind them. */
export const asKey: Write = ({ cursor, offset }, proposal, place) => {
  const span = replacedWord(cursor, offset);
  const rest = cursor.after.slice(span.end - offset);
  const isQuoted = cursor.stringQuote !== undefined;
  const quote = isQuoted ? asInFile(cursor, cursor.stringQuote ?? '') : '';
  const bracket = place.kind !== 'key' ? '' : place.isCall ? ')' : ']';
  const own = isQuoted || proposal.kind === 'index' ? '' : innerQuote(cursor);
  const there = rest.startsWith(quote + bracket) ? quote + bracket : rest.startsWith(quote) ? quote : '';
  return {
    ...proposal,
    isSnippet: false,
    edit: {
      span: spanOf(span.start, span.end + there.length),
      newText: `${own}${proposal.label}${own}${quote}${bracket}`,
    },
    filterText: proposal.label,
  };
};

/** The kind of quote for Jinja that does not end YAML's. */
const innerQuote = ({ yamlQuote }: JinjaCursor): string => (yamlQuote === "'" ? '"' : "'");

/** Written as YAML demands inside its own quotes. */
const asInFile = ({ yamlQuote }: JinjaCursor, quote: string): string =>
  quote !== yamlQuote ? quote : quote === '"' ? '\\"' : quote + quote;
