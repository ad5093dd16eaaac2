// The nodes of statements in the syntax tree.
import type { Span } from '../text/span.ts';
import type { Attribute, Expression, Missing, Name, NodeBase, Tuple } from './expressionNodes.ts';

/** The root of a parsed template. */
export interface Template extends NodeBase {
  readonly kind: 'template';
  readonly body: readonly Statement[];
}

/** Everything that can stand in a template outside of tags: text, outputs and tags with their bodies. */
export type Statement =
  | Data
  | Comment
  | Output
  | If
  | For
  | SetStatement
  | SetBlock
  | With
  | Macro
  | CallBlock
  | FilterBlock
  | Block
  | Extends
  | Include
  | Import
  | FromImport
  | Autoescape
  | Print
  | Do
  | LoopControl
  | Invalid;

/** Literal text, `{% raw %}` included. */
export interface Data extends NodeBase {
  readonly kind: 'data';
  /** The text as rendered: line breaks are LF, stripped white space is gone. */
  readonly value: string;
}

/** `{# … #}` */
export interface Comment extends NodeBase {
  readonly kind: 'comment';
}

/** `{{ expression }}` */
export interface Output extends NodeBase {
  readonly kind: 'output';
  readonly expression: Expression;
}

/** Statements with a body span from their first to their last tag; `tag` is the first one alone. */
interface BodyBase extends NodeBase {
  readonly tag: Span;
  readonly body: readonly Statement[];
}

/** `{% if %}` to `{% endif %}`. */
export interface If extends NodeBase {
  readonly kind: 'if';
  /** The `if` and every `elif`. */
  readonly branches: readonly Branch[];
  readonly otherwise?: readonly Statement[];
}

/** `{% if test %}` or `{% elif test %}`, with what follows up to the next tag of the statement. */
export interface Branch extends BodyBase {
  readonly kind: 'branch';
  readonly test: Expression;
}

/**
 * `{% for target in iterable if condition recursive %}` to `{% endfor %}`; `otherwise` is rendered where nothing is
 * iterated.
 */
export interface For extends BodyBase {
  readonly kind: 'for';
  readonly target: Target;
  readonly iterable: Expression;
  readonly condition?: Expression;
  readonly recursive: boolean;
  readonly otherwise?: readonly Statement[];
}

/** What a value can be assigned to: a name, a tuple of targets, or `namespace.name` as an attribute. */
export type Target = Name | Tuple | Attribute | Missing;

/** `{% set target = value %}` */
export interface SetStatement extends NodeBase {
  readonly kind: 'set';
  readonly target: Target;
  readonly value: Expression;
}

/** `{% set target | filter %}` to `{% endset %}`: the body becomes the value. */
export interface SetBlock extends BodyBase {
  readonly kind: 'setBlock';
  readonly target: Target;
  readonly filter?: Expression;
}

/** `{% with a = 1, b = 2 %}` to `{% endwith %}`. */
export interface With extends BodyBase {
  readonly kind: 'with';
  readonly assignments: readonly Assignment[];
}

/** `target = value` in {@link With}. */
export interface Assignment extends NodeBase {
  readonly kind: 'assignment';
  readonly target: Target;
  readonly value: Expression;
}

/** A parameter of a macro or of `{% call(…) %}`. */
export interface Parameter extends NodeBase {
  readonly kind: 'parameter';
  readonly name: Name;
  readonly default?: Expression;
}

/** `{% macro name(parameters) %}` to `{% endmacro %}`. */
export interface Macro extends BodyBase {
  readonly kind: 'macro';
  readonly name: Name;
  readonly parameters: readonly Parameter[];
}

/** `{% call(parameters) macro() %}` to `{% endcall %}`: the macro gets the body as `caller`. */
export interface CallBlock extends BodyBase {
  readonly kind: 'callBlock';
  readonly parameters: readonly Parameter[];
  readonly call: Expression;
}

/** `{% filter name %}` to `{% endfilter %}`. */
export interface FilterBlock extends BodyBase {
  readonly kind: 'filterBlock';
  readonly filter: Expression;
}

/** `{% block name scoped required %}` to `{% endblock %}`. */
export interface Block extends BodyBase {
  readonly kind: 'block';
  readonly name: string;
  readonly scoped: boolean;
  readonly required: boolean;
}

/** `{% extends template %}` */
export interface Extends extends NodeBase {
  readonly kind: 'extends';
  readonly template: Expression;
}

/** `{% include template ignore missing without context %}` */
export interface Include extends NodeBase {
  readonly kind: 'include';
  readonly template: Expression;
  readonly ignoreMissing: boolean;
  readonly withContext: boolean;
}

/** `{% import template as target %}` */
export interface Import extends NodeBase {
  readonly kind: 'import';
  readonly template: Expression;
  readonly target: Name;
  readonly withContext: boolean;
}

/** `{% from template import names %}` */
export interface FromImport extends NodeBase {
  readonly kind: 'from';
  readonly template: Expression;
  readonly names: readonly ImportedName[];
  readonly withContext: boolean;
}

/** `name as alias` in {@link FromImport}. */
export interface ImportedName extends NodeBase {
  readonly kind: 'importedName';
  readonly name: Name;
  readonly alias?: Name;
}

/** `{% autoescape value %}` to `{% endautoescape %}`. */
export interface Autoescape extends BodyBase {
  readonly kind: 'autoescape';
  readonly value: Expression;
}

/** `{% print a, b %}` */
export interface Print extends NodeBase {
  readonly kind: 'print';
  readonly values: readonly Expression[];
}

/** `{% do expression %}`, only with the extension `jinja2.ext.do`. */
export interface Do extends NodeBase {
  readonly kind: 'do';
  readonly expression: Expression;
}

/** `{% break %}` and `{% continue %}`, only with the extension `jinja2.ext.loopcontrols`. */
export interface LoopControl extends NodeBase {
  readonly kind: 'break' | 'continue';
}

/** A tag no statement could be made of; a problem says why. */
export interface Invalid extends NodeBase {
  readonly kind: 'invalid';
}
