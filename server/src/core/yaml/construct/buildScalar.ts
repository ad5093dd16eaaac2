// One scalar of the library's concrete syntax → our scalar: exact span, text as libyaml reads it, type as PyYAML
// gives it. Knows nothing of collections.
import type { CST } from 'yaml';
import { type Span, spanOf } from '../../text/span.ts';
import type { ScalarStyle } from '../tree.ts';
import { behindBlankLines, blockPieces, flowPieces, parseBlockHeader, textOfPieces } from './scalarText.ts';
import type { TypedValue } from './scalarTypes.ts';
import { typeScalar } from './tags.ts';

export interface ScalarParts extends TypedValue {
  readonly style: ScalarStyle;
  readonly text: string;
  /** Without tag and anchor. */
  readonly span: Span;
}

export interface ScalarSettings {
  /** The file's own text. */
  readonly file: string;
  /** Full tag name, if the scalar has one. */
  readonly tag: string | undefined;
  readonly isJinja: boolean;
}

/** Without any of these, a text is what is written. */
const SPECIAL = {
  plain: /[\r\n\x85\u2028\u2029]/,
  single: /['\r\n\x85\u2028\u2029]/,
  double: /[\\\r\n\x85\u2028\u2029]/,
};

export function readFlowScalar(token: CST.FlowScalar, { file, tag, isJinja }: ScalarSettings): ScalarParts {
  const span = spanOf(token.offset, token.offset + token.source.length);
  const style =
    token.type === 'single-quoted-scalar'
      ? 'single'
      : token.type === 'double-quoted-scalar'
        ? 'double'
        : 'plain';
  const content = style === 'plain' ? span : insideQuotes(file, span);
  const source = file.slice(content.start, content.end);
  const text = SPECIAL[style].test(source) ? textOfPieces(flowPieces(file, content, style), file) : source;
  const typed: TypedValue = isJinja ? { type: 'str', value: text } : typeScalar(text, style, tag);
  return { style, text, span, ...typed };
}

/** The span between the quotes; the closing one may be missing. */
export function insideQuotes(file: string, span: Span): Span {
  const closed = span.end - span.start > 1 && file.charAt(span.end - 1) === file.charAt(span.start);
  return spanOf(span.start + 1, closed ? span.end - 1 : span.end);
}

export function readBlockScalar(token: CST.BlockScalar, { file, tag }: ScalarSettings): ScalarParts {
  const headerSource = token.props.find((prop) => prop.type === 'block-scalar-header');
  const header = parseBlockHeader(headerSource && 'source' in headerSource ? headerSource.source : '|');
  const start = token.props.reduce(
    (end, prop) => end + ('source' in prop ? prop.source.length : 0),
    token.offset,
  );
  // The lexer drops blank lines at the end, though they can be text when they are deep enough.
  const body = spanOf(start, behindBlankLines(file, start + token.source.length));
  const indent = header.increment === undefined ? undefined : token.indent + header.increment;
  const text = textOfPieces(blockPieces(file, body, header, indent), file);
  const style = header.literal ? 'literal' : 'folded';
  const content = file.slice(body.start, body.end).trimEnd();
  const headerEnd =
    token.offset + (headerSource && 'source' in headerSource ? headerSource.source.length : 1);
  const end = content === '' ? headerEnd : endOfContent(file, body);
  return { style, text, span: spanOf(token.offset, end), ...typeScalar(text, style, tag) };
}

/** Behind the last line that is not blank. */
function endOfContent(file: string, body: Span): number {
  let end = body.end;
  while (end > body.start && /\s/.test(file.charAt(end - 1))) end--;
  while (end < body.end && !/[\r\n\x85\u2028\u2029]/.test(file.charAt(end))) end++;
  return end;
}
