// Quoted and bracketed values whose later lines are not indented: Ansible takes them, the library does not.
// Finds where they end, so that their line breaks can be hidden from it.
import type { Span } from '../../text/span.ts';

/** The quoted text at `start`, if it is closed and what follows can follow; else its quote was never meant to end there. */
export function dedentedQuotes(text: string, start: number, inFlow: boolean): Span | undefined {
  const end = endOfQuoted(text, start);
  return end !== undefined && isClean(text, end, inFlow) ? { start, end } : undefined;
}

/** The list or mapping in brackets at `start`, if it is closed before `limit`. */
export function dedentedBrackets(text: string, start: number, limit: number): Span | undefined {
  const end = endOfBrackets(text, start, limit);
  return end !== undefined && isClean(text, end, false) ? { start, end } : undefined;
}

/** Where the quoted text at `start` ends, in one document and wherever a value may stand. */
export function closingQuote(text: Characters, start: number): number | undefined {
  const end = endOfQuotes(text, start);
  return end !== undefined && isClean(text, end, true) ? end : undefined;
}

/** Behind a value only a comment may stand, and in brackets a separator. */
function isClean(text: Characters, end: number, inFlow: boolean): boolean {
  let at = end;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  return ['', '#', '\r', '\n', ...(inFlow ? [',', ']', '}'] : [])].includes(text.charAt(at));
}

/** The end of the line, blanks before it excluded. */
export function endOfLine(text: string, start: number): number {
  let end = start;
  while (end < text.length && text.charAt(end) !== '\n' && text.charAt(end) !== '\r') end++;
  while (end > start && /[ \t]/.test(text.charAt(end - 1))) end--;
  return end;
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

function endOfBrackets(text: string, start: number, limit: number): number | undefined {
  let depth = 0;
  for (let at = start; at < Math.min(limit, text.length); ) {
    const char = text.charAt(at);
    if (char === '[' || char === '{') depth++;
    if (char === ']' || char === '}') depth--;
    if (depth === 0) return at + 1;
    at = behindPart(text, at, at === start ? '[' : text.charAt(at - 1), limit);
  }
  return undefined;
}

/** What is searched: a text, or one in pieces. */
interface Characters {
  charAt(offset: number): string;
  indexOf(character: string, from: number): number;
}

/** Behind the next quote that can close the text at `start`, wherever it is. */
function endOfQuotes(text: Characters, start: number): number | undefined {
  const quote = text.charAt(start);
  let at = text.indexOf(quote, start + 1);
  while (at >= 0) {
    const isPair = quote === "'" && text.charAt(at + 1) === quote;
    if (!isPair && !(quote === '"' && isEscaped(text, start + 1, at))) return at + 1;
    at = text.indexOf(quote, isPair ? at + 2 : at + 1);
  }
  return undefined;
}

function isEscaped(text: Characters, start: number, at: number): boolean {
  let first = at;
  while (first > start && text.charAt(first - 1) === '\\') first--;
  return (at - first) % 2 === 1;
}

/** A quoted text ends with its document. */
function endOfQuoted(text: string, start: number): number | undefined {
  const end = endOfQuotes(text, start);
  return end !== undefined && /\n(?:---|\.\.\.)\s/.test(text.slice(start, end)) ? undefined : end;
}
