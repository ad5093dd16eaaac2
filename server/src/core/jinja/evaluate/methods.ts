// The few methods of texts and dicts that people call in templates.
import { msg } from '../../text/message.ts';
import type { Attribute, Call } from '../ast.ts';
import { subscriptOf } from './access.ts';
import { bindArguments } from './arguments.ts';
import { evaluate, type Frame } from './frame.ts';
import { lowered, raised, replaced, splitText, trimmed } from './textFilters.ts';
import { type Halt, isKind, list, notEvaluated, unknown, used, type Value } from './value.ts';

export function callMethod(frame: Frame, call: Call, callee: Attribute): Value {
  const object = used(evaluate(frame, callee.object));
  const bind = (...parameters: readonly string[]) => bindArguments(frame, call, parameters);
  if (typeof object === 'string') return textMethod(object, callee.name, bind);
  const isMapping = isKind(object, 'dict') || isKind(object, 'host') || isKind(object, 'hostvars');
  if (!isMapping) throw notSupported(callee.name);
  if (callee.name === 'get') {
    const [key, fallback = null] = bind('key', 'default');
    if (key === undefined || typeof used(key) !== 'string') throw notEvaluated('get');
    const found = subscriptOf(frame, object, key, call.span);
    // A value that is undefined itself, and not just missing, stays undefined.
    if (isKind(object, 'dict')) return object.entries.get(String(used(key))) ?? fallback;
    return isKind(found, 'undefined') ? fallback : found;
  }
  if (!isKind(object, 'dict')) throw notSupported(callee.name);
  bind();
  if (callee.name === 'keys') return list([...object.entries.keys()]);
  if (callee.name === 'values') return list([...object.entries.values()]);
  if (callee.name === 'items')
    return list([...object.entries].map((items) => ({ kind: 'tuple', items }) as const));
  throw notSupported(callee.name);
}

const notSupported = (name: string): Halt => unknown(msg("'{0}()' is not evaluated here", name));

type Bind = (...parameters: readonly string[]) => readonly (Value | undefined)[];

function textMethod(text: string, name: string, bind: Bind): Value {
  switch (name) {
    case 'lower':
      bind();
      return lowered(text);
    case 'upper':
      bind();
      return raised(text);
    case 'strip':
      bind();
      return trimmed(text);
    case 'split':
      return splitText(text, ...bind('sep', 'maxsplit'));
    case 'replace': {
      const [old, replacement] = bind('old', 'new');
      if (typeof old !== 'string' || typeof replacement !== 'string') throw notSupported(name);
      return replaced(text, old, replacement);
    }
    case 'startswith':
    case 'endswith': {
      const [part] = bind('part');
      if (typeof part !== 'string') throw notSupported(name);
      return name === 'startswith' ? text.startsWith(part) : text.endsWith(part);
    }
    default:
      throw notSupported(name);
  }
}
