// The text as the library should see it: scalars that are unquoted Jinja, and dedented lines that Ansible takes,
// overwritten by as many harmless characters. Offsets stay those of the file.
import type { Span } from '../text/span.ts';
import { dedentedValueAt, joinLines } from './dedented.ts';
import { type Lexeme, lexemesOf } from './lexemes.ts';
import { endOfJinjaScalar, startsJinja } from './unquotedJinja.ts';

export interface HiddenText {
  readonly text: string;
  readonly lexemes: readonly Lexeme[];
  /** Unquoted Jinja: the whole scalars as the person meant them, in document order. */
  readonly jinja: readonly Span[];
}

interface Hiding extends Span {
  readonly jinja: boolean;
}

/** What is not hidden yet can mislead the lexer about what follows; every round gets further. */
const MAX_ROUNDS = 8;

export function hideFromLibrary(file: string): HiddenText {
  // libyaml reads YAML 1.1, where these end a line, too; the library knows only LF and CRLF.
  let text = file.replace(/\r(?!\n)|[\x85\u2028\u2029]/g, '\n');
  let lexemes = lexemesOf(text);
  const jinja: Span[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = findHidings(lexemes, text);
    if (found.length === 0) break;
    for (const { start, end, jinja: isJinja } of found) if (isJinja) jinja.push({ start, end });
    text = hide(text, found);
    lexemes = lexemesOf(text);
  }
  return { text, lexemes, jinja: jinja.sort((a, b) => a.start - b.start) };
}

function hide(text: string, hidings: readonly Hiding[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const hiding of hidings) {
    const { start, end } = hiding;
    parts.push(text.slice(done, start), hiding.jinja ? 'x'.repeat(end - start) : joinLines(text, hiding));
    done = end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

/** Stops where the lexer lost its way: what follows is only known in the next round. */
function findHidings(lexemes: readonly Lexeme[], text: string): Hiding[] {
  const found: Hiding[] = [];
  let inside: { end: number; flow: number } | undefined;
  let keyLine = -1;
  let bracket = 0;
  for (const lexeme of lexemes) {
    const { type, start, end, column, flow } = lexeme;
    if (inside) {
      if (start < inside.end && end <= inside.end) continue;
      if (start < inside.end || flow !== inside.flow) break;
      inside = undefined;
    }
    if (type === 'map-value-ind') keyLine = start - column;
    if ((type === 'flow-map-start' || type === 'flow-seq-start') && flow === 0) bracket = start;
    const lineStart = start - column;
    let hiding: Hiding | undefined;
    if (type === 'flow-map-start' && startsJinja(text, start)) {
      const place = { flow: flow > 0, mayBeKey: keyLine !== lineStart, lineStart };
      hiding = { start, end: endOfJinjaScalar(text, start, place), jinja: true };
    } else if (isBroken(lexeme)) {
      const value = dedentedValueAt(text, type === 'flow-error-end' ? bracket : start, flow > 0);
      hiding = value && { ...value, jinja: false };
    }
    if (!hiding) continue;
    if ((found.at(-1)?.end ?? 0) > hiding.start) break;
    found.push(hiding);
    inside = { end: hiding.end, flow };
  }
  return found;
}

/** The lexer ended a quoted or bracketed value at a line that is not indented. */
function isBroken({ type, source }: Lexeme): boolean {
  if (type === 'flow-error-end') return true;
  if (type === 'single-quoted-scalar') return source.length === 1 || !source.endsWith("'");
  return type === 'double-quoted-scalar' && (source.length === 1 || !/[^\\](?:\\\\)*"$/.test(source));
}
