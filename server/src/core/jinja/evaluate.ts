// What a template gives on a host, as far as that is certain without running anything: value, error or the reason why
// it is unknown. Knows nothing of files and inventories: variables come from an `EvaluationScope`.
// Measured against ansible-core 2.14.18 and 2.19.11 with Jinja2 3.1.2.
import { type Message, msg } from '../text/message.ts';
import { type Span, spanOf } from '../text/span.ts';
import type { Expression } from './ast.ts';
import { expressionValue } from './evaluate/expressions.ts';
import { filtered } from './evaluate/filters/filters.ts';
import { EvaluationState } from './evaluate/frame.ts';
import { failOnUndefined } from './evaluate/statements.ts';
import { jsonText, MAX_DEPTH } from './evaluate/text.ts';
import {
  type EvaluationScope,
  EvaluationStop,
  type Failure,
  isKind,
  isObject,
  type Unknown,
  used,
  type Value,
} from './evaluate/value.ts';
import { firstTemplateValue, hostVariable, renderText } from './evaluate/variables.ts';

export { Budget } from './evaluate/budget.ts';
export type { Dialect, EvaluationScope, NiceStyle, RawVariable, Unknown, Value } from './evaluate/value.ts';
export { isKind } from './evaluate/value.ts';
export { namesLookedUp } from './evaluate/variables.ts';

/**
 * What a template gives: a value, a reason why it cannot be known, or an error that Ansible surely reports. There is
 * no fourth: in doubt, it is unknown.
 */
export type Evaluation =
  | { readonly known: true; readonly value: Value }
  | {
      readonly known: false;
      readonly reason: Message;
      /** The value depends on a secret. */
      readonly isSecret: boolean;
      /** It is or contains a text encrypted with `!vault`, with its ciphertext at hand. */
      readonly isVaulted?: boolean;
    }
  /** Ansible surely fails. */
  | SureError;

/** An error that Ansible reports whatever happens outside the inventory. */
export interface SureError {
  readonly known: false;
  readonly error: Message;
  /** In the template: what fails, or the name of the variable in which it fails. */
  readonly span: Span;
  readonly failure: Failure;
  /** Of a recursion: the variables that need each other, in order. */
  readonly chain?: readonly string[];
}

const newRun = ({ dialect, budget }: EvaluationScope): EvaluationState =>
  new EvaluationState({ expression: expressionValue, filter: filtered, hostVariable }, dialect, budget);

/** The value of a text in which there may be templates. */
export function evaluateTemplate(text: string, scope: EvaluationScope): Evaluation {
  const result = evaluateIn(scope, text);
  if (!('error' in result) || !scope.alternative || 'error' in evaluateIn(scope.alternative, text))
    return result;
  return { known: false, reason: msg('whether it fails depends on the version of Ansible'), isSecret: false };
}

function evaluateIn(scope: EvaluationScope, text: string): Evaluation {
  try {
    const run = newRun(scope);
    const value = firstTemplateValue(run, scope, text);
    const secret = ciphertextIn(run, value);
    try {
      if (secret === value || scope.dialect === 'tagged') failOnUndefined(run, value);
    } catch (error) {
      if (!secret || !(error instanceof EvaluationStop) || error.kind !== 'secret') throw error;
      return { known: false, reason: secret.reason, isSecret: true, isVaulted: true };
    }
    // Known is what can be printed.
    if (isObject(value)) jsonText(value);
    return { known: true, value: isKind(value, 'native') ? value.text : value };
  } catch (error) {
    if (error instanceof EvaluationStop) return notKnown(error, text);
    // Trees can be deeper than the stack.
    if (error instanceof RangeError)
      return { known: false, reason: msg('it is nested too deeply'), isSecret: false };
    throw error;
  }
}

/** A text with what is known of its outputs, and marks for the others; absent where not even its form is known. */
export function evaluateAround(
  text: string,
  scope: EvaluationScope,
  mark: (reason: Message) => string,
): string | undefined {
  try {
    const value = renderText(newRun(scope), scope, text, mark);
    return typeof value === 'string' ? value : undefined;
  } catch (error) {
    if (error instanceof EvaluationStop || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** An encrypted text: the value itself, or a part of it. */
function ciphertextIn(run: EvaluationState, value: Value, depth = 0): Unknown | undefined {
  if (depth > MAX_DEPTH) return undefined;
  run.step();
  if (isKind(value, 'unknown')) return value.isVaulted ? value : undefined;
  const parts = isKind(value, 'dict') ? value.entries.values() : isKind(value, 'list') ? value.items : [];
  for (const part of parts) {
    const found = ciphertextIn(run, part, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The value of one expression of a template; absent where it has none, or an unknown one. */
export function evaluateExpression(expression: Expression, scope: EvaluationScope): Value | undefined {
  try {
    const frame = { run: newRun(scope), scope, locals: { values: new Map() } };
    return used(expressionValue(frame, expression));
  } catch (error) {
    if (error instanceof EvaluationStop || error instanceof RangeError) return undefined;
    throw error;
  }
}

function notKnown(halt: EvaluationStop, text: string): Evaluation {
  const { kind, reason, span = spanOf(0, text.length), chain } = halt;
  if (kind === 'unknown' || kind === 'secret') return { known: false, reason, isSecret: kind === 'secret' };
  return { known: false, error: reason, span, failure: kind, ...(chain && { chain }) };
}

/** A value in one line: texts as they are, everything else as JSON. */
export const printValue = (value: Value): string => (typeof value === 'string' ? value : jsonText(value));

/** A value as Python's `json.dumps` prints it. */
export const printJson = jsonText;
