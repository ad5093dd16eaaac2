// What is wrong with a template: codes, and messages for people.
import { type Message, msg } from '../text/message.ts';
import type { Span } from '../text/span.ts';

/** Something Jinja2, set up as Ansible sets it up, refuses. Each one alone makes Ansible refuse the template. */
export interface JinjaProblem {
  readonly span: Span;
  readonly code: JinjaProblemCode;
  /** What stands there, in words; strings are never quoted, as they may be secrets. */
  readonly found: Message;
  readonly expected: Message;
  /** The whole sentence for people. */
  readonly message: Message;
}

/** What is wrong, for code that reacts to it: fixes choose by it. */
export type JinjaProblemCode =
  | 'unexpected'
  | 'unexpected-character'
  | 'unclosed-string'
  | 'escaped-quote'
  | 'bad-escape'
  | 'bad-number'
  | 'bad-name'
  | 'bracket'
  | 'unclosed'
  | 'nested-braces'
  | 'unknown-tag'
  | 'tag-not-closed'
  | 'tag-not-open'
  | 'extension'
  | 'argument-order'
  | 'not-assignable'
  | 'too-deep';

/** A problem whose sentence is "found this where that was expected", unless a better one is given. */
export const createProblem = (
  code: JinjaProblemCode,
  span: Span,
  found: Message,
  expected: Message,
  message: Message = msg('Found {0} where {1} was expected.', found, expected),
): JinjaProblem => ({ span, code, found, expected, message });

/** Text of the template, in quotes. */
export const quoted = (text: string): Message =>
  msg("'{0}'", text.length > 40 ? `${text.slice(0, 39)}…` : text);

/** What stands behind the last token, in words. */
export const theEnd = (): Message => msg('the end of the text');
