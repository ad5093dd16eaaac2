// The kinds of characters that libyaml 0.2.5 distinguishes.

/** Blank within a line; refused in indentation. */
export const TAB = 9;
const LF = 10;
const CR = 13;
/** The only character that indents. */
export const SPACE = 32;
/** `"` */
export const DOUBLE_QUOTE = 34;
/** `#`: begins a comment behind a blank. */
export const HASH = 35;
/** `'` */
export const SINGLE_QUOTE = 39;
/** `-`: an entry of a sequence, when a blank follows. */
export const DASH = 45;
/** `.` */
export const DOT = 46;
/** `:`: the value of a key, when a blank follows. */
export const COLON = 58;
/** `?`: an explicit key, when a blank follows. */
export const QUESTION = 63;
/** `\`: an escape between double quotes. */
export const BACKSLASH = 92;
/** U+FEFF, which libyaml passes over at the start of a text. */
export const BYTE_ORDER_MARK = 0xfeff;

/** CR, LF, NEL, LS and PS: libyaml reads YAML 1.1, where all of them end a line. */
export const isBreak = (code: number): boolean =>
  code === LF || code === CR || (code > 127 && (code === 0x85 || code === 0x2028 || code === 0x2029));

/** libyaml's IS_BLANK: white space within a line. */
export const isBlank = (code: number): boolean => code === SPACE || code === TAB;

/** A blank, a line break, or the end of the text, which is read as 0. */
export const isBlankOrEnd = (code: number): boolean =>
  code === SPACE || code === 0 || code === TAB || isBreak(code);

const FLOW_INDICATORS = ',[]{}';

/** `,` `[` `]` `{` `}`: inside brackets, these end a plain scalar; outside, they are ordinary characters of it. */
export const isFlowIndicator = (code: number): boolean =>
  code === 44 || code === 91 || code === 93 || code === 123 || code === 125;

/** By ASCII code, 1 for what can end a plain scalar. */
const ENDS_PLAIN = Uint8Array.from({ length: 128 }, (_, code) =>
  ` \t\n\r:${FLOW_INDICATORS}`.includes(String.fromCharCode(code)) ? 1 : 0,
);

/**
 * A quick test for the innermost loop of the scanner: characters for which it is false need no further look. Whether
 * the others do end the scalar depends on what stands around them.
 */
export const canEndPlain = (code: number): boolean => (code < 128 ? ENDS_PLAIN[code] === 1 : isBreak(code));

/** The offset behind the line break at `at`. */
export const behindBreak = (text: string, at: number): number =>
  text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;

/** The end of the line that holds the offset, without its line break. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
  return at;
}

/** The start of the line that holds the offset. */
export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isBreak(text.charCodeAt(at - 1))) at--;
  return at;
}

/** How far the line that starts here is indented. */
export function indentOf(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === 32) at++;
  return at - start;
}

const REFUSED = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** The first character that may stand nowhere, not even in a comment. */
export const findRefused = (text: string): number | undefined => REFUSED.exec(text)?.index;
