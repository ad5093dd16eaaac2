// Tokens that become keys when a colon follows, one for each level of brackets: libyaml's simple keys.
import type { Cursor } from './cursor.ts';
import { SYNTAX_WORDS, slipAt } from './slip.ts';

/** Characters of a key, its quotes included, before the colon. */
const MAX_KEY = 1024;

interface SimpleKey {
  /** Index of its token; -1 when there is none. */
  token: number;
  start: number;
  lineStart: number;
  column: number;
  /** Nothing else is allowed at this place. */
  isRequired: boolean;
}

const noKey = (): SimpleKey => ({ token: -1, start: 0, lineStart: 0, column: 0, isRequired: false });

/**
 * Remembers, for each level of brackets, the last token that could still become a key. libyaml allows one a level: a
 * key must end on its line and within 1,024 characters of its start.
 */
export class SimpleKeys {
  private readonly cursor: Cursor;
  private readonly outer = noKey();
  private readonly keys: SimpleKey[] = [this.outer];
  /** That of the innermost level. */
  private key = this.outer;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  /** Records that the token at the cursor may be a key. */
  offer(token: number, column: number, isRequired: boolean): void {
    this.drop();
    const { key, cursor } = this;
    key.token = token;
    key.start = cursor.at;
    key.lineStart = cursor.lineStart;
    key.column = column;
    key.isRequired = isRequired;
  }

  /** The token that the colon at the cursor makes a key. */
  take(): { readonly token: number; readonly column: number } | undefined {
    const { key } = this;
    if (key.token >= 0 && this.isStale(key)) this.drop();
    if (key.token < 0) return undefined;
    const { token, column } = key;
    key.token = -1;
    return { token, column };
  }

  /** Whether the token may still become a key. */
  isOpen(token: number): boolean {
    for (const key of this.keys) {
      if (key.token !== token) continue;
      if (!this.isStale(key)) return true;
      this.drop(key);
    }
    return false;
  }

  /** A key stands on one line, and is at most so many characters long. */
  private isStale({ start, lineStart }: SimpleKey): boolean {
    const { cursor } = this;
    if (lineStart !== cursor.lineStart) return true;
    return cursor.at - start > MAX_KEY && cursor.charactersFrom(start) > MAX_KEY;
  }

  /** Throws when something that had to be a key is none. */
  drop(key = this.key): void {
    const isMissed = key.token >= 0 && key.isRequired;
    key.token = -1;
    if (isMissed) throw slipAt(this.cursor.text, key.start, SYNTAX_WORDS.noColon);
  }

  dropStale(): void {
    const { outer } = this;
    if (outer.token >= 0 && outer.isRequired && this.isStale(outer)) this.drop(outer);
  }

  dropAll(): void {
    for (const key of this.keys) this.drop(key);
  }

  openBracket(): void {
    this.key = noKey();
    this.keys.push(this.key);
  }

  closeBracket(): void {
    if (this.keys.length > 1) this.keys.pop();
    this.key = this.keys.at(-1) ?? this.outer;
  }

  clear(): void {
    this.keys.length = 1;
    this.key = this.outer;
    this.outer.token = -1;
  }
}
