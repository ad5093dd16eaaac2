// Maps each character of a scalar's text to its place in the file, and back: through quotes, escapes, folding and block
// indentation. It is computed from the scalar's span alone, so that no such map has to be kept in memory.
import { firstIndexWhere } from '../text/bisect.ts';
import { MovingSpan } from '../text/movingSpan.ts';
import { type Span, spanOf } from '../text/span.ts';
import { insideQuotes } from './construct/buildScalar.ts';
import {
  behindBlankLines,
  blockPieces,
  flowPieces,
  type Piece,
  parseBlockHeader,
  textOfPieces,
} from './construct/scalarText.ts';
import type { YamlScalar } from './tree.ts';

/**
 * The offset in the file of the character at `index` in the scalar's text; of an escape or a fold, where it starts.
 * `index` may be the text's length: the offset behind its last character.
 */
export interface ScalarOffsetMap {
  (index: number): number;
  /** The index in the text for an offset of the file; between two characters of the text, that of the second. */
  indexAt(offset: number): number;
  /** Where the characters from `start` to `end` (not included) stand; escapes count whole. */
  spanAt(start: number, end: number): Span;
}

/** Parents are indented by less; of a deeper block scalar without an indicator the indentation is not searched for. */
const MAX_INDENT = 40;

/** The text of the file that a scalar was read from, as a string or in pieces. */
export interface FileText {
  readonly length: number;
  charAt(offset: number): string;
  slice(start: number, end: number): string;
}

/** A text of a file never changes; an edit makes another text, and with it other maps. */
const known = new WeakMap<FileText, WeakMap<YamlScalar, ScalarOffsetMap>>();

/** Linear once, then logarithmic per question. The map and the spans it gives move with the scalar. */
export function scalarOffsetMap(scalar: YamlScalar, file: FileText): ScalarOffsetMap {
  if (typeof file === 'string') return readOffsets(scalar, file);
  const ofFile = known.get(file) ?? new WeakMap<YamlScalar, ScalarOffsetMap>();
  known.set(file, ofFile);
  const map = ofFile.get(scalar) ?? readOffsets(scalar, file);
  ofFile.set(scalar, map);
  return map;
}

/**
 * Reads the scalar once more, from its own text alone, with offsets from its start: so the map stays right when the
 * scalar moves.
 */
function readOffsets(scalar: YamlScalar, file: FileText): ScalarOffsetMap {
  const { start, end } = scalar.span;
  const source = file.slice(start, isBlock(scalar) ? behindBlanks(file, end) : end);
  const own: YamlScalar = { ...scalar, span: spanOf(0, end - start) };
  const runs = runsOf(piecesOf(own, source), scalar.text.length);
  const quote = scalar.style === 'single' || scalar.style === 'double' ? 1 : 0;
  const content = contentStart(own, source) + quote;
  const offsetIn = (index: number): number => {
    const run = findLast(runs, (candidate) => candidate.index <= index);
    if (!run) return content;
    const inside = Math.max(0, Math.min(index - run.index, run.count));
    if (inside === run.count) return run.start + run.length;
    return run.verbatim ? run.start + inside : run.start;
  };
  const offsetAt = (index: number): number => scalar.span.start + offsetIn(index);
  const indexAt = (offset: number): number => {
    const at = offset - scalar.span.start;
    const run = findLast(runs, (candidate) => candidate.start <= at);
    if (!run) return 0;
    const inside = at - run.start;
    if (inside >= run.length) return run.index + run.count;
    return run.index + (run.verbatim ? inside : 0);
  };
  const spanAt = (from: number, to: number): Span => {
    const first = offsetIn(from);
    const run = findLast(runs, (candidate) => candidate.index < to);
    if (!run || to <= from) return new MovingSpan(scalar.span, first, first);
    const whole = !run.verbatim || to >= run.index + run.count;
    return new MovingSpan(scalar.span, first, run.start + (whole ? run.length : to - run.index));
  };
  return Object.assign(offsetAt, { indexAt, spanAt });
}

