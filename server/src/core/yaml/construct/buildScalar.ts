// The text and the type of a scalar, as libyaml reads it and PyYAML types it. Knows nothing of collections.
import { type Span, spanOf } from '../../text/span.ts';
import { behindBreak, lineEnd } from '../scanner/characters.ts';
import type { ScalarStyle } from '../tree.ts';
import { blockPieces, flowPieces, parseBlockHeader, textOfPieces } from './scalarText.ts';
import type { TypedValue } from './scalarTypes.ts';
import { typeScalar } from './tags.ts';

/**
 * What a scalar is apart from its place: how it is written, its text with quotes and folding undone, and its typed
 * value.
 */
export interface ScalarParts extends TypedValue {
  readonly style: ScalarStyle;
  readonly text: string;
}

/** Where a scalar stands. */
export interface FlowScalar extends Span {
  readonly style: 'plain' | 'single' | 'double';
  /** Whether its text is not simply what is written. */
  readonly isSpecial: boolean;
}

/**
 * The text of a plain or quoted scalar. `isSpecial` comes from the scanner, which has seen whether there is an escape
 * or a line break: nearly all scalars have none, and their text is a slice of the file without another look.
 */
export function readFlowScalar(file: string, scalar: FlowScalar): string {
  const { style, start, end, isSpecial } = scalar;
  const content = style === 'plain' ? scalar : spanOf(start + 1, end - 1);
  return isSpecial
    ? textOfPieces(flowPieces(file, content, style), file)
    : file.slice(content.start, content.end);
}

/** The span between the quotes; the closing one may be missing. */
export function insideQuotes(file: string, span: Span): Span {
  const closed = span.end - span.start > 1 && file.charAt(span.end - 1) === file.charAt(span.start);
  return spanOf(span.start + 1, closed ? span.end - 1 : span.end);
}

/** `bodyEnd` is behind the blank lines that follow. */
export function readBlockScalar(
  file: string,
  start: number,
  indent: number,
  bodyEnd: number,
  tag: string | undefined,
): ScalarParts {
  const headerEnd = lineEnd(file, start);
  const header = parseBlockHeader(/^[|>][-+\d]*/.exec(file.slice(start, headerEnd))?.[0] ?? '|');
  const body = spanOf(Math.min(behindBreak(file, headerEnd), file.length), bodyEnd);
  const text = textOfPieces(blockPieces(file, body, header, indent), file);
  const style = header.literal ? 'literal' : 'folded';
  return { style, text, ...typeScalar(text, style, tag) };
}
