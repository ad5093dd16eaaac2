import { derived, followed } from '../inventory/derived.ts';
import type { InventoryModel } from '../inventory/model.ts';
import { msg } from '../text/message.ts';
import { removeEntryEdit } from '../yaml/edits.ts';
import {
  resolveAlias,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
} from '../yaml/tree.ts';
import { allFound, type Findings, searchTree, type TreeSearch } from '../yaml/treeSearch.ts';
import { defineRule, type Fix, type ModelFile, type RuleFinding } from './rule.ts';

export const yamlDuplicateKey = defineRule({
  id: 'yaml-duplicate-key',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('A key stands twice in one mapping'),
  why: msg(
    'YAML forbids two equal keys in one mapping; Ansible accepts them, prints one warning among many, and uses the last value only ([`duplicate_dict_key`](https://docs.ansible.com/ansible/latest/reference_appendices/config.html#duplicate-yaml-dict-key)).\nNothing is merged: of two groups `server:` the hosts of the first are gone, of two sections `vars:` all variables of the first.\nSuch a loss is an error here, a variable that is written twice a warning.',
  ),
  *check({ model, files }) {
    for (const file of files.values())
      for (const found of duplicatesIn(model, file)) yield describe(file, found);
  },
});

/** What the keys of a mapping are. Only groups and sections hold what is lost without a trace. */
type Level = 'groups' | 'sections' | 'other';

const levelBelow = (level: Level, key: string): Level => {
  if (level === 'groups') return 'sections';
  return level === 'sections' && key === 'children' ? 'groups' : 'other';
};

interface Duplicate {
  readonly first: YamlPair;
  readonly pair: YamlPair;
  readonly level: Level;
}

const NONE: readonly Duplicate[] = [];

const duplicatesIn = (model: InventoryModel, { source, document, role }: ModelFile): readonly Duplicate[] =>
  derived(model, `equal keys in ${source.uri}`, () => {
    const found = followed<Findings<Duplicate> | undefined>(
      model,
      `search for equal keys in ${source.uri}`,
      (_, before) => {
        const { root } = document ?? {};
        return root?.kind === 'mapping'
          ? searchTree(SEARCH, root, role === 'inventory' ? 'groups' : 'other', before)
          : undefined;
      },
    );
    return found ? allFound(found) : NONE;
  });

const SEARCH: TreeSearch<Duplicate, Level> = {
  inMapping(mapping, level, { gone, come }, before) {
    // Most edits leave the keys as they are, or bring one more.
    if (before?.length === 0 && (hasSameKeys(gone, come) || areOnly(come, mapping))) return NONE;
    return duplicatesOf(mapping, level);
  },
  inValue: (value) =>
    value.kind === 'sequence' ? value.items.flatMap((item) => duplicatesBelow(item)) : NONE,
  below: (level, pair) => levelBelow(level, textOf(pair.key)),
};

const hasSameKeys = (a: readonly YamlPair[], b: readonly YamlPair[]): boolean =>
  a.length === b.length && a.every((pair, index) => identityOf(pair) === identityOf(b[index] ?? pair));

/** So many keys are compared one by one. */
const FEW = 4;

const areOnly = (come: readonly YamlPair[], { pairs }: YamlMapping): boolean =>
  come.length <= FEW &&
  come.every((pair) => {
    const identity = identityOf(pair);
    return identity === undefined || pairs.every((other) => other === pair || identityOf(other) !== identity);
  });

const duplicatesBelow = (node: YamlNode): readonly Duplicate[] => {
  if (node.kind === 'mapping') return allFound(searchTree(SEARCH, node, 'other'));
  return node.kind === 'sequence' ? node.items.flatMap(duplicatesBelow) : NONE;
};

function duplicatesOf({ pairs }: YamlMapping, level: Level): readonly Duplicate[] {
  if (pairs.length < 2) return NONE;
  const earlier = new Map<string, YamlPair>();
  const found: Duplicate[] = [];
  for (const pair of pairs) {
    const identity = identityOf(pair);
    if (identity === undefined) continue;
    const first = earlier.get(identity);
    if (first) found.push({ first, pair, level });
    else earlier.set(identity, pair);
  }
  return found.length > 0 ? found : NONE;
}

function describe(file: ModelFile, { first, pair, level }: Duplicate): RuleFinding {
  const { uri } = file.source;
  const name = textOf(pair.key);
  const isLoss = isStructure(level, name) && !isNothing(first.value);
  const fix = removeFirst(file, first);
  return {
    uri,
    span: pair.key.span,
    severity: isLoss ? 'error' : 'warning',
    message: isLoss
      ? msg(
          '“{0}” stands here for the second time: Ansible uses only the last one, and everything under the first is lost. Merge the two.',
          name,
        )
      : msg(
          '“{0}” stands here for the second time: Ansible uses only the last value. Remove the other one.',
          name,
        ),
    related: [{ uri, span: first.key.span, message: msg('“{0}” stands here for the first time', name) }],
    fixes: fix ? [fix] : [],
  };
}

const isStructure = (level: Level, name: string): boolean =>
  level === 'groups' || (level === 'sections' && /^(?:hosts|children|vars)$/.test(name));

/** Only for plain values: a mapping may hold what its owner does not want to lose. */
function removeFirst({ source }: ModelFile, { key, value }: YamlPair): Fix | undefined {
  if (value && value.kind !== 'scalar') return undefined;
  const edit =
    value?.anchor === undefined ? removeEntryEdit(source, { keySpan: key.span, value }) : undefined;
  return (
    edit && {
      title: msg('Remove the first one, which Ansible ignores'),
      safety: 'unsafe',
      edits: () => [edit],
    }
  );
}

const isNothing = (node: YamlNode | undefined): boolean => {
  const value = resolveAlias(node);
  if (value?.kind === 'mapping') return value.pairs.length === 0;
  return !value || (value.kind === 'scalar' && value.type === 'null');
};

/** Merge keys may stand several times; a key that is no scalar has its own problem. */
function identityOf({ key }: YamlPair): string | undefined {
  const node = resolveAlias(key);
  if (node?.kind !== 'scalar' || isMerge(node)) return undefined;
  // Nearly all keys are texts; what is none cannot be mistaken for one.
  return node.type === 'str' ? node.text : `\0${node.type} ${String(node.value)}`;
}

const isMerge = ({ style, text, tag }: YamlScalar): boolean => style === 'plain' && text === '<<' && !tag;

const textOf = (key: YamlNode): string => {
  const node = resolveAlias(key);
  return node?.kind === 'scalar' ? node.text : '';
};
