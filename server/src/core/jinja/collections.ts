// Parses lists and dicts.
import { msg } from '../text/message.ts';
import { spanOf } from '../text/span.ts';
import type { DictPair, Expression, Slice, Tuple } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { quoted } from './problem.ts';

/** Parses one expression; passed in, because collections and expressions contain each other. */
export type ParseOne = (c: Cursor) => Expression;

/** Items between commas up to `close`; a comma may stand after the last one. */
function parseItems(c: Cursor, close: ']' | '}', parseItem: () => void): void {
  c.next();
  for (let first = true; !c.at(close) && !c.failed; first = false) {
    if (!first) {
      if (!c.expect(',', msg("',' or {0}", quoted(close)))) return;
      if (c.at(close)) break;
    }
    parseItem();
  }
  c.expect(close);
}

/** `[a, b]`; the parser of an item is passed in, so that this file need not import the one that imports it. */
export function parseList(c: Cursor, parseOne: ParseOne): Expression {
  const start = c.token.start;
  const items: Expression[] = [];
  parseItems(c, ']', () => items.push(parseOne(c)));
  return { kind: 'list', span: spanOf(start, c.lastEnd), items };
}

/** `{a: b}`. Keys are expressions, too: without quotes, a key is the value of a variable. */
export function parseDict(c: Cursor, parseOne: ParseOne): Expression {
  const start = c.token.start;
  const pairs: DictPair[] = [];
  parseItems(c, '}', () => {
    const keyStart = c.token.start;
    const key = parseOne(c);
    c.expect(':');
    const value = parseOne(c);
    pairs.push({ kind: 'pair', span: spanOf(keyStart, c.lastEnd), key, value });
  });
  return { kind: 'dict', span: spanOf(start, c.lastEnd), pairs };
}

/** What stands between the brackets of `x[…]`. */
export function parseIndex(c: Cursor, parseOne: ParseOne): Expression | Slice {
  const open = c.next().end;
  const items: (Expression | Slice)[] = [];
  while (!c.at(']') && !c.failed) {
    if (items.length > 0 && !c.expect(',', msg("',' or {0}", quoted(']')))) break;
    items.push(parseSubscribed(c, parseOne));
  }
  const close = c.token.start;
  c.expect(']');
  const [only] = items;
  const tuple: Tuple = { kind: 'tuple', span: spanOf(open, close), items };
  return only && items.length === 1 ? only : tuple;
}

function parseSubscribed(c: Cursor, parseOne: ParseOne): Expression | Slice {
  const at = c.token.start;
  const start = c.at(':') ? undefined : parseOne(c);
  if (start && !c.at(':')) return start;
  c.next();
  const stop = c.at(':') || atSliceEnd(c) ? undefined : parseOne(c);
  const step = c.accept(':') && !atSliceEnd(c) ? parseOne(c) : undefined;
  const span = spanOf(at, c.lastEnd);
  return { kind: 'slice', span, ...(start && { start }), ...(stop && { stop }), ...(step && { step }) };
}

const atSliceEnd = (c: Cursor): boolean => c.at(']') || c.at(',');
