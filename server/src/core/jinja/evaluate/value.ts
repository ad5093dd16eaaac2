// Values of Python as far as templates use them, and how an evaluation ends early. Knows no Jinja.

import { type Message, msg } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { Budget } from './budget.ts';

/**
 * A value of Python. `bigint` is `int`, which has no limit there, so that a plain number never is one by mistake; a
 * `float` is marked, because `1.0` prints otherwise than `1`.
 */
export type Value =
  | null
  | boolean
  | bigint
  | string
  | Float
  | List
  | Tuple
  | Dict
  | Native
  | Hostvars
  | HostVariables
  | Vars
  | Sequence
  | Macro
  | Namespace
  | Undefined
  | Unknown;

/** Python's `float`. */
export interface Float {
  readonly kind: 'float';
  readonly value: number;
}

/** Python's `list`. */
export interface List {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

/** Python's `tuple`: prints in other brackets than a list, and is never equal to one. */
export interface Tuple {
  readonly kind: 'tuple';
  readonly items: readonly Value[];
}

/** Mappings with other keys than texts are rare, and treated as unknown. */
export interface Dict {
  readonly kind: 'dict';
  readonly entries: ReadonlyMap<string, Value>;
}

/** A text that stays a text even where it looks like a list; it is made of such texts only. */
export interface Native {
  readonly kind: 'native';
  readonly text: string;
  /** Marked with `!unsafe`: like any other text, except that arithmetic with numbers gives another result. */
  readonly isUnsafe?: true;
}

/** `hostvars`, whose hosts are evaluated only when a template asks for one. */
export interface Hostvars {
  readonly kind: 'hostvars';
  readonly scope: EvaluationScope;
}

/** `hostvars['name']` */
export interface HostVariables {
  readonly kind: 'host';
  readonly scope: EvaluationScope;
}

/** `vars`: what is defined, not templated. */
export interface Vars {
  readonly kind: 'vars';
  readonly scope: EvaluationScope;
}

/** What Python iterates over on demand: a range, or a view of a dict. In the end Ansible makes a list of it. */
export interface Sequence {
  readonly kind: 'series';
  readonly name: 'range' | 'keys' | 'values' | 'items';
  readonly items: readonly Value[];
}

/** A macro that the template has defined. */
export interface Macro {
  readonly kind: 'macro';
  readonly parameters: readonly string[];
  /** With one value for each parameter; `undefined` for those that are not given. */
  call(args: readonly (Value | undefined)[]): Value;
}

/** The one value that templates can change. */
export interface Namespace {
  readonly kind: 'namespace';
  readonly entries: Map<string, Value>;
}

/**
 * Jinja2's `Undefined`: harmless as long as nothing uses it, so it carries the reason and the place for the error
 * that may follow.
 */
export interface Undefined {
  readonly kind: 'undefined';
  readonly reason: Message;
  readonly span: Span;
  /** From an inline `if` without `else`, which is no error when printed. */
  readonly lenient?: boolean;
  /** Of the dialect `tagged`, where errors are values until they are used: what went wrong instead. */
  readonly failure?: Exclude<Failure, 'undefined'>;
  /** Of a recursion: the variables that need each other, in order. */
  readonly chain?: readonly string[];
}

/** Fails only once it is used, because a value that `default` replaces may not be needed. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly reason: Message;
  /** It surely has a value, which is unknown. */
  readonly isDefined?: boolean;
  /** The value must not be shown. */
  readonly isSecret?: boolean;
  /** A text with its ciphertext at hand: where values become YAML, it is written as `!vault`. */
  readonly isVaulted?: boolean;
}

/**
 * How a version of Ansible makes values of templates: from the text, with the types that Python sees in it
 * (`jinja2_native`), or as they are, tags included (since ansible-core 2.19).
 */
export type Dialect = 'text' | 'native' | 'tagged';

/** The value of a name before Ansible templates it. */
export type RawVariable =
  | { readonly kind: 'raw'; readonly value: Value }
  /** Set by Ansible itself, never templated. */
  | { readonly kind: 'ready'; readonly value: Value };

/** The variables of one host, wherever they come from. */
export interface EvaluationScope {
  readonly host: string;
  /** Reached through `hostvars`, without `hostvars` of its own. */
  readonly isInner: boolean;
  readonly dialect: Dialect;
  /**
   * The same scope for another version that may run the plays: what fails with one of them only does not surely fail.
   */
  readonly alternative?: EvaluationScope | undefined;
  /** The steps that all evaluations in such scopes may take together. */
  readonly budget?: Budget | undefined;
  /** Absent when the name surely has no value. */
  variable(name: string): RawVariable | Unknown | undefined;
  /** The scope behind `hostvars[name]`; absent when there surely is no such host. */
  hostScope(name: string): EvaluationScope | Unknown | undefined;
  /** What `read` makes of a text alone: the same for all hosts, so it is computed once where it can be remembered. */
  readonly remembered?: <T>(text: string, read: (text: string) => T) => T;
  /** The value of a YAML text; absent where that is not certain. */
  fromYaml?(text: string): Value | undefined;
  /** The value as `to_nice_yaml` prints it; absent where that is not certain. */
  niceYaml?(value: Value, style: NiceStyle): string | undefined;
}

