// The tests (`is …`). Read from Jinja2 3.1.2, tests.py, and ansible-core 2.14.18, plugins/test/core.py.
import { msg } from '../../text/message.ts';
import type { CompareOperator, Test } from '../ast.ts';
import { evaluate, type Frame } from './frame.ts';
import { bareName } from './knownNames.ts';
import { calculate, compare, contains, isEqual, isTrue } from './operators.ts';
import { regularExpression } from './regularExpression.ts';
import { textOf } from './text.ts';
import { haltOf, isKind, isObject, notEvaluated, unknown, used, type Value } from './value.ts';

export function testValue(frame: Frame, node: Test): Value {
  const value = evaluate(frame, node.input);
  if (node.keywords.length > 0 || node.starArgs || node.starKeywords) throw notEvaluated(node.name);
  const args = node.args.map((argument) => evaluate(frame, argument));
  return testByName(node.name, value, args) !== node.negated;
}

export function testByName(name: string, value: Value, args: readonly Value[]): boolean {
  const test = bareName(name);
  const operator = OPERATORS.get(test);
  const [argument, ...others] = args;
  if (operator) {
    if (argument === undefined || others.length > 0) throw notEvaluated(test);
    return compare(operator, value, argument);
  }
  if (args.length > 0) return testWith(test, value, argument ?? null, others);
  if (test === 'defined' || test === 'undefined') return isDefined(value) === (test === 'defined');
  // Asking for the type of something undefined is no error.
  if (isKind(value, 'undefined') && TYPES.has(test)) return value.lenient === true && test === 'sequence';
  const known = used(value);
  const isOfType = TYPES.get(test);
  if (isOfType) return isOfType(known);
  if (test === 'truthy') return isTrue(known);
  if (test === 'falsy') return !isTrue(known);
  if (test === 'odd' || test === 'even') return isEqual(calculate('%', known, 2n), 1n) === (test === 'odd');
  throw unknown(msg("the test '{0}' is not evaluated here", name));
}

function isDefined(value: Value): boolean {
  if (isKind(value, 'unknown') && !value.isDefined) throw haltOf(value);
  return !isKind(value, 'undefined');
}

function testWith(test: string, value: Value, argument: Value, others: readonly Value[]): boolean {
  if (others.length > 0) throw notEvaluated(test);
  switch (test) {
    case 'in':
      return contains(argument, value);
    case 'contains':
      return contains(value, argument);
    case 'divisibleby':
      return isEqual(calculate('%', value, argument), 0n);
    case 'match':
    case 'search':
    case 'regex': {
      const text = textOf(value);
      return regularExpression(argument, text, test === 'match' ? 'y' : '').test(text);
    }
    default:
      throw unknown(msg("the test '{0}' is not evaluated here", test));
  }
}

const OPERATORS: ReadonlyMap<string, CompareOperator> = new Map([
  ['==', '=='],
  ['eq', '=='],
  ['equalto', '=='],
  ['!=', '!='],
  ['ne', '!='],
  ['>', '>'],
  ['gt', '>'],
  ['greaterthan', '>'],
  ['ge', '>='],
  ['>=', '>='],
  ['<', '<'],
  ['lt', '<'],
  ['lessthan', '<'],
  ['<=', '<='],
  ['le', '<='],
]);

const TYPES: ReadonlyMap<string, (value: Value) => boolean> = new Map<string, (value: Value) => boolean>([
  ['none', (value) => value === null],
  ['boolean', (value) => typeof value === 'boolean'],
  ['true', (value) => value === true],
  ['false', (value) => value === false],
  ['integer', (value) => typeof value === 'bigint'],
  ['float', (value) => isKind(value, 'float')],
  ['string', (value) => typeof value === 'string'],
  ['number', (value) => typeof value === 'bigint' || typeof value === 'boolean' || isKind(value, 'float')],
  ['mapping', (value) => isKind(value, 'dict') || isKind(value, 'hostvars') || isKind(value, 'host')],
  ['sequence', (value) => typeof value === 'string' || (isObject(value) && value.kind !== 'float')],
]);
