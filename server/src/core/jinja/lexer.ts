// Cuts the inside of `{{ }}` and `{% %}` into tokens, as Jinja2's lexer does.
import { msg } from '../text/message.ts';
import { ownValue } from '../text/ownValue.ts';
import { type Span, spanOf } from '../text/span.ts';
import { createProblem, type JinjaProblem, quoted, theEnd } from './problem.ts';
import type { Token, TokenType } from './token.ts';

/** What ends a run of tokens: the closer of `{{`, of `{%`, or the end of a bare expression's text. */
export type Closer = '}}' | '%}' | '';

/** The tokens of one `{{ … }}` or `{% … %}`; the last one is of type `end` or `invalid`. */
export interface TokenRun {
  readonly tokens: readonly Token[];
  /** After the closer; where lexing stopped when there is none. */
  readonly end: number;
  readonly closed: boolean;
  /** Whether the closer asks to strip (`-`) or keep (`+`) the white space after it. */
  readonly strip: '' | '-' | '+';
  /** Where the first `{{` or `{%` inside the run stands: a sign that the run was never closed. */
  readonly innerOpener?: number;
}

// Python's white space, which has more control characters than JavaScript's and not the byte order mark.
const SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
/** A sticky pattern (or with other flags) whose `\\s` is Python's. */
export const spaces = (source: string, flags = 'y'): RegExp =>
  new RegExp(source.replaceAll('\\s', SPACE), flags);

