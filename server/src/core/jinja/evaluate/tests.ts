// The tests (`is …`). Read from Jinja2 3.1.2, tests.py, and ansible-core 2.14.18, plugins/test/core.py.
import { msg } from '../../text/message.ts';
import type { CompareOperator, Test } from '../ast.ts';
import { type EvaluationState, evaluate, type Frame } from './frame.ts';
import { bareName } from './knownNames.ts';
import { calculate, compare, contains, isEqual, isTrue } from './operators.ts';
import { regularExpression } from './regularExpression.ts';
import { itemsOf } from './statements.ts';
import { textOf, typeName } from './text.ts';
import {
  fatal,
  haltOf,
  isKind,
  isObject,
  isVaulted,
  notEvaluated,
  unknown,
  used,
  type Value,
} from './value.ts';
import { isVersion } from './version.ts';

/** The value of `input is test`, `is not` included. */
export function testValue(frame: Frame, node: Test): Value {
  const value = evaluate(frame, node.input);
  if (node.keywords.length > 0 || node.starArgs || node.starKeywords) throw notEvaluated(node.name);
  const args = node.args.map((argument) => evaluate(frame, argument));
  return testByName(frame.run, node.name, value, args) !== node.negated;
}

/** The same for a test that is given by its name, as the filters `select` and `reject` do. */
export function testByName(
  run: EvaluationState,
  name: string,
  value: Value,
  args: readonly Value[],
): boolean {
  const test = bareName(name);
  const operator = OPERATORS.get(test);
  const [argument, ...others] = args;
  if (operator) {
    if (argument === undefined || others.length > 0) throw notEvaluated(test);
    fillIn(run, value, argument);
    return compare(operator, value, argument);
  }
  if (args.length > 0) return testWith(run, test, value, argument ?? null, others);
  if (test === 'defined' || test === 'undefined') return isDefined(value) === (test === 'defined');
  if (!TYPES.has(test) && !OTHERS.has(test)) throw unknown(msg("the test '{0}' is not evaluated here", name));
  // Testing the type of something undefined is no error.
  if (isKind(value, 'undefined') && TYPES.has(test) && run.dialect !== 'tagged')
    return value.lenient === true && test === 'sequence';
  const isOfType = TYPES.get(test);
  if (isOfType && isVaulted(value)) return isOfType('text');
  if (test === 'truthy') return isTrue(used(value));
  if (test === 'falsy') return !isTrue(used(value));
  const known = used(value);
  if (isOfType) return isOfType(known);
  if (test === 'lower' || test === 'upper') return isCased(textOf(known), test);
  if (test === 'iterable') return typeof known === 'string' || (isObject(known) && known.kind !== 'float');
  if (test === 'odd' || test === 'even') return isEqual(calculate('%', known, 2n), 1n) === (test === 'odd');
  throw unknown(msg("the test '{0}' is not evaluated here", name));
}

function isDefined(value: Value): boolean {
  if (isKind(value, 'unknown') && !value.isDefined) throw haltOf(value);
  // An error that stands for a value is neither.
  if (isKind(value, 'undefined') && value.failure) used(value);
  return !isKind(value, 'undefined');
}

function isCased(text: string, name: string): boolean {
  if (/\P{ASCII}/u.test(text)) throw notEvaluated(name);
  return name === 'lower'
    ? /[a-z]/.test(text) && !/[A-Z]/.test(text)
    : /[A-Z]/.test(text) && !/[a-z]/.test(text);
}

/** The tests that compare with an argument. */
function testWith(
  run: EvaluationState,
  test: string,
  value: Value,
  argument: Value,
  others: readonly Value[],
): boolean {
  if (test === 'version' || test === 'version_compare') return isVersion(value, argument, others);
  if (others.length > 0) throw notEvaluated(test);
  switch (test) {
    case 'in':
      return isContained(run, value, argument);
    case 'contains':
      return isContained(run, argument, value);
    case 'subset':
    case 'superset': {
      const [part, whole] = test === 'subset' ? [value, argument] : [argument, value];
      const [items, all] = [itemsOf(part).map(withHash), itemsOf(whole).map(withHash)];
      return items.every((item) => all.some((other) => isEqual(item, other)));
    }
    case 'issubset':
    case 'issuperset':
      return testWith(run, test.slice(2), value, argument, others);
    case 'divisibleby':
      return isEqual(calculate('%', value, argument), 0n);
    case 'match':
    case 'search':
    case 'regex': {
      const text = textOf(value);
      return regularExpression(argument, text, test === 'match' ? 'y' : '', run).test(text);
    }
    default:
      throw unknown(msg("the test '{0}' is not evaluated here", test));
  }
}

function isContained(run: EvaluationState, item: Value, container: Value): boolean {
  // Of a mapping only the keys are compared.
  fillIn(run, item, ...(isKind(container, 'dict') ? [] : [container]));
  return contains(container, item);
}

/** Since ansible-core 2.19 a test that compares lists or mappings evaluates their items, which can fail. */
function fillIn(run: EvaluationState, ...values: readonly Value[]): void {
  if (run.dialect !== 'tagged') return;
  for (const part of values.flatMap(partsOf)) {
    // Deeper items are evaluated only where the parts are compared in turn.
    if (partsOf(used(part)).some(hasHole)) throw notEvaluated('in');
  }
}

const partsOf = (value: Value): readonly Value[] =>
  isKind(value, 'list') ? value.items : isKind(value, 'dict') ? [...value.entries.values()] : [];

const hasHole = (value: Value): boolean =>
  isKind(value, 'undefined') || isKind(value, 'unknown') || partsOf(value).some(hasHole);

/** Values that can be in a set of Python. */
function withHash(value: Value): Value {
  const known = used(value);
  if (isKind(known, 'tuple')) throw notEvaluated('in');
  if (isKind(known, 'list') || isKind(known, 'dict'))
    throw fatal(msg('{0} cannot be in a set', typeName(known)));
  return known;
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

const MAPPINGS: ReadonlySet<string> = new Set(['dict', 'hostvars', 'host', 'vars']);

const isSequence = (value: Exclude<Value, null | boolean | bigint | string>): boolean =>
  value.kind === 'series'
    ? value.name === 'range'
    : MAPPINGS.has(value.kind) || value.kind === 'list' || value.kind === 'tuple';

const OTHERS: ReadonlySet<string> = new Set('truthy falsy lower upper iterable odd even'.split(' '));

const TYPES: ReadonlyMap<string, (value: Value) => boolean> = new Map<string, (value: Value) => boolean>([
  ['none', (value) => value === null],
  ['boolean', (value) => typeof value === 'boolean'],
  ['true', (value) => value === true],
  ['false', (value) => value === false],
  ['integer', (value) => typeof value === 'bigint'],
  ['float', (value) => isKind(value, 'float')],
  ['string', (value) => typeof value === 'string'],
  ['number', (value) => typeof value === 'bigint' || typeof value === 'boolean' || isKind(value, 'float')],
  ['mapping', (value) => isObject(value) && MAPPINGS.has(value.kind)],
  ['sequence', (value) => typeof value === 'string' || (isObject(value) && isSequence(value))],
]);
