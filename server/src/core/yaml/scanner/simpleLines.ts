// Lines with nothing but a key, a value of plain or simply quoted words and a comment, each of which may be absent.
// Goes through a text character by character, because most of the time of a first reading is spent here.

/** A character of a word; `:` is one where another follows. */
const WORD = 1;
const STARTS_KEY = 2;
const STARTS_VALUE = 4;
/** Of quoted texts and comments. */
const TEXT = 8;

const CLASSES = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return (
    (/[^\s:#'"\\{}&*!|>%@`\0-\x20\x7f]/.test(character) ? WORD : 0) |
    (/[A-Za-z0-9_/]/.test(character) ? STARTS_KEY : 0) |
    (/[A-Za-z0-9_./~+]/.test(character) ? STARTS_VALUE : 0) |
    (code >= 32 && code < 127 ? TEXT : 0)
  );
});

function classOf(code: number): number {
  if (code < 128) return CLASSES[code] ?? 0;
  const isText = code > 0xa0 && code < 0xd800 && code !== 0x2028 && code !== 0x2029;
  if (!isText) return 0;
  return /\s/.test(String.fromCharCode(code)) ? TEXT : TEXT | WORD;
}

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const HASH = 35;
const COLON = 58;
const DOUBLE = 34;
const SINGLE = 39;
const BACKSLASH = 92;

export class SimpleLines {
  readonly text: string;
  private readonly end: number;
  private at: number;
  /** False once a line is something else. */
  isSimple = true;
  lineStart = 0;
  /** Without the line break. */
  lineEnd = 0;
  keyStart = 0;
  /** Negative without a key, as are the following without a value or a comment. */
  keyEnd = -1;
  valueStart = -1;
  valueEnd = -1;
  commentStart = -1;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.end = end;
    this.at = start;
  }

  /** Goes on to the next line; false at the end and where a line is not simple. */
  next(): boolean {
    if (this.at >= this.end || !this.isSimple) return false;
    this.lineStart = this.at;
    this.keyEnd = -1;
    this.valueStart = -1;
    this.commentStart = -1;
    this.isSimple = this.readEntry(this.skipSpaces(this.at));
    return this.isSimple;
  }

  private readEntry(content: number): boolean {
    this.keyStart = content;
    const { text } = this;
    if ((classOf(this.codeAt(content)) & STARTS_KEY) === 0) return this.readRest(content, true);
    const keyEnd = this.skipWord(content + 1);
    if (text.charCodeAt(keyEnd) !== COLON) return false;
    this.keyEnd = keyEnd;
    const start = this.skipSpaces(keyEnd + 1);
    const end = this.behindValue(start);
    if (end > start) {
      if (start === keyEnd + 1) return false;
      this.valueStart = start;
      this.valueEnd = end;
    }
    return this.readRest(end, end === start && start > keyEnd + 1);
  }

  /** Blanks, a comment and the line break. */
  private readRest(from: number, isAfterBlank: boolean): boolean {
    const { text, end } = this;
    let at = this.skipSpaces(from);
    if (this.codeAt(at) === HASH && (isAfterBlank || at > from)) {
      this.commentStart = at;
      while (at < end && (text.charCodeAt(at) === TAB || (classOf(text.charCodeAt(at)) & TEXT) !== 0)) at++;
    }
    this.lineEnd = at;
    if (this.codeAt(at) === CR) at++;
    this.at = at + 1;
    return at >= end ? at === this.lineEnd : text.charCodeAt(at) === LF;
  }

  /** The offset itself where no value starts. */
  private behindValue(start: number): number {
    const code = this.codeAt(start);
    if (code === DOUBLE || code === SINGLE) return this.behindQuotes(start, code);
    if ((classOf(code) & STARTS_VALUE) === 0) return start;
    let at = this.skipWord(start + 1);
    for (;;) {
      const next = this.skipSpaces(at);
      const behind = next > at ? this.skipWord(next) : next;
      if (behind === next) return at;
      at = behind;
    }
  }

  private behindQuotes(start: number, quote: number): number {
    for (let at = start + 1; at < this.end; at++) {
      const code = this.text.charCodeAt(at);
      if (code === quote) return at + 1;
      if ((classOf(code) & TEXT) === 0 || (code === BACKSLASH && quote === DOUBLE)) break;
    }
    return start;
  }

  private skipWord(from: number): number {
    let at = from;
    while (at < this.end) {
      const code = this.text.charCodeAt(at);
      const isWord =
        code === COLON ? (classOf(this.codeAt(at + 1)) & WORD) !== 0 : (classOf(code) & WORD) !== 0;
      if (!isWord) break;
      at++;
    }
    return at;
  }

  private skipSpaces(from: number): number {
    let at = from;
    while (at < this.end && this.text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  private codeAt(at: number): number {
    return at < this.end ? this.text.charCodeAt(at) : LF;
  }
}
