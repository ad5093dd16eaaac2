// Text → tokens, after libyaml 0.2.5 (scanner.c), which Ansible reads with: indentation, brackets, and keys, which only
// the colon behind them shows to be keys. Jinja without quotes is one scalar. Errors are thrown as a `Slip`.
import {
  COLON,
  DASH,
  DOT,
  HASH,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isFlowIndicator,
  QUESTION,
  TAB,
} from './characters.ts';
import { Layout } from './layout.ts';
import { scanAnchor, scanDirective, scanTag } from './scanName.ts';
import { scanBlockScalar, scanPlain, scanQuoted, tabAt } from './scanScalar.ts';
import { type Slip, SYNTAX_WORDS, slipAt } from './slip.ts';
import * as token from './tokens.ts';
import { endOfJinjaScalar, type JinjaSpan, reachOfJinja, startsJinja } from './unquotedJinja.ts';

/** `%`, `@`, a backtick and, in brackets, `|` and `>`. */
const NO_START: readonly number[] = [37, 64, 96, 124, 62];

/**
 * Makes tokens on demand: `peek` scans until the next token is certain, which for a possible key means until its
 * colon, the end of its line, or 1,024 characters.
 */
export class Scanner extends Layout {
  /** Jinja without quotes. */
  readonly jinja: JinjaSpan[] = [];
  /** The line of the last colon behind a key. */
  private valueLine = -1;
  private isReady = false;
  /** The start of the last token that was looked at, even of a broken one. */
  tokenStart = 0;
  /** The directives, by their start. */
  readonly directives = new Map<number, string>();
  /** Of the token that was taken last. */
  lastKind = 0;
  lastStart = 0;

  /** The kind of the next token. */
  peek(): number {
    if (!this.isReady) this.fill();
    return this.queue.kind;
  }

  take(): void {
    const { queue } = this;
    const { kind, start } = queue;
    if (!queue.take()) return;
    this.lastKind = kind;
    this.lastStart = start;
    this.isReady = false;
  }

  /** Continues at the start of a line, inside these block collections. */
  goOn(at: number, indents: readonly number[]): void {
    this.restart(at, indents);
    this.isReady = false;
    this.valueLine = -1;
    this.lastKind = 0;
  }

  /** A token can be taken only once it can no longer become a key. */
  private fill(): void {
    while (this.queue.isEmpty || this.keys.isOpen(this.queue.head)) this.fetch();
    this.isReady = true;
  }

  private fetch(): void {
    this.skipToToken();
    this.keys.dropStale();
    if (this.at >= this.end) {
      this.endBlocks();
      this.queue.add(token.STREAM_END, this.end, this.end, 0);
      return;
    }
    this.tokenStart = this.at;
    const { column } = this;
    if (this.flow === 0 && this.indent > column) {
      // What ends here has ended, whatever is wrong with the token.
      this.unroll(column);
      return;
    }
    const code = this.code();
    if (
      this.at === this.lineStart &&
      (code === 37 || code === DASH || code === DOT) &&
      this.fetchDocumentPart(code)
    )
      return;
    this.fetchByCharacter(code, column);
  }

  private fetchDocumentPart(code: number): boolean {
    const isMark = code !== 37 && this.isAtDocumentMark();
    if (code !== 37 && !isMark) return false;
    this.endBlocks();
    const start = this.at;
    if (isMark) {
      this.at += 3;
      this.queue.add(code === DASH ? token.DOCUMENT_START : token.DOCUMENT_END, start, this.at, 0);
      return true;
    }
    this.directives.set(start, scanDirective(this));
    this.queue.add(token.DIRECTIVE, start, this.at, 0);
    // The line break belongs to the directive, so that a tab may follow.
    if (this.code() === HASH) this.skipComment();
    if (isBreak(this.code())) this.skipBreak();
    return true;
  }

