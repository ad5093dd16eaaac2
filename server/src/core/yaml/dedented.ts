// Quoted and bracketed values whose later lines are not indented: Ansible takes them, the library does not.
// Finds where they end, so that their line breaks can be hidden from it.
import type { Span } from '../text/span.ts';

/** No such value is longer; the search for its end stops there. */
const MAX_LENGTH = 10_000;

/** The value that starts at `start`, if it is closed properly and nothing but a comment or a separator follows. */
export function dedentedValueAt(text: string, start: number, inFlow: boolean): Span | undefined {
  const end = isQuote(text.charAt(start)) ? endOfQuoted(text, start) : endOfBrackets(text, start);
  if (end === undefined) return undefined;
  const line = /[ \t]*(.?)/y;
  line.lastIndex = end;
  const behind = line.exec(text)?.[1] ?? '';
  const clean = behind === '' || behind === '#' || behind === '\r' || (inFlow && ',]}'.includes(behind));
  return clean ? { start, end } : undefined;
}

/** The value on one line: as many characters, and blanks for line breaks and comments. */
export function joinLines(text: string, { start, end }: Span): string {
  const parts: string[] = [];
  for (let at = start; at < end; ) {
    const next = behindPart(text, at, at === start ? '[' : text.charAt(at - 1), end);
    const part = text.slice(at, next);
    parts.push(
      part.startsWith('#') && next > at + 1 ? ' '.repeat(part.length) : part.replace(/[\r\n]/g, ' '),
    );
    at = next;
  }
  return parts.join('');
}

const isQuote = (char: string): boolean => char === '"' || char === "'";

/** Behind a quoted text, a comment or one other character. Quotes and `#` count only where a value can start. */
function behindPart(text: string, at: number, before: string, limit: number): number {
  const char = text.charAt(at);
  if (!/[\s[{,:]/.test(before)) return at + 1;
  if (isQuote(char)) return Math.min(limit, endOfQuoted(text, at) ?? at + 1);
  if (char !== '#' || !/\s/.test(before)) return at + 1;
  const length = text.slice(at, limit).search(/[\r\n]/);
  return length < 0 ? limit : at + length;
}

function endOfBrackets(text: string, start: number): number | undefined {
  const limit = Math.min(text.length, start + MAX_LENGTH);
  let depth = 0;
  for (let at = start; at < limit; ) {
    const char = text.charAt(at);
    if (char === '[' || char === '{') depth++;
    if (char === ']' || char === '}') depth--;
    if (depth === 0) return at + 1;
    at = behindPart(text, at, at === start ? '[' : text.charAt(at - 1), limit);
  }
  return undefined;
}

function endOfQuoted(text: string, start: number): number | undefined {
  const quote = text.charAt(start);
  const limit = Math.min(text.length, start + MAX_LENGTH);
  for (let at = start + 1; at < limit; at++) {
    const char = text.charAt(at);
    if (char === '\\' && quote === '"') at++;
    else if (char === quote && quote === "'" && text.charAt(at + 1) === "'") at++;
    else if (char === quote) return at + 1;
    else if (char === '\n' && /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(at + 1, at + 5))) return undefined;
  }
  return undefined;
}
