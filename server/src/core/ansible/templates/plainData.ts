// The values of an inventory's files as templates handle them.
import type { Unknown, Value } from '../../jinja/evaluate.ts';
import { msg } from '../../text/message.ts';
import type { YamlNode } from '../../yaml/tree.ts';
import { type PythonValue, printableValue } from '../print/pythonJson.ts';
import { HIDDEN } from '../secrets/hiddenTexts.ts';

/**
 * The value of everything secret where results are shown: whatever is computed from it is unknown, for the reason
 * that it is secret.
 */
export const SECRET: Unknown = { kind: 'unknown', reason: msg('secret'), isSecret: true };

/** Parts that cannot be read here are unknown values. */
export function toValue(value: PythonValue): Value {
  if (value === HIDDEN) return { ...SECRET, isDefined: true };
  if (typeof value !== 'object' || value === null) return value;
  if ('float' in value) return { kind: 'float', value: value.float };
  if (!(value instanceof Map)) {
    return { kind: 'list', items: (value as readonly PythonValue[]).map(toValue) };
  }
  if (value.has('__ansible_vault')) return { ...SECRET, isDefined: true, isVaulted: true };
  const unsafe = value.get('__ansible_unsafe');
  // The text is final: nothing in it is evaluated, whatever looks like Jinja.
  if (typeof unsafe === 'string') return { kind: 'native', text: unsafe, isUnsafe: true };
  const entries = new Map<string, Value>();
  for (const [key, item] of value) {
    if (typeof key !== 'string')
      return { kind: 'unknown', reason: msg('keys that are no text are not evaluated here') };
    entries.set(key, toValue(item));
  }
  return { kind: 'dict', entries };
}

/** Texts, numbers, booleans and null in lists and dicts; no dates, no binaries. */
export function plainData(node: YamlNode | undefined): Value | undefined {
  const value = holdsDate(node) ? undefined : printableValue(node);
  if (value === undefined) return undefined;
  const data = toValue(value);
  return typeof data === 'object' && data?.kind === 'unknown' ? undefined : data;
}

/** A date has its own type in Python. Aliases may lead in circles, so they count as one. */
export function holdsDate(node: YamlNode | undefined): boolean {
  if (!node || node.kind === 'alias') return node !== undefined;
  if (node.kind === 'scalar') return node.type === 'timestamp' || node.type === 'binary';
  if (node.kind === 'sequence') return node.items.some(holdsDate);
  return node.pairs.some((pair) => holdsDate(pair.key) || holdsDate(pair.value));
}
