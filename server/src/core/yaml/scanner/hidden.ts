// The text as the library should see it: unquoted Jinja, texts without a closing quote, and dedented lines that
// Ansible takes are overwritten by as many harmless characters. Offsets stay those of the file.
import type { Span } from '../../text/span.ts';
import { dedentedBrackets, dedentedQuotes, endOfLine, joinLines } from './dedented.ts';
import { type Lexeme, lexemesOf } from './lexemes.ts';
import { endOfJinjaScalar, startsJinja } from './unquotedJinja.ts';

export interface HiddenText {
  readonly text: string;
  readonly lexemes: readonly Lexeme[];
  /** What was hidden, in document order. */
  readonly hidings: readonly Hiding[];
}

/**
 * `jinja`: the whole scalar as the person meant it. `unclosed`: the first line of a text without a closing quote.
 * `dedented`: a value whose later lines are not indented; Ansible takes it, the library does not.
 */
export interface Hiding {
  readonly kind: 'jinja' | 'unclosed' | 'dedented';
  readonly span: Span;
}

/** What is not hidden yet can mislead the lexer about what follows; every round gets further. */
const MAX_ROUNDS = 8;

export function hideFromLibrary(file: string): HiddenText {
  // libyaml reads YAML 1.1, where these end a line, too; the library knows only LF and CRLF.
  let text = file.replace(/\r(?!\n)|[\x85\u2028\u2029]/g, '\n');
  let lexemes = lexemesOf(text);
  const hidings: Hiding[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = findHidings(lexemes, text);
    if (found.length === 0) break;
    hidings.push(...found);
    text = hide(text, found);
    lexemes = lexemesOf(text);
  }
  return { text, lexemes, hidings: hidings.sort((a, b) => a.span.start - b.span.start) };
}

function hide(text: string, hidings: readonly Hiding[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { kind, span } of hidings) {
    parts.push(text.slice(done, span.start));
    parts.push(kind === 'dedented' ? joinLines(text, span) : 'x'.repeat(span.end - span.start));
    done = span.end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

/** Characters to search for a closing bracket; less after every search in vain, so that many of them cost little. */
const MAX_SEARCH = 20_000;

/** Stops where the lexer lost its way: what follows is only known in the next round. */
function findHidings(lexemes: readonly Lexeme[], text: string): Hiding[] {
  const found: Hiding[] = [];
  let inside: { end: number; flow: number } | undefined;
  let keyLine = -1;
  let bracket = 0;
  let search = MAX_SEARCH;
  let lost = false;
  for (const lexeme of lexemes) {
    const { type, start, end, column, flow } = lexeme;
    if (inside) {
      if (start < inside.end && end <= inside.end) continue;
      if (start < inside.end) break;
      lost = flow !== inside.flow;
      inside = undefined;
    }
    if (lost) {
      lost = type !== 'flow-error-end';
      continue;
    }
    if (type === 'map-value-ind') keyLine = start - column;
    if ((type === 'flow-map-start' || type === 'flow-seq-start') && flow === 0) bracket = start;
    const lineStart = start - column;
    let hiding: Hiding | undefined;
    if (type === 'flow-map-start' && startsJinja(text, start) && !isBehindQuotes(text, lineStart, start)) {
      const place = { flow: flow > 0, mayBeKey: keyLine !== lineStart, lineStart };
      hiding = { kind: 'jinja', span: { start, end: endOfJinjaScalar(text, start, place) } };
    } else if (type === 'flow-error-end') {
      const span = dedentedBrackets(text, bracket, bracket + search);
      if (span) hiding = { kind: 'dedented', span };
      else search = search / 2;
    } else if (isBroken(lexeme)) {
      const span = dedentedQuotes(text, start, flow > 0);
      hiding = span
        ? { kind: 'dedented', span }
        : { kind: 'unclosed', span: { start, end: endOfLine(text, start) } };
    }
    if (!hiding) continue;
    const { span } = hiding;
    if ((found.at(-1)?.span.end ?? 0) > span.start) break;
    found.push(hiding);
    inside = { end: span.end, flow };
  }
  return found;
}

/** Behind the end of a quoted text no value starts: the quotes are what is wrong. */
const isBehindQuotes = (text: string, lineStart: number, start: number): boolean =>
  /["'][ \t]*$/.test(text.slice(lineStart, start));

/** The lexer found no closing quote before a line that is not indented. */
function isBroken({ type, source }: Lexeme): boolean {
  const quote = type === 'single-quoted-scalar' ? "'" : type === 'double-quoted-scalar' ? '"' : undefined;
  if (quote === undefined) return false;
  const mark = quote === "'" ? quote : '\\';
  let at = source.length - 1;
  if (at === 0 || source.charAt(at) !== quote) return true;
  let escapes = 0;
  while (--at > 0 && source.charAt(at) === mark) escapes++;
  return escapes % 2 === 1;
}
