// Texts that Ansible takes for a list, a dict or a boolean once a template is filled in (`literal_eval`), and JSON.
// Read from ansible-core 2.14.18, template/native_helpers.py.
import type { Dict, List, Value } from './value.ts';

/** The value, `'text'` when it surely stays a text, `undefined` when in doubt. */
export function literalValue(text: string): { readonly value: Value } | 'text' | undefined {
  if (text === 'True' || text === 'False') return { value: text === 'True' };
  if (!/^[[{]/.test(text)) return 'text';
  const reader = new LiteralReader(text);
  const value = reader.readAll();
  if (value !== undefined) return { value };
  return isNoExpression(text) ? 'text' : undefined;
}

export const looksLiteral = (text: string): boolean => /^[[{]|^True$|^False$/.test(text);

/**
 * Brackets that never close, and addresses of IPv6 in brackets, are no expressions of Python; a template that was left
 * as it is begins with a name, which is no literal.
 */
const isNoExpression = (text: string): boolean =>
  /^\{\{-?\s*(?!(?:true|false|null|True|False|None|set)\b)[A-Za-z_]\w*(?!["'\w])/.test(text) ||
  /^\[[0-9a-fA-F.]*:[0-9a-fA-F:.]*\]/.test(text) ||
  (text.startsWith('[') && !text.includes(']')) ||
  (text.startsWith('{') && !text.includes('}'));

/** The value of a JSON text, once `JSON.parse` has taken it. */
export const jsonValue = (text: string): Value | undefined => new LiteralReader(text.trim()).readAll();

const CONSTANTS: Readonly<Record<string, Value>> = {
  true: true,
  false: false,
  null: null,
  True: true,
  False: false,
  None: null,
};
const MAX_DEPTH = 40;

/** Reads what Python and JSON share, and gives up on everything else. */
class LiteralReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  readAll(): Value | undefined {
    const value = this.read();
    return this.at === this.text.length ? value : undefined;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private read(): Value | undefined {
    if (++this.depth > MAX_DEPTH) return undefined;
    this.take(/[ \n]*/y);
    const value = this.readHere();
    this.take(/[ \n]*/y);
    this.depth--;
    return value;
  }

  private readHere(): Value | undefined {
    if (this.take(/\[/y)) return this.readList();
    if (this.take(/\{/y)) return this.readDict();
    const quoted = this.take(/"(?:[^"\\\n]|\\["\\nrt])*"|'(?:[^'\\\n]|\\['\\nrt])*'/y);
    if (quoted !== undefined) return unquote(quoted);
    const float = this.take(/-?(?:0|[1-9]\d{0,14})\.\d{1,15}(?![\w.])/y);
    if (float !== undefined) return { kind: 'float', value: Number(float) };
    const integer = this.take(/-?(?:0|[1-9]\d{0,17})(?![\w.])/y);
    if (integer !== undefined) return integer === '-0' ? undefined : BigInt(integer);
    const word = this.take(/(?:true|false|null|True|False|None)(?!\w)/y);
    return word === undefined ? undefined : CONSTANTS[word];
  }

  private readList(): List | undefined {
    const items: Value[] = [];
    this.take(/[ \n]*/y);
    if (this.take(/\]/y)) return { kind: 'list', items };
    for (;;) {
      const item = this.read();
      if (item === undefined) return undefined;
      items.push(item);
      if (this.take(/\]/y)) return { kind: 'list', items };
      if (!this.take(/,[ \n]*/y)) return undefined;
      if (this.take(/\]/y)) return { kind: 'list', items };
    }
  }

  private readDict(): Dict | undefined {
    const entries = new Map<string, Value>();
    this.take(/[ \n]*/y);
    if (this.take(/\}/y)) return { kind: 'dict', entries };
    for (;;) {
      const key = this.read();
      if (typeof key !== 'string' || !this.take(/:/y)) return undefined;
      const value = this.read();
      if (value === undefined) return undefined;
      entries.set(key, value);
      if (this.take(/\}/y)) return { kind: 'dict', entries };
      if (!this.take(/,[ \n]*/y)) return undefined;
      if (this.take(/\}/y)) return { kind: 'dict', entries };
    }
  }
}

const UNESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const unquote = (quoted: string): string =>
  quoted.slice(1, -1).replace(/\\(.)/g, (_, character: string) => UNESCAPED[character] ?? character);
