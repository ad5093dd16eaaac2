import { msg } from '../text/message.ts';
import { removeEntryEdit } from '../yaml/edits.ts';
import {
  resolveAlias,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
} from '../yaml/tree.ts';
import { defineRule, type Fix, type ModelFile, type RuleFinding } from './rule.ts';

export const yamlDuplicateKey = defineRule({
  id: 'yaml-duplicate-key',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('A key stands twice in one mapping'),
  why: msg(
    'YAML forbids two equal keys in one mapping; Ansible accepts them, prints one warning among many, and uses the last value only ([`duplicate_dict_key`](https://docs.ansible.com/ansible/latest/reference_appendices/config.html#duplicate-yaml-dict-key)).\nNothing is merged: of two groups `server:` the hosts of the first are gone, of two sections `vars:` all variables of the first.\nSuch a loss is an error here, a variable that is written twice a warning.',
  ),
  *check({ files }) {
    for (const file of files.values()) {
      if (file.document?.root) yield* checkTree(file, file.document.root);
    }
  },
});

/** What the keys of a mapping are. Only groups and sections hold what is lost without a trace. */
type Level = 'groups' | 'sections' | 'other';

const levelBelow = (level: Level, key: string): Level => {
  if (level === 'groups') return 'sections';
  return level === 'sections' && key === 'children' ? 'groups' : 'other';
};

function* checkTree(file: ModelFile, root: YamlNode): Generator<RuleFinding, void, undefined> {
  const waiting: [YamlNode, Level][] = [[root, file.role === 'inventory' ? 'groups' : 'other']];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, level] = next;
    if (node.kind === 'sequence')
      waiting.push(...node.items.map((item): [YamlNode, Level] => [item, 'other']));
    if (node.kind !== 'mapping') continue;
    yield* checkMapping(file, node, level);
    for (const { key, value } of node.pairs) {
      if (value) waiting.push([value, levelBelow(level, textOf(key))]);
    }
  }
}

function* checkMapping(
  file: ModelFile,
  mapping: YamlMapping,
  level: Level,
): Generator<RuleFinding, void, undefined> {
  const earlier = new Map<string, YamlPair>();
  for (const pair of mapping.pairs) {
    const identity = identityOf(pair);
    if (identity === undefined) continue;
    const first = earlier.get(identity);
    if (first) yield describe(file, first, pair, level);
    else earlier.set(identity, pair);
  }
}

function describe(file: ModelFile, first: YamlPair, pair: YamlPair, level: Level): RuleFinding {
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
  return `${node.type} ${String(node.value)}`;
}

const isMerge = ({ style, text, tag }: YamlScalar): boolean => style === 'plain' && text === '<<' && !tag;

const textOf = (key: YamlNode): string => {
  const node = resolveAlias(key);
  return node?.kind === 'scalar' ? node.text : '';
};
