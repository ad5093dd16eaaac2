// Parses primary expressions: names, literals, and expressions in brackets.
import { type Message, msg } from '../text/message.ts';
import { type Span, spanOf } from '../text/span.ts';
import type { Constant, Expression, Missing, NumberLiteral, StringLiteral } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { readEscapedString, readLiteralString, readNumber } from './literals.ts';

/** Checks that the run ends here, after an expression. */
export function expectEnd(c: Cursor, closer: Message): void {
  if (!c.accept('end')) c.unexpected(msg("an operator, '|' or {0}", closer));
}

/** Reports that an expression is missing here. */
export function missing(c: Cursor): Missing {
  const span = spanOf(c.token.start, c.token.start);
  c.unexpected(msg('an expression'));
  return { kind: 'missing', span };
}

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

/** A name, or one of the constants, which Jinja2 knows in two spellings: `true` and `True`. */
export function parseName(c: Cursor): Expression {
  const { start, end, text } = c.next();
  const value = CONSTANTS.get(text);
  const span = spanOf(start, end);
  return value === undefined
    ? { kind: 'name', span, name: text }
    : ({ kind: 'constant', span, value } satisfies Constant);
}

/** A string literal. Adjacent ones are one string, as in Python; `contents` keeps where each of them stands. */
export function parseString(c: Cursor): StringLiteral {
  const start = c.token.start;
  const contents: Span[] = [];
  let value = '';
  while (c.at('string')) {
    const token = c.next();
    const piece = c.literalBackslashes ? readLiteralString(token) : readEscapedString(token);
    if (typeof piece === 'string') value += piece;
    else c.fail(piece);
    contents.push(spanOf(token.start + 1, token.end - 1));
  }
  return { kind: 'string', span: spanOf(start, (contents.at(-1)?.end ?? start) + 1), value, contents };
}

/** A number; a broken one is a problem and counts as 0, so that the rest of the template can be read. */
export function parseNumber(c: Cursor): NumberLiteral {
  const token = c.next();
  const number = readNumber(token);
  if ('kind' in number) return number;
  c.fail(number);
  return { kind: 'number', span: number.span, value: 0, float: token.type === 'float' };
}

/** `name` or `collection.plugin.name`. */
export function parseDottedName(c: Cursor, expected: Message): { name: string; nameSpan: Span } {
  const start = c.token.start;
  let name = c.expect('name', expected)?.text ?? '';
  while (c.accept('.')) name += `.${c.expect('name', expected)?.text ?? ''}`;
  return { name, nameSpan: spanOf(start, name === '' ? start : c.lastEnd) };
}
