// A value as Ansible's JSON encoder prints it. Knows nothing of inventories.
// Read from ansible-core 2.14.18, module_utils/common/json.py, and Python 3.11, json/encoder.py.

import { compareText } from '../../text/compareText.ts';
import { ownValue } from '../../text/ownValue.ts';
import { pythonFloat } from '../../text/pythonFloat.ts';
import { typePlainScalar } from '../../yaml/construct/scalarTypes.ts';
import { resolveAlias, type YamlNode, type YamlScalar } from '../../yaml/tree.ts';
import { HIDDEN } from '../secrets/hiddenTexts.ts';
import { entriesOf } from '../sources/entries.ts';
import { BYTES_TAG, PRINTED_TAG, SET_TAG } from '../sources/ini/pythonNodes.ts';
import { isCiphertext } from '../vault/ciphertext.ts';

/** What Python would hold: `Map` for a dict, so that keys keep their type. */
export type PythonValue =
  | null
  | boolean
  | bigint
  | string
  | PythonFloat
  | readonly PythonValue[]
  | ReadonlyMap<PythonKey, PythonValue>;

/** A number that Python prints as a float, `1.0` for 1, where JavaScript knows one kind of numbers only. */
export interface PythonFloat {
  readonly float: number;
}

/** `raw` is a key that is no string, in the form JSON gives it. */
export type PythonKey = string | { readonly raw: string };

/** Python's encoder, too, gives up on a value that it cannot print. */
export class UnprintableValue extends Error {}

/** Far deeper than people write, and shallow enough for the stack. */
const MAX_DEPTH = 400;
/** Aliases of aliases can stand for more than fits into memory. */
const MAX_NODES = 100_000;

interface Reading {
  nodes: number;
  /** Since ansible-core 2.19 `!unsafe` marks all texts below it. */
  readonly marksAll?: boolean;
}

/** The loaded value of a node. Throws `UnprintableValue` for a value that contains itself, and the like. */
export function pythonValue(
  node: YamlNode | undefined,
  depth = 0,
  size: Reading = { nodes: 0 },
): PythonValue {
  const value = resolveAlias(node);
  if (!value) return null;
  if (depth > MAX_DEPTH || size.nodes++ > MAX_NODES) throw new UnprintableValue();
  if (value.tag === '!!binary') throw new UnprintableValue();
  if (value.tag?.startsWith('!!python/') || value.tag === '!!set') return pythonObject(value, depth, size);
  if (value.tag === '!unsafe') return size.marksAll ? markedValue(value, depth, size) : unsafeValue(value);
  if (value.kind === 'scalar') return scalarValue(value, size.marksAll);
  if (value.kind === 'sequence') return value.items.map((item) => pythonValue(item, depth + 1, size));
  const map = new Map<PythonKey, PythonValue>();
  for (const entry of entriesOf(value)) {
    map.set(
      entry.key.type === 'str' ? entry.name : { raw: entry.name },
      pythonValue(entry.value, depth + 1, size),
    );
  }
  return map;
}

/** What JSON has not: ansible-core 2.19 makes lists of sets, and texts of numbers and of the ellipsis in INI files. */
function pythonObject(node: YamlNode, depth: number, size: Reading): PythonValue {
  const value = resolveAlias(node);
  if (value?.kind === 'scalar' && value.tag === BYTES_TAG)
    return size.marksAll ? unsafeText(value.text) : value.text;
  if (!value || !size.marksAll) throw new UnprintableValue();
  if (value.kind === 'scalar' && value.tag === PRINTED_TAG) return value.text;
  if (value.kind === 'sequence' && value.tag === SET_TAG)
    return inSetOrder(value.items.map((item) => pythonValue(item, depth + 1, size)));
  if (value.kind === 'mapping' && value.tag === '!!set')
    return entriesOf(value).map(({ key, name }) =>
      key.type === 'str' ? name : pythonValue(key, depth, size),
    );
  throw new UnprintableValue();
}

/** Small numbers come in their order; of anything else Python's own order changes from run to run. */
function inSetOrder(items: readonly PythonValue[]): readonly PythonValue[] {
  const unique = [...new Set(items)];
  const isSmall = (item: PythonValue): item is bigint => typeof item === 'bigint' && item >= 0 && item < 8;
  return unique.every(isSmall) && unique.length < 5 ? unique.toSorted((a, b) => Number(a - b)) : unique;
}

