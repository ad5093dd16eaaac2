import type { ModelFile } from '../../ansible/model/model.ts';
import { defineRule, type Fix, type RuleFinding } from '../../diagnostics/rule.ts';
import { type Duplicate, duplicatesIn, type Level, textOf } from '../../k3s/equalKeys.ts';
import { msg } from '../../text/message.ts';
import { removeEntryEdit } from '../../yaml/edits.ts';
import { resolveAlias, type YamlNode, type YamlPair } from '../../yaml/tree.ts';

export const yamlDuplicateKey = defineRule({
  id: 'yaml-duplicate-key',
  severity: 'warning',
  needs: 'ansible',
  since: '0.1.0',
  summary: msg('A key stands twice in one mapping'),
  why: msg(
    'YAML forbids two equal keys in one mapping; Ansible accepts them, prints one warning among many, and uses the last value only ([`duplicate_dict_key`](https://docs.ansible.com/ansible/latest/reference_appendices/config.html#duplicate-yaml-dict-key)).\nNothing is merged: of two groups `server:` the hosts of the first are gone, of two sections `vars:` all variables of the first.\nSuch a loss is an error here, a variable that is written twice a warning.',
  ),
  *check(context) {
    for (const [uri, file] of context.files)
      for (const found of duplicatesIn(context, uri)) yield describe(file, found);
  },
});

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

/** Only for plain values: a mapping may contain what must not be lost. */
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
