// The tree of a Jinja2 template as Ansible parses it. Spans are offsets in the template's own text; where that
// text stands in a file, and what a name means, is not known here.
import type { CompareOperand, DictPair, Expression, Keyword, Slice } from './expressionNodes.ts';
import type { Assignment, Branch, ImportedName, Parameter, Statement, Template } from './statementNodes.ts';

export type * from './expressionNodes.ts';
export type * from './statementNodes.ts';

/** Anything `walk` can meet. */
export type JinjaNode =
  | Template
  | Statement
  | Branch
  | Assignment
  | Parameter
  | ImportedName
  | Expression
  | Slice
  | DictPair
  | Keyword
  | CompareOperand;