/** The arguments of `to_nice_yaml`. */
export interface NiceStyle {
  readonly indent: number;
  readonly width: number;
  readonly sorts: boolean;
}

/** Why Ansible fails: something has no value, needs itself, is no Jinja, or does not work with these values. */
export type Failure = 'undefined' | 'recursion' | 'syntax' | 'other';

/** Why an evaluation ended: its result is unknown, or depends on a secret, or Ansible fails in this way. */
export type HaltKind = 'unknown' | 'secret' | Failure;

/** Ends the evaluation of one template. No Error: it is thrown for every value that is not known, and needs no stack. */
export class EvaluationStop {
  constructor(
    readonly kind: HaltKind,
    readonly reason: Message,
    readonly span?: Span,
    /** Of a recursion: the variables that need each other, in order. */
    readonly chain?: readonly string[],
  ) {}

  /** The same as an unknown value, for places where the error may not matter. */
  asUnknown(): EvaluationStop {
    return new EvaluationStop(this.kind === 'secret' ? 'secret' : 'unknown', this.reason);
  }

  /** Ansible surely fails, unless the template catches it. */
  get isFailure(): boolean {
    return this.kind !== 'unknown' && this.kind !== 'secret';
  }

  at(span: Span): EvaluationStop {
    return new EvaluationStop(this.kind, this.reason, span, this.chain);
  }
}

/** To be thrown where the value cannot be known without running Ansible: never an error to report. */
export const unknown = (reason: Message): EvaluationStop => new EvaluationStop('unknown', reason);
/** To be thrown where Ansible surely fails: becomes a finding, so it must be proved against the real one. */
export const fatal = (reason: Message): EvaluationStop => new EvaluationStop('other', reason);

/** An error as the value that stands for it until it is used. */
export const markerOf = ({ kind, reason, chain }: EvaluationStop, span: Span): Undefined | Unknown => {
  if (kind === 'unknown' || kind === 'secret')
    return { kind: 'unknown', reason, isSecret: kind === 'secret' };
  return {
    kind: 'undefined',
    reason,
    span,
    ...(kind !== 'undefined' && { failure: kind }),
    ...(chain && { chain }),
  };
};

/** To be thrown for whatever Ansible can do and this evaluation does not imitate. */
export const notEvaluated = (what: string): EvaluationStop =>
  unknown(msg('{0} is not evaluated here for these values', what));

/** What to throw where an unknown value is used: keeps whether a secret is behind it. */
export const haltOf = ({ reason, isSecret }: Unknown): EvaluationStop =>
  new EvaluationStop(isSecret ? 'secret' : 'unknown', reason);

/** The value itself; throws if using it fails. The marks of texts are dropped. */
export function used(value: Value): Exclude<Value, Undefined | Unknown | Native> {
  if (typeof value !== 'object' || value === null) return value;
  if (value.kind === 'unknown') throw haltOf(value);
  if (value.kind === 'undefined')
    throw value.lenient
      ? notEvaluated("'if' without 'else'")
      : new EvaluationStop(value.failure ?? 'undefined', value.reason, value.span, value.chain);
  return value.kind === 'native' ? value.text : value;
}

/** Lists, tuples, and what becomes a list as soon as it reaches a filter or the end. */
export const hasItems = (value: Value): value is List | Tuple | Sequence =>
  isKind(value, 'list') || isKind(value, 'tuple') || isKind(value, 'series');

/** Sequences become lists, as after every filter and at the end. */
export const unrolled = (value: Value): Value => (isKind(value, 'series') ? list(value.items) : value);

/** Whether the value is an encrypted text. */
export const isVaulted = (value: Value): boolean => isKind(value, 'unknown') && value.isVaulted === true;

/** A list of Python. */
export const list = (items: readonly Value[]): List => ({ kind: 'list', items });

/** Whether the value is one of those with a `kind`. */
export const isObject = (value: Value): value is Exclude<Value, null | boolean | bigint | string> =>
  typeof value === 'object' && value !== null;

/** Whether the value is of this kind; narrows its type. */
export const isKind = <K extends Exclude<Value, null | boolean | bigint | string>['kind']>(
  value: Value,
  kind: K,
): value is Extract<Value, { readonly kind: K }> => isObject(value) && value.kind === kind;
