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

export interface If extends NodeBase {
  readonly kind: 'if';
  /** The `if` and every `elif`. */
  readonly branches: readonly Branch[];
  readonly otherwise?: readonly Statement[];
}

export interface Branch extends BodyBase {
  readonly kind: 'branch';
  readonly test: Expression;
}

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

export interface SetStatement extends NodeBase {
  readonly kind: 'set';
  readonly target: Target;
  readonly value: Expression;
}

export interface SetBlock extends BodyBase {
  readonly kind: 'setBlock';
  readonly target: Target;
  readonly filter?: Expression;
}

export interface With extends BodyBase {
  readonly kind: 'with';
  readonly assignments: readonly Assignment[];
}

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

export interface Macro extends BodyBase {
  readonly kind: 'macro';
  readonly name: Name;
  readonly parameters: readonly Parameter[];
}

export interface CallBlock extends BodyBase {
  readonly kind: 'callBlock';
  readonly parameters: readonly Parameter[];
  readonly call: Expression;
}

export interface FilterBlock extends BodyBase {
  readonly kind: 'filterBlock';
  readonly filter: Expression;
}

export interface Block extends BodyBase {
  readonly kind: 'block';
  readonly name: string;
  readonly scoped: boolean;
  readonly required: boolean;
}

export interface Extends extends NodeBase {
  readonly kind: 'extends';
  readonly template: Expression;
}

export interface Include extends NodeBase {
  readonly kind: 'include';
  readonly template: Expression;
  readonly ignoreMissing: boolean;
  readonly withContext: boolean;
}

export interface Import extends NodeBase {
  readonly kind: 'import';
  readonly template: Expression;
  readonly target: Name;
  readonly withContext: boolean;
}

export interface FromImport extends NodeBase {
  readonly kind: 'from';
  readonly template: Expression;
  readonly names: readonly ImportedName[];
  readonly withContext: boolean;
}

export interface ImportedName extends NodeBase {
  readonly kind: 'importedName';
  readonly name: Name;
  readonly alias?: Name;
}

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
