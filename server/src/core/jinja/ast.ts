// The tree of a Jinja2 template as Ansible parses it. Spans are offsets in the template's own text; where that
// text stands in a file, and what a name means, is not known here.
import type { Span } from '../text/span.ts';

interface NodeBase {
  readonly span: Span;
}

/** Anything `walk` can meet. */
export type JinjaNode =
  | Template
  | Statement
  | Expression
  | Slice
  | DictPair
  | Keyword
  | CompareOperand
  | Branch
  | ImportedName;

export interface Template extends NodeBase {
  readonly kind: 'template';
  readonly body: readonly Statement[];
}

// ---- expressions

export type Expression =
  | Name
  | StringLiteral
  | NumberLiteral
  | Constant
  | List
  | Tuple
  | Dict
  | Attribute
  | Subscript
  | Call
  | Filter
  | Test
  | Unary
  | Binary
  | Compare
  | Conditional
  | Missing;

/** A variable or function name; Jinja also lets its own keywords stand as names in odd places. */
export interface Name extends NodeBase {
  readonly kind: 'name';
  readonly name: string;
}

/** One or more adjacent quoted strings, which Jinja joins. */
export interface StringLiteral extends NodeBase {
  readonly kind: 'string';
  readonly value: string;
  /** The spans between the quotes, one for each piece. */
  readonly contents: readonly Span[];
}

export interface NumberLiteral extends NodeBase {
  readonly kind: 'number';
  /** `bigint` for integers beyond 2^53. */
  readonly value: number | bigint;
  readonly float: boolean;
}

/** `true`, `false`, `none` and their capitalised forms. */
export interface Constant extends NodeBase {
  readonly kind: 'constant';
  readonly value: boolean | null;
}

export interface List extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

/** With or without parentheses; the span leaves parentheses out, as it does for every expression in them. */
export interface Tuple extends NodeBase {
  readonly kind: 'tuple';
  readonly items: readonly (Expression | Slice)[];
}

export interface Dict extends NodeBase {
  readonly kind: 'dict';
  readonly pairs: readonly DictPair[];
}

export interface DictPair extends NodeBase {
  readonly kind: 'pair';
  readonly key: Expression;
  readonly value: Expression;
}

/** `object.name` */
export interface Attribute extends NodeBase {
  readonly kind: 'attribute';
  readonly object: Expression;
  readonly name: string;
  readonly nameSpan: Span;
}

/** `object[index]`, also `object.0`; `x[a, b]` and the odd but legal `x[]` have a tuple as index. */
export interface Subscript extends NodeBase {
  readonly kind: 'subscript';
  readonly object: Expression;
  readonly index: Expression | Slice;
}

/** `start:stop:step` between brackets. */
export interface Slice extends NodeBase {
  readonly kind: 'slice';
  readonly start?: Expression;
  readonly stop?: Expression;
  readonly step?: Expression;
}

/** What stands between the parentheses of a call, a filter or a test. */
export interface Arguments {
  readonly args: readonly Expression[];
  readonly keywords: readonly Keyword[];
  /** After `*`. */
  readonly starArgs?: Expression;
  /** After `**`. */
  readonly starKeywords?: Expression;
}

export interface Keyword extends NodeBase {
  readonly kind: 'keyword';
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expression;
}

export interface Call extends NodeBase, Arguments {
  readonly kind: 'call';
  readonly callee: Expression;
}

/** `input | name(args)`. `name` may be dotted: `ansible.builtin.b64encode`. */
export interface Filter extends NodeBase, Arguments {
  readonly kind: 'filter';
  /** Absent for the first filter of `{% filter %}` and of a `{% set x | … %}` block: their body is the input. */
  readonly input?: Expression;
  readonly name: string;
  readonly nameSpan: Span;
}

/** `input is name(args)` or `input is not name arg`. */
export interface Test extends NodeBase, Arguments {
  readonly kind: 'test';
  readonly input: Expression;
  readonly name: string;
  readonly nameSpan: Span;
  readonly negated: boolean;
}

export interface Unary extends NodeBase {
  readonly kind: 'unary';
  readonly operator: '-' | '+' | 'not';
  readonly operand: Expression;
}

export type BinaryOperator = 'or' | 'and' | '+' | '-' | '~' | '*' | '/' | '//' | '%' | '**';

export interface Binary extends NodeBase {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

/** A chain as in Python: `a < b <= c`. */
export interface Compare extends NodeBase {
  readonly kind: 'compare';
  readonly first: Expression;
  readonly rest: readonly CompareOperand[];
}

export interface CompareOperand extends NodeBase {
  readonly kind: 'operand';
  readonly operator: CompareOperator;
  readonly value: Expression;
}

/** `value if test else otherwise`; without `else` the result is undefined when the test fails. */
export interface Conditional extends NodeBase {
  readonly kind: 'conditional';
  readonly value: Expression;
  readonly test: Expression;
  readonly otherwise?: Expression;
}

/** Stands where an expression should be; a problem says so. */
export interface Missing extends NodeBase {
  readonly kind: 'missing';
}

// ---- statements

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
  readonly targets: readonly Target[];
  readonly values: readonly Expression[];
}

/** Parameters of a macro or of `{% call(…) %}`; the last `defaults.length` of them have a default. */
export interface Signature {
  readonly parameters: readonly Name[];
  readonly defaults: readonly Expression[];
}

export interface Macro extends BodyBase, Signature {
  readonly kind: 'macro';
  readonly name: string;
  readonly nameSpan: Span;
}

export interface CallBlock extends BodyBase, Signature {
  readonly kind: 'callBlock';
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
