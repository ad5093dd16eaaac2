// String literals as Python writes them in its source: prefixes, quotes of both lengths, escapes. Read from Python
// 3.11, Parser/string_parser.c.
import { ownValue } from '../../text/ownValue.ts';
import { SIMPLE_ESCAPES } from '../literals.ts';

const PREFIX = /(?:[rRuU]|[bBfF][rR]?|[rR][bBfF])?(?="|')/y;
const BODIES: Readonly<Record<string, RegExp>> = {
  "'": /((?:[^'\\\r\n]|\\(?:\r\n|[\s\S]))*)'/y,
  '"': /((?:[^"\\\r\n]|\\(?:\r\n|[\s\S]))*)"/y,
  "'''": /((?:[^'\\]|\\[\s\S]|'(?!''))*)'''/y,
  '"""': /((?:[^"\\]|\\[\s\S]|"(?!""))*)"""/y,
};

/** The literal that begins at a place, and its end; `'odd'` for bytes, and for escapes that name a character. */
export function stringToken(
  text: string,
  at: number,
): readonly [value: string, end: number] | 'none' | 'odd' {
  PREFIX.lastIndex = at;
  const prefix = PREFIX.exec(text)?.[0].toLowerCase();
  // Formatted strings are no literals, even without placeholders.
  if (prefix === undefined || prefix.includes('f')) return 'none';
  const start = at + prefix.length;
  const one = text.charAt(start);
  const quote = text.startsWith(one.repeat(3), start) ? one.repeat(3) : one;
  const body = ownValue(BODIES, quote);
  if (!body) return 'none';
  body.lastIndex = start + quote.length;
  const found = body.exec(text);
  if (!found) return 'none';
  if (prefix.includes('b')) return 'odd';
  const [whole, content = ''] = found;
  const value = prefix === 'r' ? content : unescaped(content);
  if (value === undefined || value === 'odd') return value ?? 'none';
  return [value, start + quote.length + whole.length];
}

const ESCAPE = /\\(\r\n|[0-7]{1,3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S])/g;

/** `undefined` where Python refuses an escape. */
function unescaped(content: string): string | undefined {
  let isRefused = false;
  let isOdd = false;
  const text = content.replace(ESCAPE, (whole, sequence: string) => {
    const named = ownValue(SIMPLE_ESCAPES, sequence);
    if (named !== undefined) return named;
    if (/^[0-7]/.test(sequence)) return String.fromCharCode(Number.parseInt(sequence, 8));
    if (/^[xuU]$/.test(sequence)) isRefused = true;
    if (!/^[xuU]/.test(sequence)) {
      isOdd ||= sequence === 'N';
      return whole;
    }
    const code = Number.parseInt(sequence.slice(1), 16);
    isRefused ||= code > 0x10ffff;
    isOdd ||= code >= 0xd800 && code <= 0xdfff;
    return code > 0x10ffff ? '' : String.fromCodePoint(code);
  });
  if (isRefused) return undefined;
  // In a triple-quoted string, Python turns every kind of line break into LF.
  return isOdd || /\r/.test(content) ? 'odd' : text;
}
