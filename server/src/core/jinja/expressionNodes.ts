// The nodes of expressions in the syntax tree.
import type { Span } from '../text/span.ts';

/** What every node has. */
export interface NodeBase {
  readonly span: Span;
}

/** Every expression. Exhaustive by `kind`, so that a switch over it need have no default. */
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

/** An integer or a float: `1`, `1_000`, `1.5e3`. */
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

/** `[a, b]` */
export interface List extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

/** With or without parentheses; the span leaves parentheses out, as it does for every expression in them. */
export interface Tuple extends NodeBase {
  readonly kind: 'tuple';
  readonly items: readonly (Expression | Slice)[];
}

/** `{key: value}` */
export interface Dict extends NodeBase {
  readonly kind: 'dict';
  readonly pairs: readonly DictPair[];
}

/** `key: value` in a dict. */
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

/** `name=value` among arguments. */
export interface Keyword extends NodeBase {
  readonly kind: 'keyword';
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expression;
}

/** `callee(…)`: a function, a macro or, with an attribute as its callee, a method. */
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

/** `-x`, `+x` and `not x`. */
export interface Unary extends NodeBase {
  readonly kind: 'unary';
  readonly operator: '-' | '+' | 'not';
  readonly operand: Expression;
}

/** `~` joins texts; `//` and `**` are Python's. */
export type BinaryOperator = 'or' | 'and' | '+' | '-' | '~' | '*' | '/' | '//' | '%' | '**';

/** `left operator right`, apart from comparisons. */
export interface Binary extends NodeBase {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** What stands between two operands of a {@link Compare}. */
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

/** A chain as in Python: `a < b <= c`. */
export interface Compare extends NodeBase {
  readonly kind: 'compare';
  readonly first: Expression;
  readonly rest: readonly CompareOperand[];
}

/** A further operand of a chain such as `a < b < c`, with the operator in front of it. */
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
