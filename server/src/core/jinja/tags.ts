import { msg } from '../text/message.ts';
import { type Span, spanOf } from '../text/span.ts';
import type {
  Autoescape,
  Block,
  Branch,
  CallBlock,
  Expression,
  FilterBlock,
  For,
  If,
  ImportedName,
  Macro,
  Name,
  SetBlock,
  Signature,
  Statement,
  Target,
  With,
} from './ast.ts';
import type { Cursor } from './cursor.ts';
import { missing, parseExpression, parseFilters, parseTuple } from './expressions.ts';
import { createProblem, quoted } from './problem.ts';
import { describeToken } from './token.ts';

/** A stretch of statements between two tags of one construct: after `if`, after `elif`, after `else`. */
export interface Part {
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
  build(parts: readonly Part[], span: Span): Statement;
}

export type Extension = 'do' | 'loopcontrols';

/** What the tag at the cursor says; `undefined` when Jinja2 has no tag of that name. */
export function parseTag(c: Cursor, tag: Span): Statement | Opening | undefined {
  const keyword = c.at('name') ? c.token.text : '';
  const parse = Object.hasOwn(TAGS, keyword) ? TAGS[keyword] : undefined;
  if (!parse) return undefined;
  c.next();
  return parse(c, tag);
}

const TAGS: Readonly<Record<string, (c: Cursor, tag: Span) => Statement | Opening>> = {
  if: parseIf,
  for: parseFor,
  set: parseSet,
  with: parseWith,
  macro: parseMacro,
  call: parseCallBlock,
  filter: parseFilterBlock,
  block: parseBlock,
  autoescape: parseAutoescape,
  extends: (c, span) => ({ kind: 'extends', span, template: parseExpression(c) }),
  include: parseInclude,
  import: parseImport,
  from: parseFrom,
  print: parsePrint,
  do: (c, span) => ({ kind: 'do', span, expression: parseTuple(c) }),
  break: (_, span) => ({ kind: 'break', span }),
  continue: (_, span) => ({ kind: 'continue', span }),
};

function parseIf(c: Cursor): Opening {
  const test = parseTuple(c, { conditional: false });
  return { keyword: 'if', test, build: buildIf };
}

function buildIf(parts: readonly Part[], span: Span): If {
  const branches: Branch[] = [];
  let otherwise: readonly Statement[] | undefined;
  for (const { test, tag, body, end } of parts) {
    if (test) branches.push({ kind: 'branch', span: spanOf(tag.start, end), tag, test, body });
    else otherwise = body;
  }
  return { kind: 'if', span, branches, ...(otherwise && { otherwise }) };
}

