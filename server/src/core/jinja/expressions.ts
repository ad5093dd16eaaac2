// Parses expressions.
import { msg } from '../text/message.ts';
import { spanOf } from '../text/span.ts';
import { NO_ARGUMENTS, parseArguments } from './arguments.ts';
import type { BinaryOperator, CompareOperand, CompareOperator, Expression, Filter, Test } from './ast.ts';
import { parseDict, parseIndex, parseList } from './collections.ts';
import type { Cursor } from './cursor.ts';
import { missing, parseDottedName, parseName, parseNumber, parseString } from './primaryExpressions.ts';
import type { TokenType } from './token.ts';

// The functions follow jinja2/parser.py (3.1.2) one by one: its grammar is defined by that code alone, down to
// the oddities (`x[]`, keywords as names, a bare argument after a test's name).

/** How far an expression may reach, as for `parse_tuple` of Jinja2. */
export interface TupleOptions {
  /** False where an `if` after the expression belongs to the statement. */
  readonly conditional?: boolean;
  /** Only names and literals, as in an assignment's target. */
  readonly simple?: boolean;
  readonly parentheses?: boolean;
}

/** One expression, or a tuple when there are commas. */
export function parseTuple(c: Cursor, options: TupleOptions = {}): Expression {
  const start = c.token.start;
  const items: Expression[] = [];
  let comma = false;
  while (!c.at('end') && !c.at(')')) {
    items.push(parseItem(c, options));
    if (!c.at(',')) break;
    comma = true;
    c.next();
  }
  const [only] = items;
  if (only && !comma) return only;
  if (!comma && !options.parentheses) return missing(c);
  return { kind: 'tuple', span: spanOf(start, Math.max(start, c.lastEnd)), items };
}

function parseItem(c: Cursor, options: TupleOptions): Expression {
  if (options.simple) return parsePrimary(c);
  return options.conditional === false ? parseOr(c) : parseExpression(c);
}

/** An expression, `a if b else c` included. */
export function parseExpression(c: Cursor): Expression {
  if (!c.enter()) return { kind: 'missing', span: spanOf(c.token.start, c.token.start) };
  const start = c.token.start;
  let node = parseOr(c);
  while (c.acceptName('if')) {
    const test = parseOr(c);
    const otherwise = c.acceptName('else') ? parseExpression(c) : undefined;
    const span = spanOf(start, c.lastEnd);
    node = { kind: 'conditional', span, value: node, test, ...(otherwise && { otherwise }) };
  }
  c.leave();
  return node;
}

function parseOr(c: Cursor): Expression {
  const start = c.token.start;
  let left = parseAnd(c);
  while (c.acceptName('or')) left = binary(c, start, 'or', left, parseAnd(c));
  return left;
}

function parseAnd(c: Cursor): Expression {
  const start = c.token.start;
  let left = parseNot(c);
  while (c.acceptName('and')) left = binary(c, start, 'and', left, parseNot(c));
  return left;
}

function binary(
  c: Cursor,
  start: number,
  operator: BinaryOperator,
  left: Expression,
  right: Expression,
): Expression {
  return { kind: 'binary', span: spanOf(start, c.lastEnd), operator, left, right };
}

function parseNot(c: Cursor): Expression {
  if (!c.atName('not')) return parseCompare(c);
  if (!c.enter()) return { kind: 'missing', span: spanOf(c.token.start, c.token.start) };
  const start = c.next().start;
  const operand = parseNot(c);
  c.leave();
  return { kind: 'unary', span: spanOf(start, c.lastEnd), operator: 'not', operand };
}

const COMPARISONS: ReadonlySet<TokenType> = new Set(['==', '!=', '<', '<=', '>', '>='] as const);

/** A chain of comparisons, kept as one node: `a < b < c` means `a < b and b < c`, with `b` evaluated once. */
function parseCompare(c: Cursor): Expression {
  const start = c.token.start;
  const first = parseArithmetic(c, 1);
  const rest: CompareOperand[] = [];
  for (;;) {
    const operandStart = c.token.start;
    const operator = acceptComparison(c);
    if (!operator) break;
    const value = parseArithmetic(c, 1);
    rest.push({ kind: 'operand', span: spanOf(operandStart, c.lastEnd), operator, value });
  }
  return rest.length === 0 ? first : { kind: 'compare', span: spanOf(start, c.lastEnd), first, rest };
}

function acceptComparison(c: Cursor): CompareOperator | undefined {
  if (COMPARISONS.has(c.token.type)) return c.next().type as CompareOperator;
  if (c.acceptName('in')) return 'in';
  if (!c.atName('not') || c.following?.type !== 'name' || c.following.text !== 'in') return undefined;
  c.next();
  c.next();
  return 'not in';
}

/** How tightly arithmetic operators bind; all of them, `**` too, group from the left. */
const BINDING: Readonly<Partial<Record<TokenType, number>>> = {
  '+': 1,
  '-': 1,
  '~': 2,
  '*': 3,
  '/': 3,
  '//': 3,
  '%': 3,
  '**': 4,
};

