// Parses what is assigned to, in `set`, `for` and `with`.
import { msg } from '../text/message.ts';
import { spanOf } from '../text/span.ts';
import type { Expression, Name, Parameter, Slice, Target } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression, parseTuple } from './expressions.ts';
import { createProblem, quoted } from './problem.ts';

/** `namespace.name` */
export function parseNamespaceTarget(c: Cursor): Target {
  const object = parseNewName(c);
  c.expect('.');
  const { name, span } = parseNewName(c);
  return { kind: 'attribute', span: spanOf(object.span.start, span.end), object, name, nameSpan: span };
}

/** Names, in a tuple if there are several. */
export function parseTarget(c: Cursor): Target {
  const node = parseTuple(c, { simple: true });
  if (isTarget(node)) return node;
  const problem = createProblem('not-assignable', node.span, msg('a value'), msg('the name of a variable'));
  c.fail(problem);
  return { kind: 'missing', span: node.span };
}

const isTarget = (node: Expression | Slice): node is Target =>
  node.kind === 'name' || node.kind === 'missing' || (node.kind === 'tuple' && node.items.every(isTarget));

/** A single name that gets a value; constants cannot. */
export function parseNewName(c: Cursor): Name {
  const { start, end, text } = c.token;
  if (c.at('name') && /^(?:[tT]rue|[fF]alse|[nN]one)$/.test(text)) c.unexpected(msg('a name'));
  const token = c.expect('name', msg('a name'));
  return { kind: 'name', span: spanOf(start, token ? end : start), name: token?.text ?? '' };
}

/** `(a, b=1)` of a macro or a call block. */
export function parseSignature(c: Cursor): readonly Parameter[] {
  const parameters: Parameter[] = [];
  c.expect('(');
  while (!c.at(')') && !c.failed) {
    if (parameters.length > 0) c.expect(',', msg("',' or {0}", quoted(')')));
    const name = parseNewName(c);
    const value = c.accept('=') ? parseExpression(c) : undefined;
    if (!value && parameters.at(-1)?.default) {
      c.fail(
        createProblem('argument-order', name.span, quoted(name.name), msg('a parameter with a default')),
      );
    }
    const span = spanOf(name.span.start, c.lastEnd);
    parameters.push({ kind: 'parameter', span, name, ...(value && { default: value }) });
  }
  c.expect(')');
  return parameters;
}
