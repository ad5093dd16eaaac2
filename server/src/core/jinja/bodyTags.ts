// Parses what stands in tags with a body, such as `if`, `for` and `macro`, once all their parts are there.
import { msg } from '../text/message.ts';
import { type Span, spanOf } from '../text/span.ts';
import type {
  Assignment,
  Autoescape,
  Block,
  Branch,
  CallBlock,
  Expression,
  FilterBlock,
  For,
  If,
  Macro,
  SetBlock,
  Statement,
  With,
} from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression, parseFilters, parseTuple } from './expressions.ts';
import { missing } from './primaryExpressions.ts';
import { createProblem, quoted } from './problem.ts';
import { parseNamespaceTarget, parseNewName, parseSignature, parseTarget } from './targets.ts';

/** The statements between two tags of one construct: after `if`, after `elif`, after `else`. */
export interface TagPart {
  readonly keyword: string;
  readonly tag: Span;
  readonly test?: Expression;
  readonly body: Statement[];
  /** Where the next tag of the construct starts. */
  end: number;
}

/** A tag that opens a body. `build` makes the statement once its last tag is reached. */
export interface Opening {
  readonly keyword: string;
  readonly test?: Expression;
  build(parts: readonly TagPart[], span: Span): Statement;
}

/** What a tag says of a statement with one body. */
type Header<S = Autoescape | Block | CallBlock | FilterBlock | Macro | SetBlock | With> = S extends Statement
  ? Omit<S, 'span' | 'tag' | 'body'>
  : never;

const opening = (keyword: string, tag: Span, header: Header): Opening => ({
  keyword,
  build: ([part], span) => ({ ...header, span, tag, body: part?.body ?? [] }),
});

/**
 * `{% if %}`. The branches are put together when `endif` is reached: only then it is known which `elif` and `else`
 * belong to it.
 */
export function parseIf(c: Cursor): Opening {
  const test = parseTuple(c, { conditional: false });
  return { keyword: 'if', test, build: buildIf };
}

function buildIf(parts: readonly TagPart[], span: Span): If {
  const branches: Branch[] = [];
  let otherwise: readonly Statement[] | undefined;
  for (const { test, tag, body, end } of parts) {
    if (test) branches.push({ kind: 'branch', span: spanOf(tag.start, end), tag, test, body });
    else otherwise = body;
  }
  return { kind: 'if', span, branches, ...(otherwise && { otherwise }) };
}

/**
 * `{% for target in iterable if condition recursive %}`. The iterable must not take the `if` for a conditional
 * expression, which is why it is parsed without those.
 */
export function parseFor(c: Cursor, tag: Span): Opening {
  const target = parseTarget(c);
  c.expectName('in');
  const iterable = parseTuple(c, { conditional: false });
  const condition = c.acceptName('if') ? parseExpression(c) : undefined;
  const recursive = c.acceptName('recursive') !== undefined;
  const build = ([first, second]: readonly TagPart[], span: Span): For => ({
    kind: 'for',
    span,
    tag,
    target,
    iterable,
    ...(condition && { condition }),
    recursive,
    body: first?.body ?? [],
    ...(second && { otherwise: second.body }),
  });
  return { keyword: 'for', build };
}

/**
 * `{% set %}`, a statement with `=`, and otherwise the start of a block that ends with `endset`. Only here may the
 * target be an attribute, of a `namespace`.
 */
export function parseSet(c: Cursor, tag: Span): Statement | Opening {
  const target = c.following?.type === '.' ? parseNamespaceTarget(c) : parseTarget(c);
  if (c.accept('=')) return { kind: 'set', span: tag, target, value: parseTuple(c) };
  const filter = parseFilters(c, undefined, c.token.start);
  return opening('set', tag, { kind: 'setBlock', target, ...(filter && { filter }) });
}

/** `{% with %}` with any number of assignments, none included. */
export function parseWith(c: Cursor, tag: Span): Opening {
  const assignments: Assignment[] = [];
  while (!c.at('end') && !c.failed) {
    if (assignments.length > 0) c.expect(',', msg("',' or {0}", quoted('%}')));
    const target = parseTarget(c);
    c.expect('=');
    const value = parseExpression(c);
    assignments.push({ kind: 'assignment', span: spanOf(target.span.start, c.lastEnd), target, value });
  }
  return opening('with', tag, { kind: 'with', assignments });
}

/** `{% macro name(parameters) %}`. */
export function parseMacro(c: Cursor, tag: Span): Opening {
  const name = parseNewName(c);
  return opening('macro', tag, { kind: 'macro', name, parameters: parseSignature(c) });
}

/** `{% call(parameters) name() %}`: like Jinja2, refuses any expression that is not a call. */
export function parseCallBlock(c: Cursor, tag: Span): Opening {
  const parameters = c.at('(') ? parseSignature(c) : [];
  const call = parseExpression(c);
  if (call.kind !== 'call' && !c.failed) {
    c.fail(
      createProblem('unexpected', call.span, msg('something else'), msg('a call like {0}', quoted('name()'))),
    );
  }
  return opening('call', tag, { kind: 'callBlock', parameters, call });
}

/** `{% filter name %}`: filters without an input, which the block becomes. */
export function parseFilterBlock(c: Cursor, tag: Span): Opening {
  const filter = parseFilters(c, undefined, c.token.start, true) ?? missing(c);
  return opening('filter', tag, { kind: 'filterBlock', filter });
}

/** `{% block name scoped required %}`. */
export function parseBlock(c: Cursor, tag: Span): Opening {
  const name = c.expect('name', msg('a name'))?.text ?? '';
  const scoped = c.acceptName('scoped') !== undefined;
  const required = c.acceptName('required') !== undefined;
  return opening('block', tag, { kind: 'block', name, scoped, required });
}

/** `{% autoescape value %}`. */
export function parseAutoescape(c: Cursor, tag: Span): Opening {
  const value = parseExpression(c);
  return opening('autoescape', tag, { kind: 'autoescape', value });
}
