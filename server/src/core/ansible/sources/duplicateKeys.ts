// What `duplicate_dict_key = error` makes of a file: Ansible refuses a mapping that has a key twice, also where one of
// them comes from a merge (`<<`).
// Read from ansible-core 2.14.18, parsing/yaml/constructor.py, and PyYAML 6.0 (flatten_mapping).
import type { Span } from '../../text/span.ts';
import { resolveAlias, type YamlDocument, type YamlMapping, type YamlNode } from '../../yaml/tree.ts';
import { isMergeKey, keyIdentity } from './entries.ts';

/** The document, with what Ansible then refuses in it; JSON may repeat its keys. */
export function refuseDuplicateKeys(document: YamlDocument): YamlDocument {
  const span = document.isJson ? undefined : findDuplicate(document.root);
  if (!span || document.problems.some(({ fatal }) => fatal)) return document;
  const problem = { code: 'duplicate-key', span, detail: 'a key twice', fatal: true } as const;
  return { ...document, problems: [...document.problems, problem] };
}

function findDuplicate(node: YamlNode | undefined): Span | undefined {
  if (node?.kind === 'sequence') return firstOf(node.items, findDuplicate);
  if (node?.kind !== 'mapping') return undefined;
  const inside = firstOf(node.pairs, ({ key, value }) => findDuplicate(key) ?? findDuplicate(value));
  return inside ?? keysOf(node, 0).duplicate;
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Keys {
  readonly names: Set<string>;
  duplicate?: Span;
}

/** A chain of merges longer than this is no inventory but an attack on the stack. */
const MAX_MERGES = 100;

/** What a mapping holds once its merges are spread. The search ends at the first key that is there twice. */
function keysOf(mapping: YamlMapping, depth: number): Keys {
  const keys: Keys = { names: new Set() };
  const add = (name: string, span: Span): void => {
    if (keys.names.has(name)) keys.duplicate ??= span;
    keys.names.add(name);
  };
  for (const { key, value } of mapping.pairs.filter(isMergeKey)) {
    const merged = resolveAlias(value);
    const items = merged?.kind === 'sequence' ? merged.items.map(resolveAlias) : [merged];
    for (const item of items) {
      if (item?.kind !== 'mapping' || depth > MAX_MERGES || keys.duplicate) continue;
      for (const name of keysOf(item, depth + 1).names) add(name, key.span);
    }
  }
  for (const pair of mapping.pairs) {
    const key = resolveAlias(pair.key);
    if (key?.kind === 'scalar' && !isMergeKey(pair)) add(keyIdentity(key), pair.key.span);
  }
  return keys;
}
