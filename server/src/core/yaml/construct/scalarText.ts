// From the characters of a scalar in the file to its text: quotes, folding and block indentation undone piece by
// piece, so that every character of the text can be traced back to the file. Knows nothing of types and trees.
// Follows libyaml 0.2.5 (scanner.c), which Ansible reads with.
import { ownValue } from '../../text/ownValue.ts';
import type { Span } from '../../text/span.ts';
import { behindBreak, isBlank, isBreak } from '../scanner/characters.ts';

/** A piece of the text and the characters of the file it stands for. */
export interface Piece {
  /** Where it starts in the file and how many characters it takes there. */
  readonly start: number;
  readonly length: number;
  /** Absent when the text is the file's own characters. */
  readonly text?: string;
}

/**
 * Joins pieces into the text they stand for. A piece with a text of its own replaces what is written (an escape, a
 * folded line break); all others are copied from the file.
 */
export function textOfPieces(pieces: readonly Piece[], file: string): string {
  const texts = pieces.map((piece) => piece.text ?? file.slice(piece.start, piece.start + piece.length));
  return texts.length === 1 ? (texts[0] ?? '') : texts.join('');
}

/** Whether folding can swallow the line break at `at`: all but LS and PS. */
const folds = (file: string, at: number): boolean => file.charCodeAt(at) < 0x2028;
class Pieces {
  readonly list: Piece[] = [];
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  copy(start: number, end: number): void {
    if (end > start) this.list.push({ start, length: end - start });
  }

  put(text: string, start: number, end: number): void {
    this.list.push({ start, length: end - start, text });
  }

  /** Every line break becomes LF (of a CRLF the second character), but LS and PS stay what they are. */
  lineBreak(start: number): void {
    const end = behindBreak(this.file, start);
    if (this.file.charAt(end - 1) === '\n' || !folds(this.file, start)) this.copy(end - 1, end);
    else this.put('\n', start, end);
  }
}

/** The text of a plain or quoted scalar; `content` is without the quotes. */
export function flowPieces(
  file: string,
  content: Span,
  style: 'plain' | 'single' | 'double',
): readonly Piece[] {
  const pieces = new Pieces(file);
  let run = content.start;
  let at = content.start;
  while (at < content.end) {
    const code = file.charCodeAt(at);
    if (isBreak(code)) {
      let trimmed = at;
      while (trimmed > run && isBlank(file.charCodeAt(trimmed - 1))) trimmed--;
      pieces.copy(run, trimmed);
      run = at = foldBreaks(file, { start: at, end: content.end }, pieces, trimmed);
    } else if (style === 'single' && code === 39) {
      pieces.copy(run, at);
      pieces.put("'", at, at + 2);
      run = at += 2;
    } else if (style === 'double' && code === 92) {
      pieces.copy(run, at);
      run = at = readEscape(file, { start: at, end: content.end }, pieces);
    } else at++;
  }
  pieces.copy(run, content.end);
  return pieces.list;
}

/**
 * A single line break becomes a space; of several, the first vanishes. The blanks around them vanish, too. `from` is
 * where the blanks before the break start; without it the break is escaped, and no space takes its place.
 */