const isBlock = ({ style }: YamlScalar): boolean => style === 'literal' || style === 'folded';

/** Blank lines behind a block can belong to it. */
function behindBlanks(file: FileText, from: number): number {
  let end = from;
  while (end < file.length && /[ \t\r\n\x85\u2028\u2029]/.test(file.charAt(end))) end++;
  return end;
}

/** A piece with its start in the text. */
interface Run {
  readonly index: number;
  readonly count: number;
  readonly start: number;
  readonly length: number;
  readonly verbatim: boolean;
}

function runsOf(pieces: readonly Piece[], textLength: number): Run[] {
  const runs: Run[] = [];
  let index = 0;
  for (const { start, length, text } of pieces) {
    const count = Math.min(text?.length ?? length, textLength - index);
    if (count <= 0) break;
    const verbatim = text === undefined;
    runs.push({ index, count, start, length: verbatim ? count : length, verbatim });
    index += count;
  }
  return runs;
}

/** The last item of a list for which `holds` is true; those for which it is must come first. */
const findLast = <T>(items: readonly T[], holds: (item: T) => boolean): T | undefined =>
  items[firstIndexWhere(items, (item) => !holds(item)) - 1];

/** The pieces of a scalar's text, by its style. */
function piecesOf(scalar: YamlScalar, file: string): readonly Piece[] {
  const span = spanOf(contentStart(scalar, file), scalar.span.end);
  switch (scalar.style) {
    case 'plain':
      return isAtEnd(scalar, file)
        ? [{ start: span.end - scalar.text.length, length: scalar.text.length }]
        : flowPieces(file, span, 'plain');
    case 'single':
    case 'double':
      return flowPieces(file, insideQuotes(file, span), scalar.style);
    case 'ini':
      return iniPieces(scalar.text, file, span);
    default:
      return piecesOfBlock(scalar.text, file, span);
  }
}

/** A plain scalar on one line is its own text, whatever broken text stands before it. */
const isAtEnd = ({ text, span }: YamlScalar, file: string): boolean =>
  text !== '' && span.end - text.length >= span.start && file.startsWith(text, span.end - text.length);

/** The offset behind tag and anchor. */
function contentStart(scalar: YamlScalar, file: string): number {
  if (scalar.tag === undefined) return scalar.span.start;
  const rest = /(?:\s|(?<=\s)(?:#.*(?!.)|[!&][^\s,[\]{}]+))*/y;
  rest.lastIndex = scalar.span.start + scalar.tag.length;
  rest.exec(file);
  return Math.min(rest.lastIndex, scalar.span.end);
}

/** INI values are written as they are, or between quotes without escapes. */
function iniPieces(text: string, file: string, span: Span): Piece[] {
  const at = file.slice(span.start, span.end).indexOf(text);
  return [{ start: span.start + Math.max(at, 0), length: at < 0 ? span.end - span.start : text.length }];
}

function piecesOfBlock(text: string, file: string, span: Span): readonly Piece[] {
  const firstLine = /[|>][^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|$)/y;
  firstLine.lastIndex = span.start;
  const source = firstLine.exec(file)?.[0] ?? '';
  const header = parseBlockHeader(/^[|>][-+\d]*/.exec(source)?.[0] ?? '|');
  const start = span.start + source.length;
  const body = spanOf(start, behindBlankLines(file, Math.max(start, span.end)));
  if (header.increment === undefined) return blockPieces(file, body, header);
  // `|2` counts from the parent's indentation, which is not known here: take the one that gives the text.
  for (let indent = 1; indent <= MAX_INDENT; indent++) {
    const pieces = blockPieces(file, body, header, indent);
    if (textOfPieces(pieces, file).startsWith(text)) return pieces;
  }
  return blockPieces(file, body, header);
}