/** `undefined` for a value that cannot be printed. */
export function printableValue(node: YamlNode | undefined, marksAll = false): PythonValue | undefined {
  try {
    return pythonValue(node, 0, { nodes: 0, marksAll });
  } catch (error) {
    if (error instanceof UnprintableValue) return undefined;
    throw error;
  }
}

/** Marks every text below, however deep. */
function markedValue(node: YamlNode, depth: number, size: Reading): PythonValue {
  const value = resolveAlias(node);
  if (!value) return null;
  if (depth > MAX_DEPTH || size.nodes++ > MAX_NODES) throw new UnprintableValue();
  if (value.kind === 'scalar') {
    const scalar = withoutMark(value);
    const isText = scalar.type === 'str' && scalar.tag === undefined;
    return isText ? unsafeText(scalar.text) : pythonValue(scalar, depth, size);
  }
  const below = (child: YamlNode | undefined): PythonValue =>
    child ? markedValue(child, depth + 1, size) : null;
  if (value.kind === 'sequence') return value.items.map(below);
  return new Map(
    entriesOf(value).map((entry) => [
      entry.key.type === 'str' ? entry.name : { raw: entry.name },
      below(entry.value),
    ]),
  );
}

/** The mark is no tag to the reader: `!unsafe 12` is a number, and so is what stands in quotes under it. */
export function withoutMark(scalar: YamlScalar): YamlScalar {
  const { tag, ...rest } = scalar;
  if (tag !== '!unsafe') return scalar;
  // Python's `$` stands before a line break at the end, too.
  const typed = typePlainScalar(scalar.text.replace(/\n$/, ''));
  return typed.type === 'str' ? rest : { ...rest, ...typed };
}

/** Strings below an `!unsafe` are marked one by one; collections below it are lost, as Ansible loses them. */
function unsafeValue(node: NonNullable<ReturnType<typeof resolveAlias>>): PythonValue {
  if (node.kind === 'scalar') return unsafeText(node.text);
  const below = (child: YamlNode | undefined): PythonValue => {
    const value = resolveAlias(child);
    if (value?.kind === 'mapping') return new Map();
    if (value?.kind === 'sequence') return [];
    const plain = pythonValue(value);
    return typeof plain === 'string' && value?.type === 'str' ? unsafeText(plain) : plain;
  };
  if (node.kind === 'sequence') return node.items.map(below);
  return new Map(entriesOf(node).map((entry) => [entry.name, below(entry.value)]));
}

const unsafeText = (text: string): PythonValue => new Map([['__ansible_unsafe', text]]);

/** A scalar as Ansible's encoder gets it: an encrypted one is printed as an object with its ciphertext. */
function scalarValue(node: YamlScalar, marksAll = false): PythonValue {
  switch (node.type) {
    case 'int':
      return BigInt(node.value ?? 0);
    case 'float':
      return { float: Number(node.value) };
    case 'bool':
      return Boolean(node.value);
    case 'null':
      return null;
    case 'vault':
      return isCiphertext(node) ? new Map([['__ansible_vault', String(node.value)]]) : HIDDEN;
    case 'binary':
      if (marksAll && node.style === 'ini') return unsafeText(node.text);
      throw new UnprintableValue();
    default:
      return String(node.value);
  }
}

/** `json.dumps(value, indent=4, sort_keys=True, ensure_ascii=False)`. */
export function printPythonJson(value: PythonValue, indent = ''): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return quote(value);
  if ('float' in value) return pythonFloat(value.float);
  const inner = `${indent}    `;
  if (value instanceof Map) {
    const pairs = [...value].map(([key, item]) => [typeof key === 'string' ? key : key.raw, item] as const);
    pairs.sort(([a], [b]) => compareText(a, b));
    return enclose(
      '{',
      pairs.map(([key, item]) => `${quote(key)}: ${printPythonJson(item, inner)}`),
      '}',
      indent,
    );
  }
  const items = value as readonly PythonValue[];
  return enclose(
    '[',
    items.map((item) => printPythonJson(item, inner)),
    ']',
    indent,
  );
}

function enclose(open: string, parts: readonly string[], close: string, indent: string): string {
  if (parts.length === 0) return open + close;
  return `${open}\n${parts.map((part) => `${indent}    ${part}`).join(',\n')}\n${indent}${close}`;
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\b': '\\b',
};

const quote = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters JSON must escape
  `"${text.replace(/["\\\u0000-\u001f]/g, (c) => ownValue(NAMED_ESCAPES, c) ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
