// A node as the plain value that the schema validates, and the way back from a path to a node.
import { isCiphertext } from '../../ansible/vault/ciphertext.ts';
import type { PlainValue } from '../../k3s/schema/variableSchema.ts';
import { type Message, msg } from '../../text/message.ts';
import { keyText, resolveAlias, type YamlNode, type YamlScalar } from '../../yaml/tree.ts';

/** A limit that no written value reaches; an alias can contain itself, or expand to very many nodes. */
const MAX_NODES = 2000;

/** `undefined` when the value cannot be known, or is too large to look at. */
export function plainValue(node: YamlNode | undefined): PlainValue | undefined {
  let left = MAX_NODES;
  let isHidden = false;
  const read = (next: YamlNode | undefined): PlainValue | undefined => {
    if (left-- <= 0) return undefined;
    const target = resolveAlias(next);
    if (!target) return next === undefined ? null : undefined;
    if (target.kind === 'scalar') {
      // Of a file that is encrypted as a whole only the names are known.
      isHidden ||= target.type === 'vault' && !isCiphertext(target);
      return scalarValue(target);
    }
    if (target.kind === 'sequence') return target.items.map((item) => read(item) ?? '');
    const entries = target.pairs.map((pair) => [keyText(pair) ?? '', read(pair.value) ?? null] as const);
    // What is merged in is checked where it is written, if at all.
    return Object.fromEntries(entries.filter(([key]) => key !== '<<'));
  };
  const value = read(node);
  return left >= 0 && !isHidden ? value : undefined;
}

/** `6443.0` is a text that is no whole number: JavaScript alone takes it for one. */
function scalarValue({ type, value, text }: YamlScalar): PlainValue | undefined {
  if (type === 'binary') return undefined;
  return type === 'float' && Number.isInteger(value) ? text : value;
}

/** The node at a path of keys and indexes, as far as the path leads. */
export function nodeAt(node: YamlNode, path: readonly (string | number)[]): YamlNode {
  let found = node;
  for (const step of path) {
    const target = resolveAlias(found);
    const next =
      target?.kind === 'sequence'
        ? target.items[Number(step)]
        : target?.kind === 'mapping'
          ? target.pairs.findLast((pair) => keyText(pair) === String(step))?.value
          : undefined;
    if (!next) return found;
    found = next;
  }
  return found;
}

/** What kind of value it is, in words; never the value. */
export function describeKind(node: YamlNode | undefined): Message {
  const target = resolveAlias(node);
  if (!target) return msg('empty');
  if (target.kind === 'sequence') return msg('a list');
  if (target.kind === 'mapping') return msg('a mapping');
  switch (target.type) {
    case 'null':
      return msg('empty');
    case 'bool':
      return msg('true or false');
    case 'int':
    case 'float':
      return msg('a number');
    case 'timestamp':
      return msg('a date');
    default:
      return target.text === '' ? msg('empty') : msg('text');
  }
}
