// The statements of a template, and the pieces of output they make. Read from Jinja2 3.1.2, compiler.py.
import { msg } from '../../text/message.ts';
import type { Expression, For, If, Statement, Target, Template } from '../ast.ts';
import { concatenated } from './concat.ts';
import { type EvaluationState, evaluate, type Frame, innerFrame } from './frame.ts';
import { macroOf } from './macros.ts';
import { isTrue } from './operators.ts';
import { charactersOf, MAX_DEPTH, tooLarge } from './text.ts';
import {
  EvaluationStop,
  fatal,
  hasItems,
  isKind,
  isObject,
  notEvaluated,
  unknown,
  unrolled,
  used,
  type Value,
} from './value.ts';

/** The pieces of output, each finalized as Ansible does. */
export function renderNodes(frame: Frame, template: Template): readonly Value[] {
  const nodes: Value[] = [];
  renderBody(frame, template.body, nodes);
  return nodes;
}

function renderBody(frame: Frame, body: readonly Statement[], nodes: Value[]): void {
  for (const statement of body) render(frame, statement, nodes);
}

/**
 * Runs one statement and adds what it puts out to `nodes`. Pieces are not joined here: in some dialects a single
 * piece keeps its type.
 */
function render(frame: Frame, statement: Statement, nodes: Value[]): void {
  frame.run.step();
  switch (statement.kind) {
    case 'comment':
      return;
    case 'data':
      if (statement.value !== '') nodes.push(statement.value);
      return;
    case 'output':
      nodes.push(outputOf(frame, statement.expression));
      return;
    case 'if':
      renderIf(frame, statement, nodes);
      return;
    case 'for':
      renderFor(frame, statement, nodes);
      return;
    case 'set':
      assign(frame, statement.target, evaluate(frame, statement.value));
      return;
    case 'with': {
      const inner = innerFrame(frame);
      const values = statement.assignments.map(({ value }) => evaluate(frame, value));
      for (const [index, { target }] of statement.assignments.entries())
        assign(inner, target, values[index] ?? null);
      renderBody(inner, statement.body, nodes);
      return;
    }
    case 'setBlock':
      assign(frame, statement.target, blockValue(frame, statement.body, statement.filter));
      return;
    case 'filterBlock':
      nodes.push(finalize(blockValue(frame, statement.body, statement.filter), frame));
      return;
    case 'macro':
      frame.locals.values.set(statement.name.name, macroOf(frame, statement, renderBodyAlone));
      return;
    case 'print':
      for (const value of statement.values) nodes.push(outputOf(frame, value));
      return;
    default:
      throw unknown(msg("'{0}' is not evaluated here", statement.kind));
  }
}

function outputOf(frame: Frame, expression: Expression): Value {
  const { mark } = frame;
  if (!mark) return finalize(evaluate(frame, expression), frame);
  try {
    return used(finalize(evaluate(frame, expression), frame));
  } catch (error) {
    if (error instanceof EvaluationStop && error.kind === 'unknown') return mark(error.reason);
    throw error;
  }
}

/** What a body renders to, as one value. */
function blockValue(frame: Frame, body: readonly Statement[], filter: Expression | undefined): Value {
  const value = renderBodyAlone(innerFrame(frame), body);
  return filter ? evaluate({ ...frame, block: value }, filter) : value;
}

function renderBodyAlone(frame: Frame, body: readonly Statement[]): Value {
  const nodes: Value[] = [];
  // More is made of it than output.
  renderBody({ ...frame, mark: undefined }, body, nodes);
  return concatenated(nodes, frame.scope.dialect);
}

function renderIf(frame: Frame, { branches, otherwise }: If, nodes: Value[]): void {
  const branch = branches.find(({ test }) => isTrue(evaluate(frame, test)));
  renderBody(frame, branch?.body ?? otherwise ?? [], nodes);
}

/**
 * `for`. The condition is evaluated for all items first, because `loop.length` and `loop.last` count only those that
 * are chosen.
 */
