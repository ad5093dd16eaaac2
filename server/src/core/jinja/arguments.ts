// Parses the arguments of calls, filters, tests and macros.
import { msg } from '../text/message.ts';
import { spanOf } from '../text/span.ts';
import type { Arguments, Expression, Keyword } from './ast.ts';
import type { ParseOne } from './collections.ts';
import type { Cursor } from './cursor.ts';
import { createProblem, quoted } from './problem.ts';
import { describeToken } from './token.ts';

/** The arguments of a filter or a test that is written without brackets. */
export const NO_ARGUMENTS: Arguments = { args: [], keywords: [] };

/** The arguments between the parentheses at the cursor. */
export function parseArguments(c: Cursor, parseOne: ParseOne): Arguments {
  const args: Expression[] = [];
  const keywords: Keyword[] = [];
  let starArgs: Expression | undefined;
  let starKeywords: Expression | undefined;
  c.next();
  for (let first = true; !c.at(')') && !c.failed; first = false) {
    if (!first) {
      if (!c.expect(',', msg("',' or {0}", quoted(')')))) break;
      if (c.at(')')) break;
    }
    if (c.at('*')) {
      requireOrder(c, !starArgs && !starKeywords);
      c.next();
      starArgs = parseOne(c);
    } else if (c.at('**')) {
      requireOrder(c, !starKeywords);
      c.next();
      starKeywords = parseOne(c);
    } else if (c.at('name') && c.following?.type === '=') {
      requireOrder(c, !starKeywords);
      keywords.push(parseKeyword(c, parseOne));
    } else {
      requireOrder(c, !starArgs && !starKeywords && keywords.length === 0);
      args.push(parseOne(c));
    }
  }
  c.expect(')');
  return { args, keywords, ...(starArgs && { starArgs }), ...(starKeywords && { starKeywords }) };
}

function parseKeyword(c: Cursor, parseOne: ParseOne): Keyword {
  const { start, end, text } = c.next();
  c.next();
  const value = parseOne(c);
  return { kind: 'keyword', span: spanOf(start, c.lastEnd), name: text, nameSpan: spanOf(start, end), value };
}

function requireOrder(c: Cursor, right: boolean): void {
  if (right || c.failed || c.at('invalid')) return;
  const { token } = c;
  const expected = msg('plain values first, then name=value, then *list, then **dict');
  const message = msg('Wrong order of arguments: {0}.', expected);
  const span = spanOf(token.start, token.end);
  c.fail(createProblem('argument-order', span, describeToken(token), expected, message));
}
