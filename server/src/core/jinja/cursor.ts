// The parser's position among the tokens of one expression or tag.
import type { Message } from '../text/message.ts';
import { msg } from '../text/message.ts';
import { type Span, spanOf } from '../text/span.ts';
import { createProblem, type JinjaProblem, quoted } from './problem.ts';
import { describeToken, type Token, type TokenType } from './token.ts';

/** Jinja2 itself gives up at about 70 brackets (Python's recursion limit). */
const MAX_DEPTH = 200;

/**
 * A position in a run of tokens. The first problem is reported and ends the run there: every loop of the parser stops,
 * and what was read so far still becomes a tree.
 */
export class Cursor {
  token: Token;
  failed = false;
  private index = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly report: (problem: JinjaProblem) => void,
    /** Whether Ansible doubles the backslashes of this run's strings, as it does between `{{` and `}}`. */
    readonly literalBackslashes: boolean,
  ) {
    this.token = tokens[0] as Token;
  }

  /** The end of the token before the current one; after a problem, where that was met. */
  get lastEnd(): number {
    return this.failed ? this.token.end : (this.tokens[this.index - 1]?.end ?? this.token.start);
  }

  get following(): Token | undefined {
    return this.failed ? undefined : this.tokens[this.index + 1];
  }

  next(): Token {
    const { token, following } = this;
    if (following) {
      this.index++;
      this.token = following;
    }
    return token;
  }

  at(type: TokenType): boolean {
    return this.token.type === type;
  }

  atName(name: string): boolean {
    return this.token.type === 'name' && this.token.text === name;
  }

  accept(type: TokenType): Token | undefined {
    return this.token.type === type ? this.next() : undefined;
  }

  acceptName(name: string): Token | undefined {
    return this.atName(name) ? this.next() : undefined;
  }

  /** The token if it is of that type; otherwise a problem. */
  expect(type: TokenType, expected: Message = quoted(type)): Token | undefined {
    if (this.token.type === type) return this.next();
    this.unexpected(expected);
    return undefined;
  }

  expectName(name: string): void {
    if (!this.acceptName(name)) this.unexpected(quoted(name));
  }

  unexpected(expected: Message): void {
    const { token } = this;
    const problem =
      token.problem ??
      createProblem('unexpected', spanOf(token.start, token.end), describeToken(token), expected);
    this.fail(problem);
  }

  fail(problem: JinjaProblem): void {
    if (this.failed) return;
    this.report(problem);
    this.failed = true;
    const { start } = this.token;
    this.token = { type: 'end', start, end: start, text: '' };
  }

  /** Guards a recursion: returns false where it is too deep; `leave` must follow when it returns true. */
  enter(): boolean {
    if (this.depth < MAX_DEPTH) {
      this.depth++;
      return true;
    }
    const span: Span = spanOf(this.token.start, this.token.end);
    const limit = msg('at most {0} levels', MAX_DEPTH);
    this.fail(
      createProblem(
        'too-deep',
        span,
        describeToken(this.token),
        limit,
        msg('This expression is nested too deeply.'),
      ),
    );
    return false;
  }

  leave(): void {
    this.depth--;
  }
}
