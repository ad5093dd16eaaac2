// Where `{{ … }}` and `{% … %}` without quotes end: mappings inside mappings to YAML, a string to the person who wrote
// it. Ansible refuses every text that has one where a node may start, so there is nothing else it could be.
import type { Span } from '../../text/span.ts';
import { isBreak, lineEnd } from './characters.ts';

/** No expression is longer; the search for its end stops there. */
const MAX_LENGTH = 10_000;

/** Whether an output, `{{`, or a statement, `{%`, starts here. */
export const startsJinja = (text: string, at: number): boolean => /^\{[{%]/.test(text.slice(at, at + 2));

/** What decides where a scalar would end if the Jinja in it were quoted. */
export interface ScalarContext {
  /** Inside brackets, where `,` and a closing bracket end the scalar. */
  readonly flow: boolean;
  /** No key before it on its line, so `: ` would make it one. */
  readonly mayBeKey: boolean;
  readonly lineStart: number;
}

/** Jinja without quotes, with how far the text matters for where it ends. */
export interface JinjaSpan extends Span {
  /** How far its end was searched for. */
  readonly reach: number;
}

/**
 * How far an edit can change where the Jinja at `start` ends. Closed on its own line, it is what it is; otherwise a
 * closing brace anywhere within the length limit would lengthen it.
 */
export function reachOfJinja(text: string, start: number, end: number): number {
  const written = text.slice(start, end);
  const opened = Math.max(written.lastIndexOf('{{'), written.lastIndexOf('{%'), written.lastIndexOf('{#'));
  const closed = Math.max(written.lastIndexOf('}}'), written.lastIndexOf('%}'), written.lastIndexOf('#}'));
  const isOnLine = closed > opened && lineEnd(text, start) >= end;
  return isOnLine ? end : Math.min(text.length, end + MAX_LENGTH);
}

/** The end of the scalar that starts with Jinja at `start`: what quotes would have to enclose. */
export function endOfJinjaScalar(text: string, start: number, place: ScalarContext): number {
  let end = start;
  let at = start;
  while (at < text.length) {
    const char = text.charAt(at);
    const close = char === '{' ? endOfJinja(text, at, place.lineStart) : undefined;
    if (close !== undefined) {
      at = end = close;
      continue;
    }
    if (isBreak(text.charCodeAt(at))) break;
    if (char === '#' && /\s/.test(text.charAt(at - 1))) break;
    if (place.flow && /[,\]}]/.test(char)) break;
    if (char === ':' && (place.mayBeKey || place.flow) && /^$|\s/.test(text.charAt(at + 1))) break;
    at++;
    if (char !== ' ' && char !== '\t') end = at;
  }
  return end;
}

/** The offset behind `}}`, `%}` or `#}`; strings inside may hold them. */
function endOfJinja(text: string, start: number, lineStart: number): number | undefined {
  const kind = text.charAt(start + 1);
  const close = kind === '{' ? '}}' : kind === '%' || kind === '#' ? `${kind}}` : undefined;
  const source = text.slice(start, start + MAX_LENGTH);
  if (close === undefined || !source.includes(close)) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0].length ?? 0;
  for (let at = 2; at < source.length; at++) {
    const char = source.charAt(at);
    if (source.startsWith(close, at)) return start + at + 2;
    if ((char === '"' || char === "'") && kind !== '#') at = (endOfString(source, at) ?? at + 1) - 1;
    else if (char !== '\r' && isBreak(source.charCodeAt(at)) && !continues(text, start + at + 1, indent))
      return undefined;
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
  if (char === '}' || isBreak(text.charCodeAt(at))) return true;
  return at - start > indent;
}
