// The data a tree stands for, in the form `ansible_loader.py` prints: merges applied, last duplicate kept.
import {
  resolveAlias,
  type YamlMapping,
  type YamlNode,
  type YamlScalar,
} from '../../server/src/core/yaml/tree.ts';

export type Data = readonly [string, ...unknown[]];

export function toData(
  node: YamlNode | undefined,
  path: readonly YamlNode[] = [],
  read: (scalar: YamlScalar) => YamlScalar = (scalar) => scalar,
): Data {
  const target = resolveAlias(node);
  if (!target) return ['null'];
  if (path.includes(target)) return ['cycle'];
  const inner = [...path, target];
  if (target.kind === 'scalar') return scalarData(read(target));
  if (target.kind === 'mapping') {
    const entries = new Map<string, [Data, Data]>();
    for (const [key, value] of entriesOf(target, [])) {
      const name = identityOf(toData(key, inner, read));
      const first = entries.get(name);
      entries.set(name, [first ? first[0] : toData(key, inner, read), toData(value, inner, read)]);
    }
    return ['map', [...entries.values()]];
  }
  return ['seq', target.items.map((item) => toData(item, inner, read))];
}

/** Python takes 1, 1.0 and True for the same key. */
function identityOf([type, value]: Data): string {
  if (type === 'int')
    return `number ${BigInt(String(value).replace('-', ''))}${String(value).startsWith('-') ? '-' : ''}`;
  if (type === 'bool') return `number ${value ? 1 : 0}`;
  if (type === 'float' && Number.isInteger(value)) {
    return `number ${BigInt(Math.abs(Number(value)))}${Number(value) < 0 ? '-' : ''}`;
  }
  return JSON.stringify([type, value]);
}

/** As PyYAML's flatten_mapping: merged entries come first; of several sources the first one wins. */
function entriesOf(
  mapping: YamlMapping,
  path: readonly YamlMapping[],
): (readonly [YamlNode, YamlNode | undefined])[] {
  if (path.includes(mapping)) return [];
  const merged: (readonly [YamlNode, YamlNode | undefined])[] = [];
  const own: (readonly [YamlNode, YamlNode | undefined])[] = [];
  for (const { key, value } of mapping.pairs) {
    if (key.kind !== 'scalar' || key.style !== 'plain' || key.text !== '<<' || key.tag !== undefined) {
      own.push([key, value]);
      continue;
    }
    const source = resolveAlias(value);
    const sources = source?.kind === 'sequence' ? source.items.toReversed() : source ? [source] : [];
    for (const item of sources) {
      const from = resolveAlias(item);
      if (from?.kind === 'mapping') merged.push(...entriesOf(from, [...path, mapping]));
    }
  }
  return [...merged, ...own];
}

function scalarData(scalar: YamlScalar): Data {
  const { type, value } = scalar;
  switch (type) {
    case 'null':
      return ['null'];
    case 'int': {
      const number = BigInt(value as number | bigint);
      return ['int', `${number < 0n ? '-' : ''}0x${(number < 0n ? -number : number).toString(16)}`];
    }
    case 'float':
      return ['float', Number.isFinite(value) ? value : String(value)];
    case 'binary':
      return ['binary', Buffer.from(base64Digits(String(value)), 'base64').toString('base64')];
    default:
      return [type, value];
  }
}

/**
 * The digits that Python's `binascii.a2b_base64` takes: up to the padding of a group of four, without what is no base64.
 * Unlike Python, Node also takes the alphabet for URLs, and stops at a `=` that pads nothing.
 */
function base64Digits(text: string): string {
  let digits = '';
  let pads = 0;
  for (const char of text) {
    if (/[A-Za-z0-9+/]/.test(char)) {
      digits += char;
      pads = 0;
    } else if (char === '=' && digits.length % 4 >= 2 && (digits.length % 4) + ++pads >= 4) break;
  }
  return digits;
}

/** One text for equal data: entries of mappings sorted. Takes Python's floats, printed as text, for numbers. */
export function canonical(data: Data): string {
  const [type, value] = data;
  if (type === 'float')
    return `float ${String(Number(String(value).replace('inf', 'Infinity').replace('InfinityInity', 'Infinity')))}`;
  if (type === 'seq') return `[${(value as Data[]).map(canonical).join(',')}]`;
  if (type === 'map') {
    const entries = (value as [Data, Data][]).map(([key, item]) => `${canonical(key)}:${canonical(item)}`);
    return `{${entries.sort().join(',')}}`;
  }
  return JSON.stringify(data);
}
