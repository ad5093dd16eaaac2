// An error in the syntax, thrown where it is found and caught where the reading can go on.
import type { Span } from '../../text/span.ts';
import type { YamlProblem, YamlProblemCode } from '../tree.ts';
import { lineEnd } from './characters.ts';

/** Errors of syntax for which a message can say more than that there is one. */
export const SYNTAX_WORDS = {
  openQuote: 'the closing quote is missing',
  openBracket: 'the closing bracket is missing',
  comma: 'a comma is missing in brackets',
  glued: "a ':' needs a blank behind it",
  indent: 'not indented like what it belongs to',
  start: 'this cannot start a value',
  name: 'names have letters, digits, - and _ only',
  escape: 'an unknown escape',
  blockHeader: 'a block text starts on the next line',
  behindQuotes: 'a text behind the closing quote',
  noColon: 'a key without a colon',
  secondKey: 'a second key on a line',
  keyOverLines: 'a key ends on the line on which it starts',
} as const;

/** Not an `Error`: a broken text may have a hundred thousand of them, and each would record a stack trace. */
export class Slip {
  readonly problem: YamlProblem;
  /** The text can be read again from the first line that starts at this offset or behind it. */
  readonly resume: number;

  constructor(problem: YamlProblem, resume: number) {
    this.problem = problem;
    this.resume = resume;
  }
}

/** The problem from an offset to the end of its line; `resume` is on the last line that cannot be read. */
export function slipAt(text: string, start: number, detail: string, resume = start): Slip {
  let end = lineEnd(text, start);
  while (end > start + 1 && /[ \t]/.test(text.charAt(end - 1))) end--;
  return slipOf('syntax', { start, end }, detail, resume);
}

/**
 * An error with an explicit span. `resume` is where reading can go on, where that is not the start of what is
 * reported.
 */
export const slipOf = (code: YamlProblemCode, span: Span, detail: string, resume = span.start): Slip =>
  new Slip({ code, span, detail, fatal: true }, resume);