function foldBreaks(file: string, rest: Span, pieces: Pieces, from?: number): number {
  const swallow = from === undefined || folds(file, rest.start);
  if (!swallow) pieces.lineBreak(rest.start);
  let at = behindBreak(file, rest.start);
  let kept = swallow ? 0 : 1;
  for (;;) {
    while (at < rest.end && isBlank(file.charCodeAt(at))) at++;
    if (at >= rest.end || !isBreak(file.charCodeAt(at))) break;
    pieces.lineBreak(at);
    kept++;
    at = behindBreak(file, at);
  }
  if (kept === 0 && from !== undefined) pieces.put(' ', from, at);
  return at;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** What libyaml makes of the escape at `at`; `undefined` when it refuses it. */
function escapeAt(file: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const letter = file.charAt(at + 1);
  const simple = ownValue(ESCAPES, letter);
  if (simple !== undefined) return { text: simple, end: at + 2 };
  const length = ownValue(HEX_LENGTHS, letter);
  if (length === undefined) return undefined;
  const hex = file.slice(at + 2, at + 2 + length);
  if (hex.length !== length || !/^[0-9a-fA-F]+$/.test(hex)) return undefined;
  const code = Number.parseInt(hex, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return { text: String.fromCodePoint(code), end: at + 2 + length };
}

function readEscape(file: string, rest: Span, pieces: Pieces): number {
  const next = rest.start + 1;
  if (isBreak(file.charCodeAt(next))) return foldBreaks(file, { start: next, end: rest.end }, pieces);
  const found = escapeAt(file, rest.start);
  if (!found || found.end > rest.end) {
    const end = Math.min(next + 1, rest.end);
    pieces.copy(rest.start, end);
    return end;
  }
  pieces.put(found.text, rest.start, found.end);
  return found.end;
}

/** The line that opens a block scalar, such as `|2-`: what it says about the text below it. */
export interface BlockHeader {
  readonly literal: boolean;
  /** `-` drops the last line break, `+` keeps all of them. */
  readonly chomping: '' | '-' | '+';
  /** Indentation beyond the parent's, when written. */
  readonly increment?: number;
}

/** Reads `|2-` and the like. */
export function parseBlockHeader(header: string): BlockHeader {
  const chomping = header.includes('-') ? '-' : header.includes('+') ? '+' : '';
  const digit = /[1-9]/.exec(header)?.[0];
  const literal = header.startsWith('|');
  return digit === undefined ? { literal, chomping } : { literal, chomping, increment: Number(digit) };
}

/** The text of a block scalar. `body` starts on the line after the header; `indent` is detected when absent. */
export function blockPieces(
  file: string,
  body: Span,
  header: BlockHeader,
  indent?: number,
): readonly Piece[] {
  const pieces = new Pieces(file);
  const depth = indent ?? findIndent(file, body);
  let pending: number | undefined;
  let blankLines: number[] = [];
  let afterBlank = false;
  let at = body.start;
  while (at < body.end) {
    const content = skipSpaces(file, at, Math.min(at + depth, body.end));
    if (isBreak(file.charCodeAt(content))) {
      blankLines.push(content);
      at = behindBreak(file, content);
      continue;
    }
    if (content < at + depth) break;
    const blank = isBlank(file.charCodeAt(content));
    if (pending !== undefined) {
      if (header.literal || blank || afterBlank || !folds(file, pending)) pieces.lineBreak(pending);
      else if (blankLines.length === 0) pieces.put(' ', pending, content);
    }
    for (const line of blankLines) pieces.lineBreak(line);
    blankLines = [];
    const end = endOfLine(file, content, body.end);
    pieces.copy(content, end);
    pending = end < body.end ? end : undefined;
    afterBlank = blank;
    at = end < body.end ? behindBreak(file, end) : end;
  }
  if (header.chomping !== '-' && pending !== undefined) pieces.lineBreak(pending);
  if (header.chomping === '+') for (const line of blankLines) pieces.lineBreak(line);
  return pieces.list;
}

/** The end of the blank lines from `start` on, whatever they are made of. */
export function behindBlankLines(file: string, start: number): number {
  const blank = /[ \t\r\n\x85\u2028\u2029]*/y;
  blank.lastIndex = start;
  blank.exec(file);
  return blank.lastIndex;
}

/** The deepest of the leading blank lines and the first line with content. */
function findIndent(file: string, body: Span): number {
  let indent = 1;
  for (let at = body.start; at < body.end; ) {
    const content = skipSpaces(file, at, body.end);
    indent = Math.max(indent, content - at);
    if (!isBreak(file.charCodeAt(content))) break;
    at = behindBreak(file, content);
  }
  return indent;
}

function skipSpaces(file: string, start: number, end: number): number {
  let at = start;
  while (at < end && file.charCodeAt(at) === 32) at++;
  return at;
}

function endOfLine(file: string, start: number, end: number): number {
  let at = start;
  while (at < end && !isBreak(file.charCodeAt(at))) at++;
  return at;
}
