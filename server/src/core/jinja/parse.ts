// Jinja2's template language as Ansible uses it: text → tree + problems. Knows nothing of YAML, files, variables
// or what a filter does; an unknown name is never a problem here.
import { perText } from '../text/perText.ts';
import { spanOf } from '../text/span.ts';
import type { Expression } from './ast.ts';
import { Cursor } from './cursor.ts';
import { parseTuple, parseExpression as parseWhole } from './expressions.ts';
import { lexRun } from './lexer.ts';
import { expectEnd } from './primaryExpressions.ts';
import { type JinjaProblem, theEnd } from './problem.ts';
import { type ParsedTemplate, type TemplateOptions, TemplateParser } from './templateParser.ts';

export type { ParsedTemplate, TemplateOptions };

/** An expression without braces, such as a condition of `when`. There is always a tree, complete or not. */
export interface ParsedExpression {
  readonly expression: Expression;
  readonly problems: readonly JinjaProblem[];
}

/** Whether Ansible would hand the text to Jinja2 at all (`is_possibly_template`). */
export const hasJinja = (text: string): boolean =>
  text.includes('{{') || text.includes('{%') || text.includes('{#');

/**
 * Parses a value with templates in it. At most 100 problems, in the order of the text. Many rules read the same text,
 * which gives the same tree while it is remembered.
 */
export const parseTemplate = (text: string, options?: TemplateOptions): ParsedTemplate =>
  options ? new TemplateParser(text, options).run() : parsePlain(text);

const parsePlain = perText((text) => new TemplateParser(text, {}).run());

/**
 * Parses a bare condition as in `when:`. Ansible puts it between `{% if` and `%}`; since ansible-core 2.19 (`isAlone`) it
 * is one expression by itself, which may be `a if b else c`, and no tuple.
 */
export function parseExpression(text: string, isAlone = false): ParsedExpression {
  const problems: JinjaProblem[] = [];
  const run = lexRun(text, 0, '', spanOf(0, 0));
  const cursor = new Cursor(run.tokens, (problem) => problems.push(problem), false);
  const expression = isAlone ? parseWhole(cursor) : parseTuple(cursor, { conditional: false });
  if (!isAlone) cursor.accept(':');
  expectEnd(cursor, theEnd());
  return { expression, problems };
}
