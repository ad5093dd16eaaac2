// The value of an expression. Read from Jinja2 3.1.2, compiler.py and runtime.py.
import { msg } from '../../text/message.ts';
import type { Binary, Call, Conditional, Dict, Expression, Slice, Subscript, Unary } from '../ast.ts';
import { walk } from '../walk.ts';
import { attributeOf, sliceOf, subscriptOf } from './access.ts';
import { filterValue } from './filters/filters.ts';
import { evaluate, type Frame } from './frame.ts';
import { callFunction, callMacro } from './functions.ts';
import { callMethod } from './methods.ts';
import { calculate, compare, float, isTrue } from './operators.ts';
import { testValue } from './tests.ts';
import { typeName } from './text.ts';
import {
  EvaluationStop,
  fatal,
  isKind,
  list,
  markerOf,
  notEvaluated,
  unknown,
  used,
  type Value,
} from './value.ts';
import { valueOfName } from './variables.ts';

/**
 * The value of an expression. Every node costs a step, so that an evaluation ends however templates refer to each
 * other; an error without a place gets that of the innermost node it passes.
 */
export function expressionValue(frame: Frame, node: Expression): Value {
  frame.run.step();
  try {
    const value = evaluateNode(frame, node);
    // Large values cost more, so that many steps with them end in time, too.
    frame.run.step(sizeOf(value) >>> 8);
    return value;
  } catch (error) {
    if (!(error instanceof EvaluationStop)) throw error;
    return failed(frame, node, error.span ? error : error.at(node.span));
  }
}

/**
 * Since ansible-core 2.19 an error in a filter, a test or a call is a value until it is used. An error elsewhere, in an
 * operator say, ends the template.
 */
function failed({ run, scope }: Frame, node: Expression, halt: EvaluationStop): Value {
  const isCall = node.kind === 'filter' || node.kind === 'call' || (node.kind === 'test' && !node.negated);
  // A value computed from a secret is a secret, and so is its error.
  const isValue = halt.isFailure || halt.kind === 'secret';
  const isMarker = scope.dialect === 'tagged' && isCall && isValue && !run.raised.has(halt);
  if (isMarker) return markerOf(halt, halt.span ?? node.span);
  run.raised.add(halt);
  throw halt;
}

function sizeOf(value: Value): number {
  if (typeof value === 'string') return value.length;
  return isKind(value, 'list') || isKind(value, 'tuple') ? value.items.length * 8 : 0;
}

/** One node; the steps and the place of errors are the caller's business. */
function evaluateNode(frame: Frame, node: Expression): Value {
  const of = (inner: Expression): Value => evaluate(frame, inner);
  switch (node.kind) {
    case 'number':
      return node.float ? float(Number(node.value)) : BigInt(node.value);
    case 'string':
    case 'constant':
      return node.value;
    case 'name':
      return valueOfName(frame, node.name, node.span);
    case 'list':
      return list(node.items.map(of));
    case 'tuple':
      return { kind: 'tuple', items: node.items.map((item) => of(noSlice(item))) };
    case 'dict':
      return dictValue(frame, node);
    case 'attribute':
      return attributeOf(frame, of(node.object), node.name, node.span);
    case 'subscript':
      return node.index.kind === 'slice'
        ? slice(frame, node, node.index)
        : subscriptOf(frame, of(node.object), of(node.index), node.span);
    case 'filter':
      return filterValue(frame, node);
    case 'test':
      return testValue(frame, node);
    case 'call':
      return callValue(frame, node);
    case 'unary':
      return unaryValue(frame, node);
    case 'binary':
      return binaryValue(frame, node);
    case 'compare': {
      let left = of(node.first);
      for (const { operator, value } of node.rest) {
        const right = of(value);
        if (!compare(operator, left, right)) return false;
        left = right;
      }
      return true;
    }
    case 'conditional':
      return conditionalValue(frame, node);
    case 'missing':
      throw fatal(msg('an expression is missing'));
  }
}

function noSlice(node: Expression | Slice): Expression {
  if (node.kind === 'slice') throw notEvaluated('[,:]');
  return node;
}

function dictValue(frame: Frame, { pairs }: Dict): Value {
  const entries = new Map<string, Value>();
  for (const pair of pairs) {
    const key = used(evaluate(frame, pair.key));
    if (typeof key !== 'string') throw unknown(msg('keys that are no text are not evaluated here'));
    entries.set(key, evaluate(frame, pair.value));
  }
  return { kind: 'dict', entries };
}

function slice(frame: Frame, node: Subscript, { start, stop, step }: Slice): Value {
  const object = evaluate(frame, node.object);
  const bound = (part: Expression | undefined): Value => (part ? evaluate(frame, part) : null);
  try {
    return sliceOf(object, { start: bound(start), stop: bound(stop), step: bound(step) });
  } catch (error) {
    // Jinja2 works out parts without variables beforehand, and what has no parts is undefined then.
    const fails = error instanceof EvaluationStop && error.isFailure;
    throw fails && ![...walk(node)].some(({ kind }) => kind === 'name') ? error.asUnknown() : error;
  }
}

function callValue(frame: Frame, node: Call): Value {
  const { callee } = node;
  if (callee.kind === 'attribute') return callMethod(frame, node, callee);
  return callee.kind === 'name'
    ? callFunction(frame, node, callee.name)
    : callMacro(frame, node, evaluate(frame, callee));
}

function unaryValue(frame: Frame, { operator, operand }: Unary): Value {
  const value = evaluate(frame, operand);
  if (operator === 'not') return !isTrue(value);
  const known = used(value);
  if (typeof known === 'bigint') return operator === '-' ? -known : known;
  if (isKind(known, 'float')) return operator === '-' ? float(-known.value) : known;
  if (typeof known === 'boolean') return operator === '-' ? -BigInt(known) : BigInt(known);
  throw fatal(msg("'{0}' does not work with {1}", operator, typeName(known)));
}

function binaryValue(frame: Frame, { operator, left, right }: Binary): Value {
  const first = evaluate(frame, left);
  if (operator === 'and') return isTrue(first) ? evaluate(frame, right) : first;
  if (operator === 'or') return isTrue(first) ? first : evaluate(frame, right);
  return calculate(operator, first, evaluate(frame, right));
}

function conditionalValue(frame: Frame, { value, test, otherwise, span }: Conditional & Expression): Value {
  if (isTrue(evaluate(frame, test))) return evaluate(frame, value);
  if (otherwise) return evaluate(frame, otherwise);
  const reason = msg("the condition is false, and there is no 'else'");
  return { kind: 'undefined', span, reason, lenient: true };
}