function renderFor(frame: Frame, loop: For, nodes: Value[]): void {
  if (loop.recursive) throw notEvaluated("'recursive'");
  const all = itemsOf(evaluate(frame, loop.iterable));
  const frames = all.map((item) => {
    frame.run.step();
    const inner = innerFrame(frame);
    assign(inner, loop.target, item);
    return inner;
  });
  const { condition } = loop;
  const chosen = condition ? frames.filter((inner) => isTrue(evaluate(inner, condition))) : frames;
  for (const [index, inner] of chosen.entries()) {
    inner.locals.values.set('loop', loopValue(index, chosen.length));
    renderBody(inner, loop.body, nodes);
  }
  if (chosen.length === 0) renderBody(innerFrame(frame), loop.otherwise ?? [], nodes);
}

/** The variable `loop`. What depends on other items or on outer loops is unknown. */
function loopValue(index: number, length: number): Value {
  const reason = msg('of loop only index, first, last and length are evaluated here');
  const other = { kind: 'unknown', reason } as const;
  const entries = new Map<string, Value>([
    ['index', BigInt(index + 1)],
    ['index0', BigInt(index)],
    ['revindex', BigInt(length - index)],
    ['revindex0', BigInt(length - index - 1)],
    ['first', index === 0],
    ['last', index === length - 1],
    ['length', BigInt(length)],
  ]);
  for (const name of ['previtem', 'nextitem', 'changed', 'cycle', 'depth', 'depth0'])
    entries.set(name, other);
  return { kind: 'dict', entries };
}

/** The items that Python's `for` visits. */
export function itemsOf(value: Value): readonly Value[] {
  const known = used(value);
  if (typeof known === 'string') return charactersOf(known);
  if (!isObject(known) || known.kind === 'float') throw fatal(msg('there is nothing to go through'));
  if (hasItems(known)) return known.items;
  if (known.kind === 'dict') return [...known.entries.keys()];
  throw notEvaluated(known.kind);
}

/**
 * Gives a value to a target: a name, an attribute of a namespace, or several names at once, of which there must be as
 * many as values.
 */
function assign(frame: Frame, target: Target, value: Value): void {
  if (target.kind === 'name') {
    frame.locals.values.set(target.name, value);
    return;
  }
  if (target.kind === 'attribute') {
    const object = used(evaluate(frame, target.object));
    if (!isKind(object, 'namespace')) throw fatal(msg('only a namespace takes values under names'));
    object.entries.set(target.name, value);
    return;
  }
  if (target.kind !== 'tuple') throw notEvaluated("'set'");
  const items = itemsOf(value);
  if (items.length !== target.items.length) throw fatal(msg('there are not as many values as names'));
  for (const [index, inner] of target.items.entries()) {
    if (inner.kind !== 'name') throw notEvaluated("'set'");
    frame.locals.values.set(inner.name, items[index] ?? null);
  }
}

/**
 * Ansible prints nothing for null, and fails on values that contain something undefined; since 2.19 only once all
 * pieces are joined.
 */
function finalize(value: Value, { scope: { dialect }, run }: Frame): Value {
  if (dialect === 'tagged') return value;
  if (isKind(value, 'undefined') && value.lenient && dialect === 'text') return '';
  failOnUndefined(run, value);
  return value === null && dialect === 'text' ? '' : unrolled(value);
}

/**
 * Fails where a result contains something undefined, however deep: Ansible does so once it puts out the value, not
 * where the template mentions it.
 */
export function failOnUndefined(run: EvaluationState, value: Value, depth = 0): void {
  if (depth > MAX_DEPTH) throw tooLarge();
  // Lists that contain each other several times may have any number of items.
  run.step();
  const known = used(value);
  // Since ansible-core 2.19 a range cannot be a result.
  if (isKind(known, 'series') && run.dialect === 'tagged')
    throw fatal(msg('a range is no value, only a list of it is'));
  if (hasItems(known)) for (const item of known.items) failOnUndefined(run, item, depth + 1);
  else if (isKind(known, 'dict'))
    for (const item of known.entries.values()) failOnUndefined(run, item, depth + 1);
  else if (isObject(known) && known.kind !== 'float') throw notEvaluated(known.kind);
}