const WHITE_SPACE = spaces('\\s*');
const ONE_SPACE = spaces('\\s');
const DIGITS = '(?:\\p{Nd}+_)*\\p{Nd}+';
const FLOAT = new RegExp(`(?<!\\.)${DIGITS}(?:(?:\\.${DIGITS})?e[+-]?${DIGITS}|\\.${DIGITS})`, 'iuy');
const INTEGER = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\p{Nd}a-f])+|[1-9](?:_?\p{Nd})*|0(?:_?0)*/iuy;
const ASCII_NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const ANY_NAME = /[\p{L}\p{N}\p{XID_Continue}_]+/uy;
const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;
const SINGLE_QUOTED = /'[^'\\]*(?:\\.[^'\\]*)*'/sy;
const DOUBLE_QUOTED = /"[^"\\]*(?:\\.[^"\\]*)*"/sy;
const OPERATOR = /\/\/|\*\*|[=!<>]=|[-+/*%~[\](){}<>=.:|,;]/y;

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

// A run with more inner openers than this is surely not closed; going on to the end of the text for each of
// them would take quadratic time.
const MAX_INNER_OPENERS = 2;

const matchAt = (pattern: RegExp, text: string, offset: number): number => {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : -1;
};

/** Offset of the first character at or after `offset` that is not white space. */
export function skipSpace(text: string, offset: number): number {
  let end = offset;
  while (text.charCodeAt(end) === 32) end++;
  const code = text.charCodeAt(end);
  return code > 32 && code < 127 ? end : matchAt(WHITE_SPACE, text, end);
}

/** Whether white space as Jinja2's expressions know it stands at the offset: Python's `\s`. */
export const isSpace = (text: string, offset: number): boolean => matchAt(ONE_SPACE, text, offset) > 0;

/** Lexes from `from`, just after `opener`, up to the closer. */
export const lexRun = (text: string, from: number, closer: Closer, opener: Span): TokenRun =>
  new RunLexer(text, from, closer, opener).run();

class RunLexer {
  private readonly tokens: Token[] = [];
  /** The closing brackets awaited; while there are any, `}}` and `%}` close nothing. */
  private readonly awaited: string[] = [];
  private innerOpener: number | undefined;
  private innerOpeners = 0;

  constructor(
    private readonly text: string,
    private offset: number,
    private readonly closer: Closer,
    private readonly opener: Span,
  ) {}

  run(): TokenRun {
    for (;;) {
      this.offset = skipSpace(this.text, this.offset);
      const end = this.closing() ?? this.invalid() ?? this.token();
      if (end) return end;
    }
  }

  private closing(): TokenRun | undefined {
    const { text, offset, closer } = this;
    if (this.awaited.length > 0) return undefined;
    if (closer === '') return offset < text.length ? undefined : this.finish('end', offset, '');
    if (text.startsWith(closer, offset)) return this.finish('end', offset + 2, '');
    const sign = text[offset];
    if (sign !== '-' && !(sign === '+' && closer === '%}')) return undefined;
    return text.startsWith(closer, offset + 1) ? this.finish('end', offset + 3, sign) : undefined;
  }

  private finish(
    type: 'end' | 'invalid',
    end: number,
    strip: '' | '-' | '+',
    problem?: JinjaProblem,
  ): TokenRun {
    const text = this.text.slice(this.offset, end);
    const token: Token = { type, start: this.offset, end, text };
    this.tokens.push(problem ? { ...token, problem } : token);
    const run: TokenRun = { tokens: this.tokens, end, closed: type === 'end', strip };
    return this.innerOpener === undefined ? run : { ...run, innerOpener: this.innerOpener };
  }

  /** The end of a run at what cannot be a token: the end of the text, a bracket that does not match, a stray opener. */
  private invalid(): TokenRun | undefined {
    const { text, offset } = this;
    if (offset >= text.length) return this.stop(offset, this.unclosed());
    const char = text[offset];
    if (char === '{' && (text[offset + 1] === '{' || text[offset + 1] === '%')) {
      this.innerOpener ??= offset;
      if (++this.innerOpeners > MAX_INNER_OPENERS) return this.stop(offset, this.unclosed());
    }
    const doubled = text[offset + 1] === '}';
    if (char === '%' && doubled) return this.stop(offset + 2, this.bracket(offset + 2));
    if (char !== '}' && char !== ')' && char !== ']') return undefined;
    const awaited = this.awaited.at(-1);
    if (awaited === char) return undefined;
    const pair = char === '}' && doubled && (awaited !== undefined || this.closer === '%}');
    return this.stop(offset + (pair ? 2 : 1), this.bracket(offset + (pair ? 2 : 1)));
  }

  private stop(end: number, problem: JinjaProblem): TokenRun {
    return this.finish('invalid', end, '', problem);
  }

  private unclosed(): JinjaProblem {
    const awaited = this.closer || (this.awaited.at(-1) ?? '');
    const opener = this.text.slice(this.opener.start, this.opener.end);
    const message = msg('{0} is never closed: {1} is missing.', quoted(opener), quoted(awaited));
    if (this.closer === '') {
      return createProblem('bracket', spanOf(this.text.length, this.text.length), theEnd(), quoted(awaited));
    }
    return createProblem('unclosed', this.opener, theEnd(), quoted(awaited), message);
  }

  private bracket(end: number): JinjaProblem {
    const span = spanOf(this.offset, end);
    const text = this.text.slice(this.offset, end);
    const found = quoted(text);
    const awaited = this.awaited.at(-1) ?? (text.endsWith('}') ? this.closer : '');
    if (awaited !== '') return createProblem('bracket', span, found, quoted(awaited));
    const message = msg('{0} closes nothing: no bracket is open.', found);
    return createProblem('bracket', span, found, msg('an opening bracket before it'), message);
  }

  private token(): TokenRun | undefined {
    const { text, offset } = this;
    const code = text.charCodeAt(offset);
    if (code === 39 || code === 34) return this.string(code === 39 ? SINGLE_QUOTED : DOUBLE_QUOTED);
    if (code >= 48 && code <= 57) return this.number();
    let end = matchAt(ASCII_NAME, text, offset);
    if (end > 0 && !(text.charCodeAt(end) > 127)) return this.push('name', end);
    end = matchAt(OPERATOR, text, offset);
    if (end > 0) return this.operator(end);
    end = matchAt(ANY_NAME, text, offset);
    if (end < 0) return this.unexpectedCharacter();
    if (IDENTIFIER.test(text.slice(offset, end))) return this.push('name', end);
    const span = spanOf(offset, end);
    return this.stop(
      end,
      createProblem(
        'bad-name',
        span,
        quoted(text.slice(offset, end)),
        msg('a name of letters, digits and _'),
      ),
    );
  }

  private push(type: TokenType, end: number): undefined {
    this.tokens.push({ type, start: this.offset, end, text: this.text.slice(this.offset, end) });
    this.offset = end;
  }

  private string(pattern: RegExp): TokenRun | undefined {
    const end = matchAt(pattern, this.text, this.offset);
    if (end > 0) return this.push('string', end);
    const quote = this.text[this.offset] ?? '';
    const message = msg('The string that starts here is never closed: {0} is missing.', quote);
    const span = spanOf(this.offset, this.offset + 1);
    return this.stop(
      this.offset + 1,
      createProblem('unclosed-string', span, theEnd(), msg('a closing {0}', quote), message),
    );
  }

  private number(): undefined {
    const end = matchAt(FLOAT, this.text, this.offset);
    if (end > 0) return this.push('float', end);
    return this.push('integer', matchAt(INTEGER, this.text, this.offset));
  }

  private operator(end: number): undefined {
    const text = this.text.slice(this.offset, end) as TokenType;
    const closing = CLOSING[text];
    if (closing) this.awaited.push(closing);
    else if (text === this.awaited.at(-1)) this.awaited.pop();
    return this.push(text, end);
  }

  private unexpectedCharacter(): TokenRun {
    const { text, offset } = this;
    const char = String.fromCodePoint(text.codePointAt(offset) ?? 0);
    const doubled = text.slice(offset, offset + 2);
    const hints: Readonly<Record<string, string>> = {
      '&': 'and',
      '&&': 'and',
      '!': 'not',
      '“': '"',
      '”': '"',
      '‘': "'",
      '’': "'",
    };
    const found = ownValue(hints, doubled) ? doubled : char;
    const hint = ownValue(hints, found);
    const expected = hint ? quoted(hint) : msg('a name, a value or an operator');
    const end = offset + found.length;
    return this.stop(
      end,
      createProblem('unexpected-character', spanOf(offset, end), quoted(found), expected),
    );
  }
}