function parseFor(c: Cursor, tag: Span): Opening {
  const target = parseTarget(c, 'in');
  c.expectName('in');
  const iterable = parseTuple(c, { conditional: false, endName: 'recursive' });
  const condition = c.acceptName('if') ? parseExpression(c) : undefined;
  const recursive = c.acceptName('recursive') !== undefined;
  const build = ([first, second]: readonly Part[], span: Span): For => ({
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

function parseSet(c: Cursor, tag: Span): Statement | Opening {
  const target = c.following?.type === '.' ? parseNamespaceTarget(c) : parseTarget(c);
  if (c.accept('=')) return { kind: 'set', span: tag, target, value: parseTuple(c) };
  const filter = parseFilters(c, undefined, c.token.start);
  const build = ([part]: readonly Part[], span: Span): SetBlock => ({
    kind: 'setBlock',
    span,
    tag,
    target,
    ...(filter && { filter }),
    body: part?.body ?? [],
  });
  return { keyword: 'set', build };
}

function parseNamespaceTarget(c: Cursor): Target {
  const object = parseNewName(c);
  c.expect('.');
  const { name, span } = parseNewName(c);
  return { kind: 'attribute', span: spanOf(object.span.start, span.end), object, name, nameSpan: span };
}

function parseTarget(c: Cursor, endName?: string): Target {
  const node = parseTuple(c, { simple: true, ...(endName !== undefined && { endName }) });
  if (isTarget(node)) return node;
  const problem = createProblem('not-assignable', node.span, msg('a value'), msg('the name of a variable'));
  c.fail(problem);
  return { kind: 'missing', span: node.span };
}

const isTarget = (node: Expression | { kind: 'slice' }): node is Target =>
  node.kind === 'name' || node.kind === 'missing' || (node.kind === 'tuple' && node.items.every(isTarget));

/** A single name that gets a value; constants cannot. */
function parseNewName(c: Cursor): Name {
  const { start, end, text } = c.token;
  if (c.at('name') && /^(?:[tT]rue|[fF]alse|[nN]one)$/.test(text)) c.unexpected(msg('a name'));
  const token = c.expect('name', msg('a name'));
  return { kind: 'name', span: spanOf(start, token ? end : start), name: token?.text ?? '' };
}

function parseWith(c: Cursor, tag: Span): Opening {
  const targets: Target[] = [];
  const values: Expression[] = [];
  while (!c.at('end') && !c.failed) {
    if (targets.length > 0) c.expect(',', msg("',' or {0}", quoted('%}')));
    targets.push(parseTarget(c));
    c.expect('=');
    values.push(parseExpression(c));
  }
  const build = ([part]: readonly Part[], span: Span): With => ({
    kind: 'with',
    span,
    tag,
    targets,
    values,
    body: part?.body ?? [],
  });
  return { keyword: 'with', build };
}

function parseMacro(c: Cursor, tag: Span): Opening {
  const { name, span: nameSpan } = parseNewName(c);
  const signature = parseSignature(c);
  const build = ([part]: readonly Part[], span: Span): Macro => ({
    kind: 'macro',
    span,
    tag,
    name,
    nameSpan,
    ...signature,
    body: part?.body ?? [],
  });
  return { keyword: 'macro', build };
}

function parseSignature(c: Cursor): Signature {
  const parameters: Name[] = [];
  const defaults: Expression[] = [];
  c.expect('(');
  while (!c.at(')') && !c.failed) {
    if (parameters.length > 0) c.expect(',', msg("',' or {0}", quoted(')')));
    const parameter = parseNewName(c);
    if (c.accept('=')) defaults.push(parseExpression(c));
    else if (defaults.length > 0) {
      c.fail(
        createProblem(
          'argument-order',
          parameter.span,
          quoted(parameter.name),
          msg('a parameter with a default'),
        ),
      );
    }
    parameters.push(parameter);
  }
  c.expect(')');
  return { parameters, defaults };
}

function parseCallBlock(c: Cursor, tag: Span): Opening {
  const signature = c.at('(') ? parseSignature(c) : { parameters: [], defaults: [] };
  const call = parseExpression(c);
  if (call.kind !== 'call' && !c.failed) {
    c.fail(
      createProblem('unexpected', call.span, msg('something else'), msg('a call like {0}', quoted('name()'))),
    );
  }
  const build = ([part]: readonly Part[], span: Span): CallBlock => ({
    kind: 'callBlock',
    span,
    tag,
    ...signature,
    call,
    body: part?.body ?? [],
  });
  return { keyword: 'call', build };
}

function parseFilterBlock(c: Cursor, tag: Span): Opening {
  const filter = parseFilters(c, undefined, c.token.start, true) ?? missing(c);
  const build = ([part]: readonly Part[], span: Span): FilterBlock => ({
    kind: 'filterBlock',
    span,
    tag,
    filter,
    body: part?.body ?? [],
  });
  return { keyword: 'filter', build };
}

function parseBlock(c: Cursor, tag: Span): Opening {
  const name = c.expect('name', msg('a name'))?.text ?? '';
  const scoped = c.acceptName('scoped') !== undefined;
  const required = c.acceptName('required') !== undefined;
  const build = ([part]: readonly Part[], span: Span): Block => ({
    kind: 'block',
    span,
    tag,
    name,
    scoped,
    required,
    body: part?.body ?? [],
  });
  return { keyword: 'block', build };
}

function parseAutoescape(c: Cursor, tag: Span): Opening {
  const value = parseExpression(c);
  const build = ([part]: readonly Part[], span: Span): Autoescape => ({
    kind: 'autoescape',
    span,
    tag,
    value,
    body: part?.body ?? [],
  });
  return { keyword: 'autoescape', build };
}

/** `with context` or `without context`, if it stands here. */
function acceptContext(c: Cursor): boolean | undefined {
  if (!c.atName('with') && !c.atName('without')) return undefined;
  if (c.following?.type !== 'name' || c.following.text !== 'context') return undefined;
  const withContext = c.next().text === 'with';
  c.next();
  return withContext;
}

function parseInclude(c: Cursor, span: Span): Statement {
  const template = parseExpression(c);
  const ignoreMissing = c.atName('ignore') && c.following?.type === 'name' && c.following.text === 'missing';
  if (ignoreMissing) {
    c.next();
    c.next();
  }
  return { kind: 'include', span, template, ignoreMissing, withContext: acceptContext(c) ?? true };
}

function parseImport(c: Cursor, span: Span): Statement {
  const template = parseExpression(c);
  c.expectName('as');
  const target = parseNewName(c);
  return { kind: 'import', span, template, target, withContext: acceptContext(c) ?? false };
}

function parseFrom(c: Cursor, span: Span): Statement {
  const template = parseExpression(c);
  c.expectName('import');
  const names: ImportedName[] = [];
  let withContext: boolean | undefined;
  do {
    withContext = acceptContext(c);
    if (withContext !== undefined) break;
    names.push(parseImportedName(c));
    withContext = acceptContext(c);
  } while (withContext === undefined && c.accept(','));
  return { kind: 'from', span, template, names, withContext: withContext ?? false };
}

function parseImportedName(c: Cursor): ImportedName {
  const { token } = c;
  if (c.at('name') && token.text.startsWith('_')) {
    const expected = msg('a name without an underscore in front');
    c.fail(createProblem('not-assignable', spanOf(token.start, token.end), describeToken(token), expected));
  }
  const name = parseNewName(c);
  const alias = c.acceptName('as') ? parseNewName(c) : undefined;
  const span = spanOf(name.span.start, (alias ?? name).span.end);
  return { kind: 'importedName', span, name, ...(alias && { alias }) };
}

function parsePrint(c: Cursor, span: Span): Statement {
  const values: Expression[] = [];
  while (!c.at('end') && !c.failed) {
    if (values.length > 0) c.expect(',', msg("',' or {0}", quoted('%}')));
    values.push(parseExpression(c));
  }
  return { kind: 'print', span, values };
}
