// Which tags Ansible's loader knows, on which kind of node, and what they make of a scalar.
// From ansible-core 2.14 (parsing/yaml/constructor.py) and PyYAML 6.0 (constructor.py).

import type { ScalarStyle } from '../tree.ts';
import { type TypedValue, typePlainScalar, typeTaggedScalar } from './scalarTypes.ts';

const CORE = 'tag:yaml.org,2002:';

/** Prefixes by handle (`!`, `!!`, `!e!`), as `%TAG` lines declare them. */
export type TagHandles = ReadonlyMap<string, string>;

/**
 * The two handles that YAML knows without a `%TAG` line. `!` stands for itself, which is why `!vault` is a tag of
 * Ansible's own and `!!str` one of YAML's.
 */
export const DEFAULT_HANDLES: TagHandles = new Map([
  ['!', '!'],
  ['!!', CORE],
]);

/** The full name of a tag as written; the shorthand of core tags is undone. */
export function tagName(written: string, handles: TagHandles): string {
  if (written.startsWith('!<')) return written.slice(2, written.endsWith('>') ? -1 : undefined);
  if (written === '!') return written;
  const handle = /^!(?:[\w-]*!)?/.exec(written)?.[0] ?? '!';
  const prefix = handles.get(handle);
  return prefix === undefined ? written : prefix + written.slice(handle.length);
}

/** Why the loader refuses the tag here; `undefined` when it takes it. */
export type TagRefusal = 'unknown' | 'wrong-kind' | undefined;

const ON_MAPPING: ReadonlySet<string> = new Set([
  '!',
  '!unsafe',
  `${CORE}map`,
  `${CORE}set`,
  `${CORE}python/dict`,
]);
const ON_SEQUENCE: ReadonlySet<string> = new Set([
  '!',
  '!unsafe',
  `${CORE}seq`,
  `${CORE}omap`,
  `${CORE}pairs`,
]);
const ON_SCALAR: ReadonlySet<string> = new Set([
  '!',
  '!unsafe',
  '!vault',
  '!vault-encrypted',
  ...['null', 'bool', 'int', 'float', 'binary', 'timestamp', 'str', 'python/unicode'].map(
    (name) => CORE + name,
  ),
]);

/**
 * Why Ansible's loader refuses a tag on a node of this kind; `undefined` where it accepts it. The two reasons are
 * kept apart because they ask for different repairs: another tag, or another value.
 */
export function refusalOf(name: string, kind: 'mapping' | 'sequence' | 'scalar'): TagRefusal {
  const kinds = { mapping: ON_MAPPING, sequence: ON_SEQUENCE, scalar: ON_SCALAR };
  if (kinds[kind].has(name)) return undefined;
  return Object.values(kinds).some((names) => names.has(name)) ? 'wrong-kind' : 'unknown';
}

/** Whether PyYAML makes a list of pairs of a list of mappings of one entry each. */
export const isListOfPairs = (name: string): boolean => name === `${CORE}omap` || name === `${CORE}pairs`;

/** Type and value of a scalar with this full tag name; without one, its style decides. */
export function typeScalar(text: string, style: ScalarStyle, name: string | undefined): TypedValue {
  // Unlike a written scalar, an empty one is a string under `!`.
  if (name === '!' && style === 'plain' && text === '') return { type: 'str', value: '' };
  // To libyaml `!` is no tag at all, and it forgets the quotes over it.
  if (name === '!' || (name === undefined && style === 'plain')) return typePlainScalar(text);
  if (name === '!vault' || name === '!vault-encrypted') return { type: 'vault', value: text };
  const core = name?.startsWith(CORE) ? typeTaggedScalar(name.slice(CORE.length), text) : undefined;
  return core ?? { type: 'str', value: text };
}
