// The scanner's position in a text, with the line it is on.
import { BYTE_ORDER_MARK, behindBreak, DASH, DOT, isBlankOrEnd, isBreak } from './characters.ts';

/**
 * Counts columns in code points, as libyaml does, and offsets in UTF-16 units, as everybody else here does. The two
 * differ only in texts with characters beyond the basic plane.
 */
export class Cursor {
  readonly text: string;
  readonly end: number;
  at: number;
  lineStart: number;
  /** The line on which the last plain scalar ended, before the white space behind it. */
  lineOfPlainEnd = 0;
  /** Start and end of each comment passed so far. */
  readonly comments: number[] = [];
  /** Whether a character may take two UTF-16 units, so that offsets are not columns. */
  private readonly isWide: boolean;
  /** The last column that was computed. */
  private counted = { line: -1, at: -1, column: 0 };

  constructor(text: string, at: number) {
    this.text = text;
    this.end = text.length;
    this.isWide = /[\ud800-\udbff]/.test(text);
    // A byte order mark at the start of a file is not part of its text.
    const isMark = at === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK;
    this.at = isMark ? 1 : at;
    this.lineStart = this.at;
  }

  /** The character at the offset; 0 at the end. */
  code(offset = this.at): number {
    return offset < this.end ? this.text.charCodeAt(offset) : 0;
  }

  get column(): number {
    if (!this.isWide) return this.at - this.lineStart;
    // Counted on from the last question: a line of many words asks at each of them.
    const { counted } = this;
    if (counted.line !== this.lineStart || counted.at > this.at)
      this.counted = { line: this.lineStart, at: this.at, column: this.charactersFrom(this.lineStart) };
    else if (counted.at < this.at)
      this.counted = { ...counted, at: this.at, column: counted.column + this.charactersFrom(counted.at) };
    return this.counted.column;
  }

  /** How many characters lie between the offset and here, as libyaml counts them. */
  charactersFrom(offset: number): number {
    if (!this.isWide) return this.at - offset;
    let count = 0;
    for (let at = offset; at < this.at; at++) if ((this.text.charCodeAt(at) & 0xfc00) !== 0xdc00) count++;
    return count;
  }

  skipBreak(): void {
    this.at = behindBreak(this.text, this.at);
    this.lineStart = this.at;
  }

  skipComment(): void {
    const { text, end } = this;
    let at = this.at;
    while (at < end && !isBreak(text.charCodeAt(at))) at++;
    this.comments.push(this.at, at);
    this.at = at;
  }

  /** `---` or `...` where a line starts. */
  isAtDocumentMark(): boolean {
    const { text, at } = this;
    if (at !== this.lineStart) return false;
    const code = this.code();
    return (
      (code === DASH || code === DOT) &&
      text.charCodeAt(at + 1) === code &&
      text.charCodeAt(at + 2) === code &&
      isBlankOrEnd(this.code(at + 3))
    );
  }
}
