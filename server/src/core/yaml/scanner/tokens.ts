// The tokens of libyaml in the order of the text, until the parser takes them. Kept as numbers in arrays that are
// reused, because an inventory has millions of them.

// The order carries meaning: from ALIAS on, a token can be or start a node by itself, and from PLAIN on it is a
// scalar. The parser compares numbers instead of listing kinds, because it does so for every token of the file.
/** The end of the text. */
export const STREAM_END = 1;
/** A line that begins with `%`. */
export const DIRECTIVE = 2;
/** `---` */
export const DOCUMENT_START = 3;
/** `...` */
export const DOCUMENT_END = 4;
/** Not written: stands before the first `- ` of a sequence. */
export const BLOCK_SEQUENCE_START = 5;
/** Not written: stands before the first key of a mapping. */
export const BLOCK_MAPPING_START = 6;
/** Not written: stands where the indentation ends a block collection. */
export const BLOCK_END = 7;
/** `[` */
export const FLOW_SEQUENCE_START = 8;
/** `]` */
export const FLOW_SEQUENCE_END = 9;
/** `{` */
export const FLOW_MAPPING_START = 10;
/** `}` */
export const FLOW_MAPPING_END = 11;
/** `-` */
export const BLOCK_ENTRY = 12;
/** `,` */
export const FLOW_ENTRY = 13;
/** `?`, or unwritten before a key that only the colon behind it shows to be one. */
export const KEY = 14;
/** `:` */
export const VALUE = 15;
/** `*name` */
export const ALIAS = 16;
/** `&name` */
export const ANCHOR = 17;
/** `!tag` */
export const TAG = 18;
/** All kinds from here on are scalars. */
export const PLAIN = 19;
/** `'text'` */
export const SINGLE_QUOTED = 20;
/** `"text"` */
export const DOUBLE_QUOTED = 21;
/** `|` or `>` with the lines below it. */
export const BLOCK_SCALAR = 22;
/** A plain scalar to the person who wrote it: `{{ … }}` without quotes. */
export const JINJA = 23;

/** Tokens that stand before another one without being written: known only when the colon behind a key is found. */
const BEFORE_KEY = 1;
const BEFORE_MAPPING = 2;

/**
 * libyaml's token queue. It needs more than one token because a KEY goes in front of tokens that have been scanned
 * already, once a colon shows that they were a key. One array for each property: an object a token would be the
 * largest cost of a reading.
 */
export class TokenQueue {
  private readonly kinds: number[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly columns: number[] = [];
  private readonly details: number[] = [];
  private readonly bodies: number[] = [];
  private readonly before: number[] = [];
  /** The index of the next token. */
  head = 0;
  /** The index of the token that will be added next. */
  tail = 0;

  get isEmpty(): boolean {
    return this.head === this.tail;
  }

  /** `detail` and `body` depend on the kind; for a scalar they say how its text is built. */
  add(kind: number, start: number, end: number, column: number, detail = 0, body = 0): void {
    const { tail } = this;
    this.kinds[tail] = kind;
    this.starts[tail] = start;
    this.ends[tail] = end;
    this.columns[tail] = column;
    this.details[tail] = detail;
    this.bodies[tail] = body;
    this.before[tail] = 0;
    this.tail = tail + 1;
  }

  /** Turns a waiting token into a key; `opensMapping` when it is the first of its mapping. */
  markKey(index: number, opensMapping: boolean): void {
    this.before[index] = opensMapping ? BEFORE_KEY | BEFORE_MAPPING : BEFORE_KEY;
  }

  get kind(): number {
    const before = this.before[this.head];
    if (before === 0) return this.kinds[this.head] ?? 0;
    return before === BEFORE_KEY ? KEY : BLOCK_MAPPING_START;
  }

  get start(): number {
    return this.starts[this.head] ?? 0;
  }

  get end(): number {
    return this.ends[this.head] ?? 0;
  }

  get column(): number {
    return this.columns[this.head] ?? 0;
  }

  get detail(): number {
    return this.details[this.head] ?? 0;
  }

  get body(): number {
    return this.bodies[this.head] ?? 0;
  }

  get lastKind(): number {
    return this.kinds[this.tail - 1] ?? 0;
  }

  get lastStart(): number {
    return this.starts[this.tail - 1] ?? 0;
  }

  /** Whether the next token is a written `?`, rather than a key known by the colon behind it. */
  get isExplicitKey(): boolean {
    return this.before[this.head] === 0;
  }

  /** Takes the next token, or an unwritten one before it; returns whether the token itself was taken. */
  take(): boolean {
    const before = this.before[this.head] ?? 0;
    if (before !== 0) {
      this.before[this.head] = before === BEFORE_KEY ? 0 : BEFORE_KEY;
      return false;
    }
    this.head++;
    if (this.head === this.tail) this.clear();
    return true;
  }

  clear(): void {
    this.head = 0;
    this.tail = 0;
  }
}
