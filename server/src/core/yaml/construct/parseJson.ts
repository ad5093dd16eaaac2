// JSON → the same tree as YAML, typed as Python's json types it: Ansible tries every file as JSON first.
// Read from ansible-core 2.14.18, parsing/utils/yaml.py and parsing/ajson.py, and Python 3.11, json/decoder.py.
import { ownValue } from '../../text/ownValue.ts';
import type { Span } from '../../text/span.ts';
import type { YamlDocument, YamlMapping, YamlNode, YamlPair, YamlScalar, YamlSequence } from '../tree.ts';

/** `undefined` for a text that is not JSON, or that is one value by itself: that is the same in YAML. */
export function parseJson(text: string): YamlDocument | undefined {
  if (!/^[ \t\r\n]*[{[]/.test(text)) return undefined;
  const reading: Reading = { text, at: 0 };
  const root = readValue(reading, 0);
  skipBlanks(reading);
  return root && reading.at === text.length ? { root, problems: [], comments: [], isJson: true } : undefined;
}

interface Reading {
  readonly text: string;
  at: number;
}

/** Deeper nesting is left to the YAML reader, which refuses it. */
const MAX_DEPTH = 100;
/** Python's `json` refuses longer numbers. */
const MAX_DIGITS = 4300;

const BLANKS = /[ \t\r\n]*/y;
const WORD = /-?Infinity|NaN|true|false|null/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in texts
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/y;

function match({ text, at }: Reading, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function skipBlanks(reading: Reading): void {
  reading.at += match(reading, BLANKS)?.[0].length ?? 0;
}

/** Whether the character comes next; then it is passed. */
function takes(reading: Reading, character: string): boolean {
  skipBlanks(reading);
  const isNext = reading.text[reading.at] === character;
  if (isNext) reading.at++;
  return isNext;
}

function readValue(reading: Reading, depth: number): YamlNode | undefined {
  if (depth > MAX_DEPTH) return undefined;
  skipBlanks(reading);
  const place = { start: reading.at, depth };
  if (takes(reading, '{')) return readObject(reading, place);
  if (takes(reading, '[')) return readArray(reading, place);
  return readString(reading) ?? readWord(reading) ?? readNumber(reading);
}

interface CollectionStart {
  readonly start: number;
  readonly depth: number;
}

/**
 * An object, or one of Ansible's own marks for texts; `undefined` where it is no JSON, after which the text is read
 * as YAML.
 */
function readObject(
  reading: Reading,
  { start, depth }: CollectionStart,
): YamlMapping | YamlScalar | undefined {
  const pairs: YamlPair[] = [];
  if (!takes(reading, '}')) {
    do {
      skipBlanks(reading);
      const key = readString(reading);
      const value = key && takes(reading, ':') ? readValue(reading, depth + 1) : undefined;
      if (!key || !value) return undefined;
      pairs.push({ key, value, span: { start: key.span.start, end: value.span.end } });
    } while (takes(reading, ','));
    if (!takes(reading, '}')) return undefined;
  }
  const span = { start, end: reading.at };
  return markedText(pairs, span) ?? { kind: 'mapping', flow: true, pairs, span };
}

/** How Ansible writes encrypted and unsafe texts in JSON. */
function markedText(pairs: readonly YamlPair[], span: Span): YamlScalar | undefined {
  for (const { key, value } of pairs) {
    if (key.kind !== 'scalar' || value?.kind !== 'scalar' || value.type !== 'str') continue;
    if (key.text === '__ansible_vault') return { ...value, type: 'vault', span };
    if (key.text === '__ansible_unsafe') return { ...value, tag: '!unsafe', span };
  }
  return undefined;
}

function readArray(reading: Reading, { start, depth }: CollectionStart): YamlSequence | undefined {
  const items: YamlNode[] = [];
  if (!takes(reading, ']')) {
    do {
      const item = readValue(reading, depth + 1);
      if (!item) return undefined;
      items.push(item);
    } while (takes(reading, ','));
    if (!takes(reading, ']')) return undefined;
  }
  return { kind: 'sequence', flow: true, items, span: { start, end: reading.at } };
}

type Typed = Pick<YamlScalar, 'style' | 'type' | 'value' | 'text'>;

function scalar(reading: Reading, length: number, typed: Typed): YamlScalar {
  const start = reading.at;
  reading.at += length;
  return { kind: 'scalar', ...typed, span: { start, end: reading.at } };
}

function readString(reading: Reading): YamlScalar | undefined {
  const [found] = match(reading, STRING) ?? [];
  if (found === undefined) return undefined;
  const value: unknown = JSON.parse(found);
  const text = String(value);
  return scalar(reading, found.length, { style: 'double', type: 'str', value: text, text });
}

const WORDS: Readonly<Record<string, Pick<YamlScalar, 'type' | 'value'>>> = {
  true: { type: 'bool', value: true },
  false: { type: 'bool', value: false },
  null: { type: 'null', value: null },
  NaN: { type: 'float', value: Number.NaN },
  Infinity: { type: 'float', value: Number.POSITIVE_INFINITY },
  '-Infinity': { type: 'float', value: Number.NEGATIVE_INFINITY },
};

function readWord(reading: Reading): YamlScalar | undefined {
  const [text = ''] = match(reading, WORD) ?? [];
  const typed = ownValue(WORDS, text);
  return typed && scalar(reading, text.length, { style: 'plain', text, ...typed });
}

function readNumber(reading: Reading): YamlScalar | undefined {
  const [text, fraction, exponent] = match(reading, NUMBER) ?? [];
  if (text === undefined || text.length > MAX_DIGITS) return undefined;
  const isFloat = fraction !== undefined || exponent !== undefined;
  const whole = BigInt(isFloat ? 0 : text);
  const value = isFloat ? Number(text) : Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
  return scalar(reading, text.length, { style: 'plain', type: isFloat ? 'float' : 'int', text, value });
}
