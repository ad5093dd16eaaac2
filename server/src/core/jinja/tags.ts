// Parses the inside of each kind of `{% %}`.
import { msg } from '../text/message.ts';
import { ownValue } from '../text/ownValue.ts';
import { type Span, spanOf } from '../text/span.ts';
import type { Expression, ImportedName, Statement } from './ast.ts';
import {
  type Opening,
  parseAutoescape,
  parseBlock,
  parseCallBlock,
  parseFilterBlock,
  parseFor,
  parseIf,
  parseMacro,
  parseSet,
  parseWith,
} from './bodyTags.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression, parseTuple } from './expressions.ts';
import { createProblem, quoted } from './problem.ts';
import { parseNewName } from './targets.ts';
import { describeToken } from './token.ts';

/** Extensions of Jinja2 that add tags. */
export type Extension = 'do' | 'loopcontrols';

/** What the tag at the cursor says; `undefined` when Jinja2 has no tag of that name. */
export function parseTag(c: Cursor, tag: Span): Statement | Opening | undefined {
  const keyword = c.at('name') ? c.token.text : '';
  const parse = ownValue(TAGS, keyword);
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

/** `{% from template import a as b, c with context %}`: the words about the context may stand behind a comma, too. */
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