  private fetchByCharacter(code: number, column: number): void {
    const inFlow = this.flow > 0;
    // The most frequent first: most tokens of an inventory are words and colons.
    if (code === COLON && (inFlow || this.isSpaced())) this.fetchValue(column);
    else if (code === 34) this.fetchQuoted(token.DOUBLE_QUOTED, column);
    else if (code === 39) this.fetchQuoted(token.SINGLE_QUOTED, column);
    else if (code === DASH && this.isSpaced()) this.fetchBlockEntry(column);
    else if (code === QUESTION && (inFlow || this.isSpaced())) this.fetchKey(column);
    else if (isFlowIndicator(code)) this.fetchFlowIndicator(code, column);
    else if (code === 38 || code === 42) this.fetchAnchor(code === 38 ? token.ANCHOR : token.ALIAS, column);
    else if (code === 33) this.fetchTag(column);
    else if ((code === 124 || code === 62) && !inFlow) this.fetchBlockScalar(column);
    else if (code === TAB) throw tabAt(this);
    else if (NO_START.includes(code)) throw slipAt(this.text, this.at, SYNTAX_WORDS.start);
    else this.fetchPlain(column);
  }

  private isSpaced(): boolean {
    return isBlankOrEnd(this.code(this.at + 1));
  }

  private fetchFlowIndicator(code: number, column: number): void {
    if (code === 44) {
      this.keys.drop();
      this.mayStartKey = true;
      this.addIndicator(token.FLOW_ENTRY, column);
    } else if (code === 93) this.closeFlow(token.FLOW_SEQUENCE_END, column);
    else if (code === 125) this.closeFlow(token.FLOW_MAPPING_END, column);
    else if (code === 91) this.openFlow(token.FLOW_SEQUENCE_START, column);
    else if (startsJinja(this.text, this.at) && !this.isBehindQuotes()) this.fetchJinja(column);
    else this.openFlow(token.FLOW_MAPPING_START, column);
  }

  /** Behind the end of a quoted text no value can start: the quotes are what is wrong. */
  private isBehindQuotes(): boolean {
    let at = this.at - 1;
    while (at > this.lineStart && isBlank(this.code(at))) at--;
    return at >= this.lineStart && (this.code(at) === 34 || this.code(at) === 39);
  }

  private fetchAnchor(kind: number, column: number): void {
    const start = this.at;
    this.saveKey(column);
    scanAnchor(this);
    this.queue.add(kind, start, this.at, column);
  }

  private fetchTag(column: number): void {
    const start = this.at;
    this.saveKey(column);
    scanTag(this, this.flow > 0);
    this.queue.add(token.TAG, start, this.at, column);
  }

  private openFlow(kind: number, column: number): void {
    this.saveKey(column);
    this.flow++;
    this.keys.openBracket();
    this.mayStartKey = true;
    this.addIndicator(kind, column);
  }

  private closeFlow(kind: number, column: number): void {
    this.keys.drop();
    if (this.flow > 0) this.flow--;
    this.keys.closeBracket();
    this.mayStartKey = false;
    this.addIndicator(kind, column);
  }

  private fetchBlockEntry(column: number): void {
    if (this.flow === 0) {
      if (!this.mayStartKey) throw slipAt(this.text, this.at, SYNTAX_WORDS.start);
      if (this.roll(column)) this.queue.add(token.BLOCK_SEQUENCE_START, this.at, this.at, column);
    }
    this.keys.drop();
    this.mayStartKey = true;
    this.addIndicator(token.BLOCK_ENTRY, column);
  }

  private fetchKey(column: number): void {
    if (this.flow === 0) {
      if (!this.mayStartKey) throw slipAt(this.text, this.at, 'a key cannot start here');
      if (this.roll(column)) this.queue.add(token.BLOCK_MAPPING_START, this.at, this.at, column);
    }
    this.keys.drop();
    this.mayStartKey = this.flow === 0;
    this.addIndicator(token.KEY, column);
  }

