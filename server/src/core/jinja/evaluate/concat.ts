// What becomes of the pieces of output: one text, which is then taken for a list, a dict, a boolean, or with
// `jinja2_native` for whatever Python reads in it. Since ansible-core 2.19, one piece is the value itself.
// Read from ansible-core 2.14.18, template/native_helpers.py, and 2.19.11, _internal/_templating/_jinja_bits.py.
import { msg } from '../../text/message.ts';
import { literalValue, pythonLiteral } from './literal.ts';
import { checked, MAX_DEPTH, textOf, tooLarge } from './text.ts';
import { type Dialect, isKind, isObject, list, type Native, unknown, used, type Value } from './value.ts';

/** The value of a template from the pieces that it puts out, as the dialect makes one of them. */
export function concatenated(nodes: readonly Value[], dialect: Dialect): Value {
  if (dialect === 'tagged') return plainValue(nodes);
  return dialect === 'native' ? nativeValue(nodes) : readValue(nodes);
}

/** The type of texts is not detected, and nulls are dropped. */
function plainValue(nodes: readonly Value[]): Value {
  const [first = null, ...others] = nodes.filter((node) => node !== null);
  if (others.length === 0) return first;
  const texts = [first, ...others].map((node) =>
    isKind(node, 'undefined') && node.lenient ? '' : textOf(withoutTuples(node)),
  );
  return checked(texts.join(''));
}

/** Values that are joined with others are finished first: tuples become lists. */
function withoutTuples(value: Value, depth = 0): Value {
  if (depth > MAX_DEPTH) throw tooLarge();
  const known = used(value);
  const inner = (item: Value): Value => withoutTuples(item, depth + 1);
  if (isKind(known, 'list') || isKind(known, 'tuple')) return list(known.items.map(inner));
  if (!isKind(known, 'dict')) return known;
  return { kind: 'dict', entries: new Map([...known.entries].map(([key, item]) => [key, inner(item)])) };
}

/** A text whose type is not detected any more. */
const isFinished = (value: Value): value is Native => isKind(value, 'native') && !value.isUnsafe;

function readValue(nodes: readonly Value[]): Value {
  const [first] = nodes;
  if (nodes.length === 1 && first !== undefined) {
    if (isFinished(first)) return first;
    if (isKind(first, 'list') || isKind(first, 'dict')) return reread(first);
  }
  const text = checked(nodes.map(textOf).join(''));
  return certain(text, literalValue(text));
}

function nativeValue(nodes: readonly Value[]): Value {
  const [first] = nodes;
  if (first === undefined) return null;
  if (nodes.length === 1 && isFinished(first)) return first;
  if (nodes.length === 1 && typeof first !== 'string' && !isKind(first, 'native')) return reread(first);
  const text = checked(nodes.map(textOf).join(''));
  const value = certain(text, pythonLiteral(text));
  // Ansible puts quotes back, so that a text in quotes can be read once more.
  return typeof value === 'string' && value !== text ? `${text.charAt(0)}${value}${text.charAt(0)}` : value;
}

function certain(text: string, literal: ReturnType<typeof literalValue>): Value {
  if (literal === undefined) throw unknown(msg('whether its text is a list or a dict is not certain'));
  return literal === 'text' ? text : literal.value;
}

/** A list or dict is printed and read again, which changes it only if it contains what Python cannot read. */
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
