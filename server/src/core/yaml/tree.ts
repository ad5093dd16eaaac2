// The tree every other part reads: values typed as Ansible (PyYAML, YAML 1.1) types them, every node with its
// span in the file. INI sources build the same nodes. Knows nothing of inventories.
import type { Span } from '../text/span.ts';

/** Any node, discriminated by `kind`; {@link resolveAlias} removes the one kind that has no content of its own. */
export type YamlNode = YamlMapping | YamlSequence | YamlScalar | YamlAlias;

/** What every node has. */
export interface YamlNodeBase {
  /** The node's own text: quotes, block header and `!vault` tag included, trailing comment excluded. */
  readonly span: Span;
  /** The tag as written (`!vault`, `!unsafe`), absent when none is written. */
  readonly tag?: string;
  /** The name after `&`. */
  readonly anchor?: string;
}

/**
 * A mapping as written. What Ansible makes of it, with merges spread and the last of equal keys kept, is a matter of
 * the room `ansible`.
 */
export interface YamlMapping extends YamlNodeBase {
  readonly kind: 'mapping';
  /** In document order, duplicates included. Merge keys (`<<`) are pairs like any other. */
  readonly pairs: readonly YamlPair[];
  readonly flow: boolean;
}

/**
 * An entry of a mapping. Readings of successive states share the pairs that no edit has touched, so a pair is a sound
 * key for a WeakMap.
 */
export interface YamlPair {
  readonly key: YamlNode;
  /** Absent when nothing is written after the colon, or when there is no colon. */
  readonly value?: YamlNode;
  /** From the key's start to the value's end. */
  readonly span: Span;
}

/** A list, in block style (`- `) or between brackets. */
export interface YamlSequence extends YamlNodeBase {
  readonly kind: 'sequence';
  readonly items: readonly YamlNode[];
  readonly flow: boolean;
}

/** `*name`; `target` is absent when no such anchor stands before it. A target can contain the alias itself. */
export interface YamlAlias extends YamlNodeBase {
  readonly kind: 'alias';
  readonly name: string;
  readonly target?: YamlMapping | YamlSequence | YamlScalar;
}

/**
 * How a scalar is written, which decides how text in it must be escaped. `ini`: not YAML, but a value of an INI
 * inventory.
 */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'ini';

/** What Ansible's loader makes of a scalar. `vault` is the text of a `!vault` block, never its plaintext. */
export type ScalarType = 'str' | 'int' | 'float' | 'bool' | 'null' | 'timestamp' | 'binary' | 'vault';

/**
 * A scalar with both views of it: `value` as Python gets it, and `text` for templates, messages and edits. For `yes`,
 * they are `true` and `yes`.
 */
export interface YamlScalar extends YamlNodeBase {
  readonly kind: 'scalar';
  readonly style: ScalarStyle;
  readonly type: ScalarType;
  /** Typed value: `bigint` for integers beyond 2^53, ISO text for timestamps, ciphertext for `vault`. */
  readonly value: string | number | bigint | boolean | null;
  /** The text after unquoting and folding, whatever its type; for plain scalars, as written. */
  readonly text: string;
}

/** Something the parser found. The first structural problem is what makes Ansible refuse the file. */
export interface YamlProblem {
  readonly code: YamlProblemCode;
  readonly span: Span;
  /** The parser's words; English. */
  readonly detail: string;
  /** True when Ansible's loader refuses the whole file because of it. */
  readonly fatal: boolean;
}

/**
 * What is wrong, for code that reacts to it; people read the problem's `detail`. Whether Ansible refuses the file is
 * the problem's `fatal`, since the same code can be either.
 */
export type YamlProblemCode =
  | 'syntax'
  | 'too-deep'
  | 'unquoted-jinja'
  | 'complex-key'
  | 'empty-key'
  | 'merge-not-mapping'
  | 'unknown-tag'
  | 'unknown-alias'
  | 'control-character'
  | 'many-documents'
  | 'tab'
  | 'duplicate-key'
  | 'invalid-value';

/**
 * One file's document. A file that is broken has both a `root` and fatal problems: features go on with what can be
 * read, while rules ask the model whether Ansible would.
 */
export interface YamlDocument {
  /** Absent for an empty document. Present, as far as it goes, for a broken one. */
  readonly root?: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
  /** Comments, `#` included, in document order. */
  readonly comments: readonly Span[];
  /** The text was read as JSON. */
  readonly isJson?: true;
}

/** The node an alias stands for, or the node itself. Follows one step; anchors cannot be aliases. */
export const resolveAlias = (
  node: YamlNode | undefined,
): YamlMapping | YamlSequence | YamlScalar | undefined => (node?.kind === 'alias' ? node.target : node);

/** The text of a key as Ansible sees it in messages; `undefined` for a key that is not a scalar. */
export const keyText = (pair: YamlPair): string | undefined => {
  const key = resolveAlias(pair.key);
  return key?.kind === 'scalar' ? key.text : undefined;
};

/** The pair that counts for `name`: the last one, as in Ansible. */
export const findPair = (mapping: YamlMapping, name: string): YamlPair | undefined =>
  mapping.pairs.findLast((pair) => keyText(pair) === name);
