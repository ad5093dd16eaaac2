// What Ansible's constructor refuses in well-formed YAML: keys, merges, tags and values it cannot handle.
import type { Span } from '../../text/span.ts';
import { resolveAlias, type YamlNode, type YamlProblem } from '../tree.ts';
import type { ScalarParts } from './buildScalar.ts';
import { refusalOf } from './tags.ts';

const refusal = (code: YamlProblem['code'], span: Span, detail: string): YamlProblem[] => [
  { code, span, detail, fatal: true },
];

/**
 * The problem with a tag on this node: one that Ansible's loader does not know, or knows for another kind of node.
 */
export function refusedTag(name: string, node: YamlNode, span: Span): YamlProblem[] {
  if (node.kind === 'alias') return [];
  const why = refusalOf(name, node.kind);
  if (why === 'unknown') return refusal('unknown-tag', span, `unknown tag ${name}`);
  return why ? refusal('invalid-value', span, `the tag ${name} does not fit a ${node.kind}`) : [];
}

/** `place` matters to `=` and `<<`: as keys they are a string and a merge. */
export function refusedValue(
  parts: ScalarParts,
  tag: string | undefined,
  { place, span }: { readonly place: 'key' | 'value'; readonly span: Span },
): YamlProblem[] {
  if (parts.invalid !== undefined) return refusal('invalid-value', span, parts.invalid);
  const resolved = tag === '!' || (tag === undefined && parts.style === 'plain');
  const special = resolved && (parts.text === '=' || parts.text === '<<');
  if (special && place === 'value') return refusal('invalid-value', span, `${parts.text} is not a value`);
  return [];
}

/** Keys of a Python dictionary must be hashable: lists and mappings are not. */
export function refusedKey(key: YamlNode): YamlProblem[] {
  const node = resolveAlias(key);
  if (node === undefined) return [];
  if (node.kind !== 'scalar') return refusal('complex-key', key.span, `a ${node.kind} cannot be a key`);
  return node.type === 'vault' ? refusal('complex-key', key.span, 'an encrypted value cannot be a key') : [];
}

const isMergeKey = (key: YamlNode): boolean =>
  key.kind === 'scalar' && key.style === 'plain' && key.text === '<<' && key.tag === undefined;

/**
 * The problem with a merge key: PyYAML's `flatten_mapping` takes a mapping, or a list of mappings, and refuses the
 * whole file otherwise, even `<<:` with nothing behind it.
 */
export function refusedMerge(key: YamlNode, value: YamlNode | undefined): YamlProblem[] {
  if (!isMergeKey(key)) return [];
  const source = resolveAlias(value);
  // An alias without a target has its own problem.
  if (value?.kind === 'alias' && !source) return [];
  if (source?.kind === 'mapping') return [];
  const wrong =
    source?.kind === 'sequence'
      ? source.items.find((item) => resolveAlias(item)?.kind !== 'mapping')
      : (value ?? key);
  return wrong ? refusal('merge-not-mapping', wrong.span, 'only mappings can be merged with <<') : [];
}