  private fetchValue(column: number): void {
    const key = this.keys.take();
    if (key) {
      this.queue.markKey(key.token, this.roll(key.column));
      this.mayStartKey = false;
    } else {
      if (this.flow === 0) {
        if (!this.mayStartKey) throw this.unexpectedColon();
        if (this.roll(column)) this.queue.add(token.BLOCK_MAPPING_START, this.at, this.at, column);
      }
      this.mayStartKey = this.flow === 0;
    }
    this.valueLine = this.lineStart;
    this.addIndicator(token.VALUE, column);
  }

  /** Reported at the scalar before the colon, which was meant as a key. */
  private unexpectedColon(): Slip {
    const { text, at, queue } = this;
    const kind = queue.isEmpty ? this.lastKind : queue.lastKind;
    const start = queue.isEmpty ? this.lastStart : queue.lastStart;
    if (kind < token.ALIAS) return slipAt(text, at, 'a colon that follows no key');
    return slipAt(text, start, SYNTAX_WORDS.secondKey);
  }

  private fetchPlain(column: number): void {
    this.saveKey(column);
    const start = this.at;
    const line = this.lineStart;
    const end = scanPlain(this, this.indent + 1, this.flow > 0);
    if (line !== this.lineStart) this.mayStartKey = true;
    const isOverLines = line !== this.lineOfPlainEnd;
    // The lines of a plain text over many lines need not be tried one by one.
    if (isOverLines && end > this.lineStart && this.isAtColon(this.at))
      throw slipAt(this.text, start, SYNTAX_WORDS.secondKey, this.at);
    this.queue.add(token.PLAIN, start, end, column, isOverLines ? 1 : 0);
  }

  /** Whether a colon follows a text that started on another line: such a text cannot be a key. */
  private isAtColon(from: number): boolean {
    let at = from;
    while (isBlank(this.code(at))) at++;
    return this.flow === 0 && this.code(at) === COLON && isBlankOrEnd(this.code(at + 1));
  }

  private fetchQuoted(kind: number, column: number): void {
    this.saveKey(column);
    const start = this.at;
    const line = this.lineStart;
    const isSpecial = scanQuoted(this);
    if (line !== this.lineStart && this.flow === 0) this.checkBehindLines(start);
    this.queue.add(kind, start, this.at, column, isSpecial ? 1 : 0);
  }

  /** Behind a text over several lines nothing can follow; found before the text is read, which may take long. */
  private checkBehindLines(start: number): void {
    if (this.isAtColon(this.at)) throw slipAt(this.text, start, SYNTAX_WORDS.keyOverLines);
    let { at } = this;
    while (isBlank(this.code(at))) at++;
    const code = this.code(at);
    if (code !== HASH && code !== 0 && !isBreak(code)) throw slipAt(this.text, start, SYNTAX_WORDS.openQuote);
  }

  private fetchBlockScalar(column: number): void {
    this.keys.drop();
    this.mayStartKey = true;
    const start = this.at;
    const { indent, bodyEnd, end } = scanBlockScalar(this, this.indent);
    this.queue.add(token.BLOCK_SCALAR, start, end, column, indent, bodyEnd);
  }

  private fetchJinja(column: number): void {
    this.saveKey(column);
    const { text, at: start, lineStart } = this;
    const place = { flow: this.flow > 0, mayBeKey: this.valueLine !== lineStart, lineStart };
    const end = endOfJinjaScalar(text, start, place);
    while (this.at < end) {
      if (isBreak(this.code())) this.skipBreak();
      else this.at++;
    }
    this.jinja.push({ start, end, reach: reachOfJinja(text, start, end) });
    if (lineStart !== this.lineStart && this.isAtColon(end))
      throw slipAt(text, start, SYNTAX_WORDS.keyOverLines);
    this.queue.add(token.JINJA, start, end, column, 1);
  }
}
