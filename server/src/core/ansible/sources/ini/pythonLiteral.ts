// The text of an INI value → the node Ansible makes of it: Python's literal_eval, or else the text as it is.
// Knows nothing of INI. Read from Python 3.11, ast.py (literal_eval) and its lexical reference.
import { ownValue } from '../../../text/ownValue.ts';
import type { Span } from '../../../text/span.ts';
import type {
  ScalarType,
  YamlMapping,
  YamlNode,
  YamlPair,
  YamlScalar,
  YamlSequence,
} from '../../../yaml/tree.ts';
import {
  BYTES_TAG,
  complexNode,
  complexText,
  createNode,
  isImaginary,
  isPrintableKey,
  isReal,
  PRINTED_TAG,
  SET_TAG,
  UNPRINTABLE_TAG,
} from './pythonNodes.ts';
import { readPythonNumber } from './pythonNumber.ts';
import { readPythonString } from './pythonString.ts';

/** A text of which every character has its place in the file. */
export interface PlacedText {
  readonly text: string;
  readonly offsets: readonly number[];
  /** Where the text stands, quotes around it included. */
  readonly span: Span;
}

/** The node of a value, or `unhashable` where evaluating the literal fails and Ansible with it. */
export function readPythonValue(source: PlacedText): YamlNode | 'unhashable' {
  const whole = createNode(source.span, 'str', source.text);
  const lead = /^[ \t]*/.exec(source.text)?.[0].length ?? 0;
  // Most values are words or addresses, which no literal starts like.
  if (!/^[-+.0-9'"([{TFNsbBrRuU]/.test(source.text.slice(lead, lead + 1))) return whole;
  const reader = new LiteralReader(source, lead);
  const node = reader.readAll();
  if (node === undefined) return whole;
  if (reader.unhashable) return 'unhashable';
  if (node.kind === 'scalar' && node.type === 'binary')
    return { ...createNode(source.span, 'str', node.text), tag: BYTES_TAG };
  return { ...node, span: source.span };
}

/** Python's own limit for nested brackets. */
const MAX_NESTING = 200;

const WORDS: Readonly<Record<string, readonly [ScalarType, boolean | null]>> = {
  True: ['bool', true],
  False: ['bool', false],
  None: ['null', null],
};

class LiteralReader {
  unhashable = false;
  private readonly source: PlacedText;
  private at: number;
  private nesting = 0;
  /** Nodes do not distinguish tuples from lists; only tuples can be keys. */
  private readonly tuples = new Set<YamlNode>();

  constructor(source: PlacedText, at: number) {
    this.source = source;
    this.at = at;
  }

  /** The whole text as one literal; `undefined` when it is anything else. */
  readAll(): YamlNode | undefined {
    const first = this.at;
    const items: YamlNode[] = [];
    let commas = 0;
    for (;;) {
      this.skipSpace();
      if (this.isAtEnd()) break;
      if (items.length > commas) return undefined;
      const item = this.readItem();
      if (!item) return undefined;
      items.push(item);
      this.skipSpace();
      if (this.take(',')) commas++;
    }
    if (items.length === 0) return undefined;
    return commas === 0 ? items[0] : this.tuple(first, items);
  }

  private isAtEnd(): boolean {
    return this.at >= this.source.text.length || this.source.text[this.at] === '#';
  }

  private skipSpace(): void {
    while (' \t\f'.includes(this.source.text[this.at] ?? 'x')) this.at++;
  }

  private take(mark: string): boolean {
    if (!this.source.text.startsWith(mark, this.at)) return false;
    this.at += mark.length;
    return true;
  }

  private spanFrom(start: number): Span {
    const { offsets, span } = this.source;
    const first = offsets[start] ?? span.start;
    return { start: first, end: (offsets[this.at - 1] ?? first) + 1 };
  }

  private tuple(start: number, items: readonly YamlNode[]): YamlSequence {
    const node = this.sequence(start, items);
    this.tuples.add(node);
    return node;
  }

  private isHashable(node: YamlNode): boolean {
    if (node.kind !== 'sequence') return node.kind === 'scalar';
    return this.tuples.has(node) && node.items.every((item) => this.isHashable(item));
  }

  private sequence(start: number, items: readonly YamlNode[]): YamlSequence {
    return { kind: 'sequence', flow: true, items, span: this.spanFrom(start) };
  }

  /** A literal, or the sum of a real and an imaginary number, which is a complex literal. */
  private readItem(): YamlNode | undefined {
    const start = this.at;
    const left = this.readSigned();
    this.skipSpace();
    if (left?.kind !== 'scalar' || !'+-'.includes(this.source.text[this.at] ?? 'x')) return left;
    const sign = this.at++;
    this.skipSpace();
    const right = readPythonNumber(this.source.text, this.at);
    if (!isReal(left) || !right?.imaginary) return undefined;
    this.at = right.end;
    const isMinus = this.source.text[sign] === '-';
    return this.complex(start, Number(left.value), isMinus ? 0 - Number(right.value) : Number(right.value));
  }

  private complex(start: number, real: number, imaginary: number): YamlScalar {
    return complexNode(this.spanFrom(start), real, imaginary);
  }

  private readSigned(): YamlNode | undefined {
    const start = this.at;
    const sign = /[-+]/.exec(this.source.text[this.at] ?? '')?.[0];
    if (sign === undefined) return this.readAtom();
    this.at++;
    this.skipSpace();
    const node = this.readAtom();
    if (node?.kind !== 'scalar' || !(isReal(node) || isImaginary(node)) || /^[-+]/.test(node.text))
      return undefined;
    const { value } = node;
    const negated =
      typeof value === 'number' || typeof value === 'bigint' ? (sign === '-' ? -value : value) : value;
    // Python's integers know no negative zero.
    const number = node.type === 'int' && negated === 0 ? 0 : negated;
    if (isImaginary(node))
      return sign === '-'
        ? this.complex(start, -0, -Number(node.value))
        : { ...node, span: this.spanFrom(start) };
    return {
      ...node,
      value: number,
      text: this.source.text.slice(start, this.at),
      span: this.spanFrom(start),
    };
  }

  private readAtom(): YamlNode | undefined {
    const { text } = this.source;
    const start = this.at;
    const number = readPythonNumber(text, start);
    if (number) {
      this.at = number.end;
      const node = createNode(this.spanFrom(start), number.type, number.value, text.slice(start, number.end));
      return number.imaginary
        ? { ...node, text: complexText(0, Number(number.value)), tag: PRINTED_TAG }
        : node;
    }
    if (/^(?:[a-zA-Z]{0,2})['"]/.test(text.slice(start, start + 3))) return this.readStrings();
    if (this.take('...')) return { ...createNode(this.spanFrom(start), 'str', '...'), tag: PRINTED_TAG };
    const word = /^[A-Za-z_]\w*/.exec(text.slice(start, start + 6))?.[0] ?? '';
    const constant = ownValue(WORDS, word);
    if (constant) {
      this.at += word.length;
      return createNode(this.spanFrom(start), constant[0], constant[1], word);
    }
    if (word === 'set') return this.readEmptySet();
    return this.readCollection();
  }

  private readEmptySet(): YamlNode | undefined {
    const start = this.at;
    const match = /^set[ \t\f]*\([ \t\f]*\)/.exec(this.source.text.slice(start));
    if (!match) return undefined;
    this.at += match[0].length;
    return { ...this.sequence(start, []), tag: SET_TAG };
  }

  private readStrings(): YamlNode | undefined {
    const start = this.at;
    let value = '';
    let bytes: boolean | undefined;
    for (;;) {
      const part = readPythonString(this.source.text, this.at);
      if (!part) break;
      if (bytes !== undefined && bytes !== part.bytes) return undefined;
      bytes = part.bytes;
      value += part.value;
      this.at = part.end;
      const end = this.at;
      this.skipSpace();
      if (!/^(?:[a-zA-Z]{0,2})['"]/.test(this.source.text.slice(this.at, this.at + 3))) {
        this.at = end;
        return createNode(this.spanFrom(start), bytes ? 'binary' : 'str', value);
      }
    }
    return undefined;
  }

  private readCollection(): YamlNode | undefined {
    const start = this.at;
    if (this.nesting >= MAX_NESTING) return undefined;
    this.nesting++;
    const node = this.take('(')
      ? this.readParenthesis(start)
      : this.take('[')
        ? this.readList(start)
        : this.take('{')
          ? this.readBraces(start)
          : undefined;
    this.nesting--;
    return node;
  }

  private readList(start: number): YamlNode | undefined {
    const items = this.readItems(']');
    return items && this.sequence(start, items.nodes);
  }

  private readParenthesis(start: number): YamlNode | undefined {
    const items = this.readItems(')');
    if (!items) return undefined;
    const [only] = items.nodes;
    return items.nodes.length === 1 && only && !items.comma ? only : this.tuple(start, items.nodes);
  }

  private readItems(close: string): { nodes: YamlNode[]; comma: boolean } | undefined {
    const nodes: YamlNode[] = [];
    let comma = false;
    for (;;) {
      this.skipSpace();
      if (this.take(close)) return { nodes, comma };
      if (nodes.length > 0 && !comma) return undefined;
      const node = this.readItem();
      if (!node) return undefined;
      nodes.push(node);
      this.skipSpace();
      comma = this.take(',');
    }
  }

  /** A dict, or a set, which JSON cannot print. */
  private readBraces(start: number): YamlNode | undefined {
    const pairs: YamlPair[] = [];
    const members: YamlNode[] = [];
    for (let comma = true; ; ) {
      this.skipSpace();
      if (this.take('}')) return this.braces(start, pairs, members);
      if (!comma) return undefined;
      const key = this.readItem();
      if (!key) return undefined;
      if (!this.isHashable(key)) this.unhashable = true;
      this.skipSpace();
      if (this.take(':')) {
        this.skipSpace();
        const value = this.readItem();
        if (!value) return undefined;
        pairs.push({ key, value, span: { start: key.span.start, end: value.span.end } });
      } else members.push(key);
      if (pairs.length > 0 && members.length > 0) return undefined;
      this.skipSpace();
      comma = this.take(',');
    }
  }

  private braces(start: number, pairs: readonly YamlPair[], members: readonly YamlNode[]): YamlNode {
    if (members.length > 0) return { ...this.sequence(start, members), tag: SET_TAG };
    const node: YamlMapping = { kind: 'mapping', flow: true, pairs, span: this.spanFrom(start) };
    return pairs.every((pair) => isPrintableKey(pair.key)) ? node : { ...node, tag: UNPRINTABLE_TAG };
  }
}
