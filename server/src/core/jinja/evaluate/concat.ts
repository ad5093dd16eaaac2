// What becomes of the pieces of output: one text, which is then taken for a list, a dict, a boolean, or with
// `jinja2_native` for whatever Python reads in it.
// Read from ansible-core 2.14.18, template/native_helpers.py.
import { msg } from '../../text/message.ts';
import { literalValue, pythonLiteral } from './literal.ts';
import { checked, MAX_DEPTH, textOf, tooLarge } from './text.ts';
import { isKind, isObject, unknown, used, type Value } from './value.ts';

export function concatenated(nodes: readonly Value[], isNative: boolean): Value {
  return isNative ? nativeValue(nodes) : readValue(nodes);
}

function readValue(nodes: readonly Value[]): Value {
  const [first] = nodes;
  if (nodes.length === 1 && first !== undefined) {
    if (isKind(first, 'native')) return first;
    if (isKind(first, 'list') || isKind(first, 'dict')) return reread(first);
  }
  const text = checked(nodes.map(textOf).join(''));
  return certain(text, literalValue(text));
}

function nativeValue(nodes: readonly Value[]): Value {
  const [first] = nodes;
  if (first === undefined) return null;
  if (nodes.length === 1 && typeof first !== 'string') return isKind(first, 'native') ? first : reread(first);
  const text = checked(nodes.map(textOf).join(''));
  const value = certain(text, pythonLiteral(text));
  // Ansible puts quotes back, so that a text in quotes can be read once more.
  return typeof value === 'string' && value !== text ? `${text.charAt(0)}${value}${text.charAt(0)}` : value;
}

function certain(text: string, literal: ReturnType<typeof literalValue>): Value {
  if (literal === undefined) throw unknown(msg('whether its text is a list or a dict is not certain'));
  return literal === 'text' ? text : literal.value;
}

/** A list or dict is printed and read again; nothing changes unless it holds what Python cannot read. */
function reread(value: Value, depth = 0): Value {
  if (depth > MAX_DEPTH) throw tooLarge();
  const known = used(value);
  if (isKind(known, 'list') || isKind(known, 'tuple'))
    return { kind: known.kind, items: known.items.map((item) => reread(item, depth + 1)) };
  if (isKind(known, 'dict'))
    return {
      kind: 'dict',
      entries: new Map([...known.entries].map(([key, item]) => [key, reread(item, depth + 1)])),
    };
  if (isObject(known)) textOf(known);
  return known;
}
