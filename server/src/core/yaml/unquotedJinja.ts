// `{{ … }}` and `{% … %}` without quotes: to YAML a mapping inside a mapping, to the person a string.
// They are found on lexemes and hidden from the parser, so that the rest of the file keeps its meaning.
import type { Span } from '../text/span.ts';
import { type Lexeme, lexemesOf } from './lexemes.ts';

export interface HiddenJinja {
  readonly lexemes: readonly Lexeme[];
  /** The text that was lexed: every scalar of `scalars` overwritten by as many letters. */
  readonly text: string;
  /** The whole scalars as the person meant them, in document order. */
  readonly scalars: readonly Span[];
}

/** Quotes inside unquoted Jinja can mislead the lexer; each round starts behind what is hidden already. */
const MAX_ROUNDS = 8;

export function hideUnquotedJinja(original: string): HiddenJinja {
  let text = original;
  let lexemes = lexemesOf(text);
  const scalars: Span[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = findUnquotedJinja(lexemes, text);
    if (found.length === 0) break;
    scalars.push(...found);
    text = hide(text, found);
    lexemes = lexemesOf(text);
  }
  scalars.sort((a, b) => a.start - b.start);
  return { lexemes, text, scalars };
}

function hide(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(done, start), 'x'.repeat(end - start));
    done = end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

/** Stops where the lexer lost its way: what follows is only known once the finds before it are hidden. */
function findUnquotedJinja(lexemes: readonly Lexeme[], text: string): Span[] {
  const found: Span[] = [];
  let inside: { end: number; flow: number } | undefined;
  let key = { line: -1, indent: 0 };
  for (const lexeme of lexemes) {
    if (inside) {
      if (lexeme.start < inside.end && lexeme.end <= inside.end) continue;
      if (lexeme.start < inside.end || lexeme.flow !== inside.flow) break;
      inside = undefined;
    }
    if (lexeme.type === 'map-value-ind') key = { line: lexeme.start - lexeme.column, indent: 0 };
    if (lexeme.type !== 'flow-map-start' || !/[{%]/.test(text.charAt(lexeme.start + 1))) continue;
    const lineStart = lexeme.start - lexeme.column;
    const context: Context = { flow: lexeme.flow > 0, mayBeKey: key.line !== lineStart, lineStart };
    const end = endOfScalar(text, lexeme.start, context);
    found.push({ start: lexeme.start, end });
    inside = { end, flow: lexeme.flow };
  }
  return found;
}

interface Context {
  readonly flow: boolean;
  readonly mayBeKey: boolean;
  readonly lineStart: number;
}

function endOfScalar(text: string, start: number, context: Context): number {
  let end = start;
  let at = start;
  while (at < text.length) {
    const char = text.charAt(at);
    const close = char === '{' ? endOfJinja(text, at, context.lineStart) : undefined;
    if (close !== undefined) {
      at = end = close;
      continue;
    }
    if (char === '\n' || char === '\r') break;
    if (char === '#' && /\s/.test(text.charAt(at - 1))) break;
    if (context.flow && /[,\]}]/.test(char)) break;
    if (char === ':' && (context.mayBeKey || context.flow) && /^$|\s/.test(text.charAt(at + 1))) break;
    at++;
    if (char !== ' ' && char !== '\t') end = at;
  }
  return end;
}

/** The offset behind `}}`, `%}` or `#}`; strings inside may hold them. */
function endOfJinja(text: string, start: number, lineStart: number): number | undefined {
  const kind = text.charAt(start + 1);
  const close = kind === '{' ? '}}' : kind === '%' || kind === '#' ? `${kind}}` : undefined;
  if (close === undefined) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0].length ?? 0;
  for (let at = start + 2; at < text.length; at++) {
    const char = text.charAt(at);
    if (text.startsWith(close, at)) return at + 2;
    if ((char === '"' || char === "'") && kind !== '#') {
      const end = endOfString(text, at);
      if (end !== undefined) at = end - 1;
    } else if (char === '\n' && !continues(text, at + 1, indent)) return undefined;
  }
  return undefined;
}

function endOfString(text: string, start: number): number | undefined {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === quote) return at + 1;
    if (char === '\n') return undefined;
    if (char === '\\') at++;
  }
  return undefined;
}

/** Whether the line at `start` can still belong to a value of a line with this indentation. */
function continues(text: string, start: number, indent: number): boolean {
  let at = start;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  const char = text.charAt(at);
  if (char === '\n' || char === '\r' || char === '}') return true;
  return at - start > indent;
}
