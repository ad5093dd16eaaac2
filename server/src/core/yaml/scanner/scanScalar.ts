// How far scalars reach: plain, quoted and block ones, after libyaml 0.2.5 (scanner.c). Their text is built in
// `construct`.

import {
  BACKSLASH,
  COLON,
  canEndPlain,
  DOUBLE_QUOTE,
  HASH,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isFlowIndicator,
  QUESTION,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from './characters.ts';
import type { Cursor } from './cursor.ts';
import { type Slip, SYNTAX_WORDS, slipAt, slipOf } from './slip.ts';

/**
 * Moves the cursor behind the blanks and line breaks that follow, and returns the scalar's own end. `indent` is that of
 * its lines.
 */
export function scanPlain(cursor: Cursor, indent: number, inFlow: boolean): number {
  const first = cursor.at;
  let end = first;
  cursor.lineOfPlainEnd = cursor.lineStart;
  for (;;) {
    if ((cursor.code() === HASH && cursor.at > first) || cursor.isAtDocumentMark()) break;
    const behind = behindWord(cursor, inFlow);
    if (behind > cursor.at) {
      end = behind;
      cursor.lineOfPlainEnd = cursor.lineStart;
    }
    cursor.at = behind;
    const code = cursor.code();
    if (!isBlank(code) && !isBreak(code)) break;
    skipToNextWord(cursor, indent);
    if (!inFlow && cursor.column < indent) break;
  }
  return end;
}

/**
 * Skips the white space inside a plain scalar, over lines. libyaml refuses a tab where the next line should be
 * indented.
 */
function skipToNextWord(cursor: Cursor, indent: number): void {
  let isOnNextLine = false;
  for (;;) {
    const code = cursor.code();
    if (isBreak(code)) {
      cursor.skipBreak();
      isOnNextLine = true;
    } else if (isBlank(code)) {
      if (code === TAB && isOnNextLine && cursor.column < indent) throw tabAt(cursor);
      cursor.at++;
    } else return;
  }
}

/** The problem of a tab at this place. */
export function tabAt({ text, at }: Cursor): Slip {
  let end = at;
  while (isBlank(text.charCodeAt(end))) end++;
  return slipOf('tab', { start: at, end }, 'a tab where only spaces may stand');
}

/** The end of a word of a plain scalar. In brackets, libyaml refuses a colon that is glued to an indicator. */
function behindWord(cursor: Cursor, inFlow: boolean): number {
  const { text, end } = cursor;
  let at = cursor.at;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!canEndPlain(code)) continue;
    if (code === COLON) {
      const next = cursor.code(at + 1);
      if (isBlankOrEnd(next)) return at;
      if (inFlow && (next === QUESTION || isFlowIndicator(next))) throw slipAt(text, at, SYNTAX_WORDS.glued);
    } else if (!isFlowIndicator(code) || inFlow) return at;
  }
  return at;
}

/** Moves the cursor behind the closing quote. Returns whether the text differs from what stands between the quotes. */
export function scanQuoted(cursor: Cursor): boolean {
  const { text, end } = cursor;
  const start = cursor.at;
  const quote = text.charCodeAt(start);
  let isSpecial = false;
  cursor.at++;
  while (cursor.at < end) {
    const code = text.charCodeAt(cursor.at);
    if (code === quote) {
      if (quote === DOUBLE_QUOTE || cursor.code(cursor.at + 1) !== SINGLE_QUOTE) {
        cursor.at++;
        return isSpecial;
      }
      isSpecial = true;
      cursor.at += 2;
    } else if (code === BACKSLASH && quote === DOUBLE_QUOTE) {
      isSpecial = true;
      skipEscape(cursor, start);
    } else if (isBreak(code)) {
      isSpecial = true;
      cursor.skipBreak();
      if (cursor.isAtDocumentMark()) break;
    } else cursor.at++;
  }
  throw slipAt(text, start, SYNTAX_WORDS.openQuote);
}

const ESCAPE = /\\(?:[0abt\tnvfre "/\\N_LP]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})/y;

/**
 * Passes an escape in double quotes. libyaml refuses those for surrogates, even where two of them would make a
 * character.
 */
function skipEscape(cursor: Cursor, start: number): void {
  const { text, at } = cursor;
  if (isBreak(cursor.code(at + 1))) {
    cursor.at++;
    return;
  }
  ESCAPE.lastIndex = at;
  const [written] = ESCAPE.exec(text) ?? [];
  if (written === undefined) throw slipAt(text, at, SYNTAX_WORDS.escape);
  const code = written.length > 3 ? Number.parseInt(written.slice(2), 16) : 0;
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    throw slipOf('syntax', { start, end: lastOnLine(text, start) }, 'half a character: \\ud800 to \\udfff');
  cursor.at += written.length;
}

const lastOnLine = (text: string, start: number): number => slipAt(text, start, '').problem.span.end;

const HEADER = /[|>](?:[-+]\d?|\d[-+]?)?[ \t]*/y;

/**
 * Where a block scalar and its parts end. Blank lines behind the text belong to its body, because chomping with `+`
 * keeps them, but not to its span.
 */
export interface BlockScalarEnds {
  /** What its lines are indented by. */
  readonly indent: number;
  /** Where the first line of its text starts, and the last one ends, blank lines behind it included. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Behind the last line that is not blank; behind the header when all are. */
  readonly end: number;
}

/** Moves the cursor behind the text and the blank lines that follow. `outer` is the indentation around. */
export function scanBlockScalar(cursor: Cursor, outer: number): BlockScalarEnds {
  const { text } = cursor;
  const start = cursor.at;
  HEADER.lastIndex = start;
  const [header = ''] = HEADER.exec(text) ?? [];
  const increment = /\d/.exec(header)?.[0];
  if (increment === '0') throw slipAt(text, start, 'a block text cannot be indented by 0');
  cursor.at = start + header.length;
  if (cursor.code() === HASH) cursor.skipComment();
  if (cursor.at < cursor.end && !isBreak(cursor.code()))
    throw slipAt(text, cursor.at, SYNTAX_WORDS.blockHeader);
  if (cursor.at < cursor.end) cursor.skipBreak();
  const bodyStart = cursor.at;
  const given = increment === undefined ? 0 : Math.max(outer, 0) + Number(increment);
  let end = start + header.trimEnd().length;
  const indent = skipBlankLines(cursor, given, outer);
  while (cursor.column === indent && cursor.at < cursor.end) {
    const line = cursor.at;
    while (cursor.at < cursor.end && !isBreak(cursor.code())) cursor.at++;
    if (!/^[ \t]*$/.test(text.slice(line, cursor.at))) end = cursor.at;
    if (cursor.at < cursor.end) cursor.skipBreak();
    skipBlankLines(cursor, indent, outer);
  }
  const isWhole = cursor.at === cursor.end && cursor.column > indent;
  return { indent, bodyStart, bodyEnd: isWhole ? cursor.at : cursor.lineStart, end };
}

/** Returns the indentation, which is detected when none is given. */
function skipBlankLines(cursor: Cursor, given: number, outer: number): number {
  let deepest = 0;
  for (;;) {
    while ((given === 0 || cursor.column < given) && cursor.code() === SPACE) cursor.at++;
    deepest = Math.max(deepest, cursor.column);
    if ((given === 0 || cursor.column < given) && cursor.code() === TAB) throw tabAt(cursor);
    if (!isBreak(cursor.code())) break;
    cursor.skipBreak();
  }
  return given === 0 ? Math.max(deepest, outer + 1, 1) : given;
}
