// Methods of texts, lists and dicts that change nothing.
import { msg } from '../../text/message.ts';
import type { Attribute, Call } from '../ast.ts';
import { attributeOf, subscriptOf } from './access.ts';
import { positionalArguments } from './arguments.ts';
import { evaluate, type Frame } from './frame.ts';
import { callMacro } from './functions.ts';
import { isEqual } from './operators.ts';
import { typeName } from './text.ts';
import { callTextMethod } from './textMethods.ts';
import {
  type Dict,
  fatal,
  isKind,
  isObject,
  list,
  notEvaluated,
  type Sequence,
  used,
  type Value,
} from './value.ts';

/**
 * The value of `object.name(…)`. As in Jinja2, a method comes before a key of the same name, which is called only
 * where there is no such method.
 */
export function callMethod(frame: Frame, call: Call, callee: Attribute): Value {
  const value = evaluate(frame, callee.object);
  // These two return the text itself, with its mark, where they do not find what they search.
  if (isKind(value, 'native') && /^r?partition$/.test(callee.name)) throw notEvaluated(`${callee.name}()`);
  const object = used(value);
  const own = ownMethod(frame, call, object, callee.name);
  return own === undefined
    ? callMacro(frame, call, attributeOf(frame, object, callee.name, callee.span))
    : own;
}

/** `undefined` where Python has no such method, or where it is not evaluated here. */
function ownMethod(frame: Frame, call: Call, object: Value, name: string): Value | undefined {
  const args = (): readonly Value[] => positionalArguments(frame, call);
  if (typeof object === 'string') return callTextMethod(object, name, args, call);
  if (isKind(object, 'list') || isKind(object, 'tuple')) return itemMethod(object.items, name, args);
  if (!isObject(object) || !['dict', 'host', 'hostvars', 'vars'].includes(object.kind)) return undefined;
  if (name === 'get') return getItem(frame, call, object, args());
  if (!isKind(object, 'dict') || !isView(name)) return undefined;
  if (args().length > 0) throw fatal(msg('{0}() takes no values', name));
  const view = viewOf(object, name);
  return frame.scope.dialect === 'tagged' ? list(view.items) : view;
}

type ViewName = Exclude<Sequence['name'], 'range'>;

const isView = (name: string): name is ViewName => ['keys', 'values', 'items'].includes(name);

function viewOf({ entries }: Dict, name: ViewName): Sequence {
  if (name === 'keys') return { kind: 'series', name, items: [...entries.keys()] };
  if (name === 'values') return { kind: 'series', name, items: [...entries.values()] };
  return { kind: 'series', name, items: [...entries].map((items) => ({ kind: 'tuple', items })) };
}

function getItem(
  frame: Frame,
  call: Call,
  object: Value,
  [key, fallback = null, ...others]: readonly Value[],
): Value {
  if (key === undefined || others.length > 0) throw fatal(msg('{0}() takes other values', 'get'));
  const name = used(key);
  if (isKind(name, 'list') || isKind(name, 'dict')) throw fatal(msg('{0} is no key', typeName(name)));
  if (typeof name !== 'string') {
    if (isKind(object, 'dict')) return fallback;
    throw notEvaluated('get');
  }
  // A value that is undefined itself, and not just missing, stays undefined.
  if (isKind(object, 'dict')) return object.entries.get(name) ?? fallback;
  const found = subscriptOf(frame, object, name, call.span);
  // A host that does not exist is undefined itself, and not just missing.
  if (!isKind(found, 'undefined') || isKind(object, 'hostvars')) return found;
  // Since ansible-core 2.19, what has no value of its own is there all the same.
  const isThere =
    frame.scope.dialect === 'tagged' && isKind(object, 'host') && object.scope.variable(name) !== undefined;
  return isThere ? found : fallback;
}

function itemMethod(items: readonly Value[], name: string, args: () => readonly Value[]): Value | undefined {
  if (name !== 'count' && name !== 'index') return undefined;
  const [value, ...others] = args();
  if (value === undefined || others.length > 0) throw notEvaluated(`${name}()`);
  if (name === 'count') return BigInt(items.filter((item) => isEqual(item, value)).length);
  const index = items.findIndex((item) => isEqual(item, value));
  if (index < 0) throw fatal(msg('the value is not in the list'));
  return BigInt(index);
}
