// The layout of a text: where lines are indented, which block collections and brackets are open, and what may be a key.
import type { Span } from '../../text/span.ts';
import { BYTE_ORDER_MARK, HASH, isBreak, SPACE, TAB } from './characters.ts';
import { Cursor } from './cursor.ts';
import { SimpleKeys } from './simpleKeys.ts';
import * as token from './tokens.ts';
import { TokenQueue } from './tokens.ts';

/**
 * libyaml's indentation stack, flow level and simple keys: the state that must be given for a reading to start in the
 * middle of a document.
 */
export class Layout extends Cursor {
  readonly queue = new TokenQueue();
  /** Tabs that Ansible accepts but YAML forbids. */
  readonly tabs: Span[] = [];
  /** The column of the innermost block collection. */
  protected indent: number;
  private indents: number[];
  protected flow = 0;
  protected mayStartKey = true;
  protected readonly keys = new SimpleKeys(this);

  /** `indents` are the columns of the block collections around the place, from the outermost in. */
  constructor(text: string, at: number, indents: readonly number[] = []) {
    super(text, at);
    this.indents = [-1, ...indents];
    this.indent = this.indents.pop() ?? -1;
  }

  get isInBrackets(): boolean {
    return this.flow > 0;
  }

  protected restart(at: number, indents: readonly number[]): void {
    this.at = at;
    this.lineStart = at;
    this.indents = [-1, ...indents];
    this.indent = this.indents.pop() ?? -1;
    this.flow = 0;
    this.mayStartKey = true;
    this.keys.clear();
    this.queue.clear();
  }

  protected skipToToken(): void {
    let lineBegin = -1;
    for (;;) {
      if (this.at === this.lineStart && this.code() === BYTE_ORDER_MARK) this.at++;
      let code = this.code();
      while (code === SPACE || (code === TAB && (this.flow > 0 || !this.mayStartKey))) {
        this.at++;
        code = this.code();
      }
      if (code === HASH) {
        this.skipComment();
        code = this.code();
      } else if (lineBegin >= 0 && this.flow > 0) this.noteTab(lineBegin, code);
      if (!isBreak(code)) return;
      this.skipBreak();
      lineBegin = this.at;
      if (this.flow === 0) this.mayStartKey = true;
    }
  }

  /** Inside brackets Ansible accepts a tab like a space; YAML does not. */
  private noteTab(from: number, next: number): void {
    if (isBreak(next) || next === 0) return;
    const tab = this.text.slice(from, this.at).indexOf('\t');
    if (tab >= 0) this.tabs.push({ start: from + tab, end: this.at });
  }

  protected endBlocks(): void {
    if (this.flow === 0) this.unroll(-1);
    this.keys.dropAll();
    this.mayStartKey = false;
  }

  protected unroll(column: number): void {
    while (this.indent > column) {
      this.queue.add(token.BLOCK_END, this.at, this.at, column);
      this.indent = this.indents.pop() ?? -1;
    }
  }

  /** Opens a block collection if the column is deeper than the innermost one; returns whether it did. */
  protected roll(column: number): boolean {
    if (this.flow > 0 || this.indent >= column) return false;
    this.indents.push(this.indent);
    this.indent = column;
    return true;
  }

  protected addIndicator(kind: number, column: number): void {
    const start = this.at;
    this.at++;
    this.queue.add(kind, start, this.at, column);
  }

  protected saveKey(column: number): void {
    if (this.mayStartKey) this.keys.offer(this.queue.tail, column, this.flow === 0 && this.indent === column);
    this.mayStartKey = false;
  }
}
