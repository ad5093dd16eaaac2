// A string or bytes literal at a place in a text, as Python reads it.

import { CHARACTER_ESCAPES } from '../../../text/characterEscapes.ts';
import { ownValue } from '../../../text/ownValue.ts';

/** A literal with its escapes undone, and the offset behind it. */
export interface PythonString {
  readonly value: string;
  readonly bytes: boolean;
  readonly end: number;
}

const START = /([a-zA-Z]{0,2})('''|"""|'|")/y;
const PREFIXES: ReadonlySet<string> = new Set(['', 'r', 'u', 'b', 'br', 'rb']);

/** `undefined` where there is no literal, or one that is not a constant (`f"…"`). */
export function readPythonString(text: string, at: number): PythonString | undefined {
  START.lastIndex = at;
  const match = START.exec(text);
  const prefix = match?.[1]?.toLowerCase() ?? '';
  if (!match || !PREFIXES.has(prefix)) return undefined;
  const quote = match[2] ?? '';
  const [bytes, raw] = [prefix.includes('b'), prefix.includes('r')];
  let value = '';
  for (let i = START.lastIndex; i < text.length; ) {
    if (text.startsWith(quote, i)) return { value, bytes, end: i + quote.length };
    if (text[i] !== '\\') {
      if (bytes && text.charCodeAt(i) > 127) return undefined;
      value += text.charAt(i++);
      continue;
    }
    const escaped = raw ? { value: text.slice(i, i + 2), length: 2 } : readEscape(text, i, bytes);
    if (!escaped) return undefined;
    value += escaped.value;
    i += escaped.length;
  }
  return undefined;
}

function readEscape(text: string, at: number, bytes: boolean): { value: string; length: number } | undefined {
  const mark = text.charAt(at + 1);
  if (mark === '') return undefined;
  const simple = ownValue(CHARACTER_ESCAPES, mark);
  if (simple !== undefined) return { value: simple, length: 2 };
  const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
  if (octal !== undefined)
    return { value: String.fromCharCode(Number.parseInt(octal, 8)), length: 1 + octal.length };
  const size = mark === 'x' ? 2 : bytes ? 0 : mark === 'u' ? 4 : mark === 'U' ? 8 : 0;
  // A backslash before any other character stays.
  if (size === 0) return bytes || mark !== 'N' ? { value: `\\${mark}`, length: 2 } : undefined;
  const digits = text.slice(at + 2, at + 2 + size);
  const code = Number.parseInt(digits, 16);
  if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length < size || code > 0x10ffff) return undefined;
  return { value: String.fromCodePoint(code), length: 2 + size };
}
