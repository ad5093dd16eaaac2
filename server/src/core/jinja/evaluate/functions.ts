// Functions that a template can call by name: macros, and those of Jinja2 that need no run of Ansible.
import { msg } from '../../text/message.ts';
import type { Call } from '../ast.ts';
import { bindArguments } from './arguments.ts';
import { evaluate, type Frame, findLocal } from './frame.ts';
import { MAX_DEPTH, tooLarge } from './text.ts';
import { fatal, isKind, isObject, notEvaluated, type Sequence, unknown, used, type Value } from './value.ts';

type Function = (frame: Frame, call: Call) => Value;

/**
 * The value of `name(…)`. A macro or a variable of that name comes before the function, as in Jinja2, where functions
 * are globals.
 */
export function callFunction(frame: Frame, call: Call, name: string): Value {
  const local = findLocal(frame, name);
  if (local !== undefined) return callMacro(frame, call, local);
  const variable = frame.scope.variable(name);
  if (variable?.kind === 'unknown') throw notEvaluated(`${name}()`);
  if (variable) return callMacro(frame, call, evaluate(frame, call.callee));
  const found = name === 'lookup' ? lookedUpVariable(frame, call) : undefined;
  if (found !== undefined) return found;
  if (['lookup', 'query', 'q'].includes(name))
    throw unknown(msg('a lookup is made when the play runs, and nothing is run here'));
  const own = FUNCTIONS.get(name);
  if (own) return own(frame, call);
  if (['lipsum', 'cycler', 'joiner', 'now', 'undef'].includes(name)) throw notEvaluated(`${name}()`);
  return callMacro(frame, call, evaluate(frame, call.callee));
}

/** `lookup('vars', name, default=…)`: the one lookup that reads nothing but variables. */
function lookedUpVariable(frame: Frame, { args, keywords, starArgs, starKeywords, span }: Call) {
  const [plugin, name, ...others] = args.map((argument) => evaluate(frame, argument));
  const isPlain = !starArgs && !starKeywords && others.length === 0 && typeof name === 'string';
  if (!isPlain || !isVarsPlugin(plugin)) return undefined;
  if (keywords.some((keyword) => keyword.name !== 'default')) return undefined;
  const isTagged = frame.scope.dialect === 'tagged';
  if (frame.scope.variable(name)) {
    const value = evaluate({ ...frame, locals: NO_LOCALS }, { kind: 'name', name, span });
    return isTagged ? value : markedUnsafe(value);
  }
  const [fallback] = keywords;
  const value = fallback && evaluate(frame, fallback.value);
  // Before ansible-core 2.19, a default of null is none.
  if (isTagged || value === undefined) return value;
  return value === null ? undefined : markedUnsafe(value);
}

/** As ansible-core before 2.19 hands out what a lookup found; what is undefined then fails in ways of its own. */
function markedUnsafe(value: Value, depth = 0): Value {
  if (depth > MAX_DEPTH) throw tooLarge();
  const inner = (item: Value): Value => markedUnsafe(item, depth + 1);
  if (typeof value === 'string') return { kind: 'native', text: value, isUnsafe: true };
  if (isKind(value, 'list')) return { kind: 'list', items: value.items.map(inner) };
  if (isKind(value, 'dict'))
    return { kind: 'dict', entries: new Map([...value.entries].map(([key, item]) => [key, inner(item)])) };
  if (isObject(value) && value.kind !== 'native' && value.kind !== 'float') throw notEvaluated('lookup()');
  return value;
}

const NO_LOCALS: Frame['locals'] = { values: new Map() };

const isVarsPlugin = (plugin: Value | undefined): boolean =>
  plugin === 'vars' || plugin === 'ansible.builtin.vars';

/**
 * Calls a value. Only macros can be called here; that lists, dicts and numbers cannot be is certain, everything else
 * is unknown.
 */
export function callMacro(frame: Frame, call: Call, callee: Value): Value {
  const macro = used(callee);
  if (isKind(macro, 'macro')) return macro.call(bindArguments(frame, call, macro.parameters));
  if (!isObject(macro) || macro.kind === 'list' || macro.kind === 'dict' || macro.kind === 'float')
    throw fatal(msg('this is no function'));
  throw notEvaluated('()');
}

const MAX_RANGE = 2000;

/**
 * `range(stop)` or `range(start, stop, step)`. Its items are made at once, so it needs a limit, and each of them
 * costs a step.
 */
function range(frame: Frame, call: Call): Sequence {
  const [a, b, c] = bindArguments(frame, { ...call, keywords: [] }, ['', '', '']).map(integer);
  if (call.keywords.length > 0 || a === undefined) throw notEvaluated('range()');
  const [start, stop, step] = b === undefined ? [0n, a, 1n] : [a, b, c ?? 1n];
  if (step === 0n) throw fatal(msg('the step of a range must not be 0'));
  const items: bigint[] = [];
  for (let at = start; step > 0n ? at < stop : at > stop; at += step) {
    if (items.length >= MAX_RANGE) throw tooLarge();
    items.push(at);
  }
  frame.run.step(items.length);
  return { kind: 'series', name: 'range', items };
}

function integer(value: Value | undefined): bigint | undefined {
  if (value === undefined) return undefined;
  const known = used(value);
  if (typeof known === 'boolean') return known ? 1n : 0n;
  if (typeof known !== 'bigint') throw fatal(msg('a range needs whole numbers'));
  return known;
}

/** `dict(name=value)`, also from another dict. */
function entriesOf(frame: Frame, { args, keywords, starArgs, starKeywords }: Call): Map<string, Value> {
  if (starArgs || starKeywords || args.length > 1) throw notEvaluated('dict()');
  const [from] = args.map((argument) => used(evaluate(frame, argument)));
  if (from !== undefined && !isKind(from, 'dict')) throw notEvaluated('dict()');
  const own = keywords.map(({ name, value }) => [name, evaluate(frame, value)] as const);
  return new Map([...(from?.entries ?? []), ...own]);
}

const FUNCTIONS: ReadonlyMap<string, Function> = new Map<string, Function>([
  ['range', range],
  ['dict', (frame, call) => ({ kind: 'dict', entries: entriesOf(frame, call) })],
  ['namespace', (frame, call) => ({ kind: 'namespace', entries: entriesOf(frame, call) })],
]);