function parseArithmetic(c: Cursor, minimum: number): Expression {
  const start = c.token.start;
  let left = parseUnary(c, true);
  for (;;) {
    const level = BINDING[c.token.type];
    if (level === undefined || level < minimum) return left;
    const operator = c.next().type as BinaryOperator;
    left = binary(c, start, operator, left, parseArithmetic(c, level + 1));
  }
}

/**
 * A sign and its operand. Filters bind to the signed value, not to the operand: `-1 | abs` is 1, hence `withFilters`.
 */
function parseUnary(c: Cursor, withFilters: boolean): Expression {
  const { start, type } = c.token;
  let node: Expression;
  if (type === '-' || type === '+') {
    if (!c.enter()) return { kind: 'missing', span: spanOf(start, start) };
    c.next();
    const operand = parseUnary(c, false);
    c.leave();
    node = { kind: 'unary', span: spanOf(start, c.lastEnd), operator: type, operand };
  } else {
    node = parsePrimary(c);
  }
  node = parsePostfix(c, node, start);
  return withFilters ? parseFiltersAndTests(c, node, start) : node;
}

function parsePrimary(c: Cursor): Expression {
  switch (c.token.type) {
    case 'name':
      return parseName(c);
    case 'string':
      return parseString(c);
    case 'integer':
    case 'float':
      return parseNumber(c);
    case '(': {
      c.next();
      const node = parseTuple(c, { parentheses: true });
      c.expect(')');
      return node;
    }
    case '[':
      return parseList(c, parseExpression);
    case '{':
      return parseDict(c, parseExpression);
    default:
      return missing(c);
  }
}

function parsePostfix(c: Cursor, node: Expression, start: number): Expression {
  for (let result = node; ; ) {
    if (c.at('.')) result = parseAttribute(c, result, start);
    else if (c.at('[')) result = parseSubscript(c, result, start);
    else if (c.at('(')) result = parseCall(c, result, start);
    else return result;
  }
}

function parseFiltersAndTests(c: Cursor, node: Expression, start: number): Expression {
  for (let result = node; ; ) {
    if (c.at('|')) result = parseFilters(c, result, start) ?? result;
    else if (c.atName('is')) result = parseTest(c, result, start);
    else if (c.at('(')) result = parseCall(c, result, start);
    else return result;
  }
}

/**
 * `.name`, or `.0`, which Jinja2 takes for an index. Without either, an attribute without a name remains, at which
 * completion is asked for.
 */
function parseAttribute(c: Cursor, object: Expression, start: number): Expression {
  c.next();
  const token = c.token;
  const nameSpan = spanOf(token.start, token.end);
  if (token.type === 'integer') {
    const index = parseNumber(c);
    return { kind: 'subscript', span: spanOf(start, token.end), object, index };
  }
  const name = c.expect('name', msg('a name or a number'));
  if (name) return { kind: 'attribute', span: spanOf(start, name.end), object, name: name.text, nameSpan };
  const gap = spanOf(token.start, token.start);
  return { kind: 'attribute', span: spanOf(start, gap.end), object, name: '', nameSpan: gap };
}

function parseSubscript(c: Cursor, object: Expression, start: number): Expression {
  const index = parseIndex(c, parseExpression);
  return { kind: 'subscript', span: spanOf(start, c.lastEnd), object, index };
}

function parseCall(c: Cursor, callee: Expression, start: number): Expression {
  const args = parseArguments(c, parseExpression);
  return { kind: 'call', span: spanOf(start, c.lastEnd), callee, ...args };
}

/** The filters at the cursor. Without `input` the first of them works on the body of a statement. */
export function parseFilters(
  c: Cursor,
  input: Expression | undefined,
  start: number,
  inline = false,
): Expression | undefined {
  let node = input;
  for (let bare = inline; bare || c.accept('|'); bare = false) {
    const { name, nameSpan } = parseDottedName(c, msg('the name of a filter'));
    const args = c.at('(') ? parseArguments(c, parseExpression) : NO_ARGUMENTS;
    const span = spanOf(start, Math.max(start, c.lastEnd));
    node = { kind: 'filter', span, ...(node && { input: node }), name, nameSpan, ...args } satisfies Filter;
  }
  return node;
}

const BARE_ARGUMENT: ReadonlySet<TokenType> = new Set([
  'name',
  'string',
  'integer',
  'float',
  '(',
  '[',
  '{',
] as const);

/**
 * `is name`, with arguments in brackets or a single one without. The words that follow an expression, such as `else`,
 * are never that argument.
 */
function parseTest(c: Cursor, input: Expression, start: number): Test {
  c.next();
  const negated = c.acceptName('not') !== undefined;
  const { name, nameSpan } = parseDottedName(c, msg('the name of a test'));
  let args = NO_ARGUMENTS;
  if (c.at('(')) args = parseArguments(c, parseExpression);
  else if (BARE_ARGUMENT.has(c.token.type) && !c.atName('else') && !c.atName('or') && !c.atName('and')) {
    if (c.atName('is')) c.unexpected(msg("'and' or 'or' between two tests"));
    const argStart = c.token.start;
    args = { args: [parsePostfix(c, parsePrimary(c), argStart)], keywords: [] };
  }
  return { kind: 'test', span: spanOf(start, c.lastEnd), input, name, nameSpan, negated, ...args };
}
