// The types of tokens.
import { type Message, msg } from '../text/message.ts';
import { type JinjaProblem, quoted } from './problem.ts';

/** Operators are their own type. `end` closes the run; `invalid` too, and carries the problem met there. */
export type TokenType =
  | 'name'
  | 'string'
  | 'integer'
  | 'float'
  | 'end'
  | 'invalid'
  | '+'
  | '-'
  | '/'
  | '//'
  | '*'
  | '%'
  | '**'
  | '~'
  | '['
  | ']'
  | '('
  | ')'
  | '{'
  | '}'
  | '=='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | '='
  | '.'
  | ':'
  | '|'
  | ','
  | ';';

/** A token with its place. One that is broken carries its problem: the parser reports it only if it gets there. */
export interface Token {
  readonly type: TokenType;
  readonly start: number;
  readonly end: number;
  /** As written. */
  readonly text: string;
  readonly problem?: JinjaProblem;
}

/** The token in words. A string's content stays out: it may be a secret. */
export function describeToken(token: Token): Message {
  if (token.type === 'string') return msg('a string');
  if (token.text === '') return msg('the end of the text');
  return quoted(token.text);
}
