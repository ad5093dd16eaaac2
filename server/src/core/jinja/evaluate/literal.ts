// Texts that Ansible takes for values once a template is filled in: literals of Python, and JSON.
// Read from ansible-core 2.14.18, template/native_helpers.py, and Python 3.11, ast.literal_eval and json.
import { stringToken } from './pythonText.ts';
import type { Dict, List, Tuple, Value } from './value.ts';

/** The value; `'text'` when the text surely is no literal, `undefined` when that is not certain. */
export type Literal = { readonly value: Value } | 'text' | undefined;

/**
 * What `ansible_eval_concat` makes of a text: only lists, dicts and booleans are read; JSON's words for them count,
 * too.
 */
export const literalValue = (text: string): Literal => (looksLiteral(text) ? readAll(text, PYTHON) : 'text');

/** What `ast.literal_eval` makes of a text. */
export function pythonLiteral(text: string): Literal {
  if (/^[ \t]+[^\s#]/.test(text)) return 'text';
  return readAll(text, { ...PYTHON, words: WORDS });
}

/** The value of a JSON text, once `JSON.parse` has taken it. */
export function jsonValue(text: string): Value | undefined {
  const literal = readAll(text, { words: JSON_WORDS, string: jsonToken });
  return typeof literal === 'object' ? literal.value : undefined;
}

/**
 * Ansible's own test before it tries to read a result as a literal: only these beginnings, so that a version such as
 * `1.20` stays a text.
 */
export const looksLiteral = (text: string): boolean => /^[[{]|^True$|^False$/.test(text);

interface Language {
  readonly words: ReadonlyMap<string, Value>;
  /** Reads the text that begins at a place, and its end. */
  string(text: string, at: number): readonly [value: string, end: number] | 'none' | 'odd';
}

const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['True', true],
  ['False', false],
  ['None', null],
]);
const JSON_WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const PYTHON: Language = { words: new Map([...WORDS, ...JSON_WORDS]), string: stringToken };

const MAX_DEPTH = 40;

/** The text is no literal of Python: an expression, or empty. */
class NoLiteral extends Error {}
/** The text may be a literal of a kind that is not read here. */
class Doubt extends Error {}

function readAll(text: string, language: Language): Literal {
  // Python takes white space without a line break at its end for an indented line.
  if (text.includes('\0') || /\n[ \t]+$|\\\r?\n$/.test(text)) return 'text';
  try {
    return { value: new LiteralReader(text, language).readAll() };
  } catch (error) {
    if (error instanceof NoLiteral) return 'text';
    if (error instanceof Doubt) return undefined;
    throw error;
  }
}

class LiteralReader {
  private at = 0;
  private depth = 0;
  /** Outside of brackets a line break ends the literal. */
  private brackets = 0;
  /** A part has a value that cannot be represented here. */
  private isOdd = false;

  constructor(
    private readonly text: string,
    private readonly language: Language,
  ) {}

  readAll(): Value {
    this.take(/(?:[ \t\f]*(?:#.*)?\r?\n)*/y);
    // Indented behind a comment or an empty line.
    if (this.at > 0 && this.take(/[ \t\f]+/y)) throw new NoLiteral();
    const first = this.read();
    const value = this.peek(',') ? this.tuple(first, '') : first;
    this.take(/(?:[ \t\f]*(?:#.*)?(?:\r?\n|$))*/y);
    this.space();
    if (this.at < this.text.length) this.fail();
    if (this.isOdd) throw new Doubt();
    return value;
  }

  /** Behind such a part it is not certain which error comes first. */
  private fail(): never {
    throw this.isOdd ? new Doubt() : new NoLiteral();
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found) this.at += found.length;
    return found || undefined;
  }

  private space(): void {
    if (this.brackets > 0) this.take(/(?:[ \t\f\r\n]|#.*(?!.)|\\\r?\n)+/y);
    else this.take(/(?:[ \t\f]|\\\r?\n)+/y);
  }

  private peek(token: string): boolean {
    this.space();
    return this.text.startsWith(token, this.at);
  }

  private accept(token: string): boolean {
    const found = this.peek(token);
    if (found) this.at += token.length;
    return found;
  }

  private read(): Value {
    if (++this.depth > MAX_DEPTH) throw new Doubt();
    this.space();
    const value = this.readHere();
    this.depth--;
    return value;
  }

  private readHere(): Value {
    const sign = this.take(/[+-]/y);
    if (sign) {
      // A sign may stand before a number in parentheses, too.
      if (this.peek('(')) throw new Doubt();
      const number = this.number();
      if (number === undefined) this.fail();
      return sign === '-' ? negated(number) : number;
    }
    if (this.accept('[')) return this.inBrackets(() => this.list());
    if (this.accept('{')) return this.inBrackets(() => this.dict());
    if (this.accept('(')) return this.inBrackets(() => this.parenthesis());
    return this.number() ?? this.string() ?? this.word();
  }

  private inBrackets<T>(read: () => T): T {
    this.brackets++;
    const value = read();
    this.brackets--;
    return value;
  }

  private list(): List {
    return { kind: 'list', items: this.items(']') };
  }

  private items(end: string, items: Value[] = []): Value[] {
    while (!this.accept(end)) {
      items.push(this.read());
      if (this.accept(end)) break;
      if (!this.accept(',')) this.fail();
    }
    return items;
  }

  private parenthesis(): Value {
    if (this.accept(')')) return { kind: 'tuple', items: [] };
    const first = this.read();
    if (this.accept(')')) return first;
    return this.tuple(first, ')');
  }

  /** The items after the first one. */
  private tuple(first: Value, end: string): Tuple {
    if (!this.accept(',')) this.fail();
    if (end) return { kind: 'tuple', items: this.items(end, [first]) };
    const items = [first];
    while (this.at < this.text.length && !this.take(/[ \t\f]*(?:#.*)?(?:[\r\n]|$)/y)) {
      items.push(this.read());
      if (!this.accept(',')) break;
    }
    return { kind: 'tuple', items };
  }

  private dict(): Dict {
    const entries = new Map<string, Value>();
    if (this.accept('}')) return { kind: 'dict', entries };
    const first = this.read();
    if (!this.peek(':')) return this.set(first);
    for (let key = first; ; key = this.read()) {
      if (!this.accept(':')) this.fail();
      const value = this.read();
      if (typeof key === 'string') entries.set(key, value);
      else this.isOdd = true;
      if (this.accept('}')) break;
      if (!this.accept(',')) this.fail();
      if (this.accept('}')) break;
    }
    return { kind: 'dict', entries };
  }

  private set(first: Value): Dict {
    if (!this.accept('}')) {
      if (!this.accept(',')) this.fail();
      this.items('}', [first]);
    }
    this.isOdd = true;
    return { kind: 'dict', entries: new Map() };
  }

  private number(): Value | undefined {
    const float = this.take(
      /(?:\d(?:_?\d)*)?\.\d(?:_?\d)*(?:[eE][+-]?\d(?:_?\d)*)?|\d(?:_?\d)*(?:\.(?:[eE][+-]?\d(?:_?\d)*)?|[eE][+-]?\d(?:_?\d)*)/y,
    );
    const integer =
      float === undefined
        ? this.take(/0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|[1-9](?:_?\d)*|0(?:_?0)*/y)
        : undefined;
    const digits = float ?? integer;
    if (digits === undefined) return undefined;
    if (digits.length > 300) throw new Doubt();
    // Complex numbers.
    if (/^(?:\s*[+-]\s*[\d._]+)?[jJ]/.test(this.text.slice(this.at, this.at + 100))) throw new Doubt();
    if (/[\w.]/.test(this.text.charAt(this.at))) this.fail();
    const plain = digits.replaceAll('_', '');
    if (float === undefined) return BigInt(plain.replace(/^0+$/, '0'));
    if (!Number.isFinite(Number(plain))) throw new Doubt();
    return { kind: 'float', value: Number(plain) };
  }

  /** Python joins texts that follow each other. */
  private string(): string | undefined {
    let joined: string | undefined;
    for (;;) {
      const found = this.language.string(this.text, this.at);
      if (found === 'odd') throw new Doubt();
      if (found === 'none') return joined;
      const [value, end] = found;
      joined = (joined ?? '') + value;
      this.at = end;
      this.space();
    }
  }

  private word(): Value {
    const word = this.take(/[\p{L}_][\p{L}\p{N}_]*/uy);
    if (this.text.startsWith('...', this.at) || word === 'set') throw new Doubt();
    const value = word === undefined ? undefined : this.language.words.get(word);
    return value === undefined ? this.fail() : value;
  }
}

function negated(number: Value): Value {
  if (typeof number === 'bigint') return -number;
  return typeof number === 'object' && number?.kind === 'float'
    ? { kind: 'float', value: -number.value }
    : number;
}

function jsonToken(text: string, at: number): readonly [string, number] | 'none' | 'odd' {
  const pattern = /"(?:[^"\\]|\\.)*"/y;
  pattern.lastIndex = at;
  const token = pattern.exec(text)?.[0];
  if (token === undefined) return 'none';
  const value: unknown = JSON.parse(token);
  return typeof value !== 'string' || /\p{Cs}/u.test(value) ? 'odd' : [value, at + token.length];
}
