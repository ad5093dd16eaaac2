// The settings of K3s that variables of the environment make: K3S_NODE_NAME is `node-name`.
import type { RuleContext } from '../../diagnostics/rule.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { ENVIRONMENT_CARRIERS } from '../../k3s/config/carriers.ts';
import { flagOfVariable } from '../../k3s/config/flags.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { keyText, resolveAlias, type YamlNode } from '../../yaml/tree.ts';
import type { SettingValue } from './settings.ts';

export function* environmentSettings({
  model,
  files,
}: RuleContext): Generator<SettingValue, void, undefined> {
  for (const definition of clusterDefinitions(model, (name) => CARRIERS.has(name))) {
    const { source } = files.get(definition.uri) ?? {};
    const node = resolveAlias(definition.value);
    if (!source || !node) continue;
    for (const { name, text, at } of variablesIn(node)) {
      const flag = flagOfVariable(name);
      if (!flag || isUnknown(text)) continue;
      const location = { uri: definition.uri, span: lineOf(source, at.span) };
      yield { definition, flag, scope: flag.scope === 'agent' ? 'agent' : 'server', text, location };
    }
  }
}

const CARRIERS: ReadonlySet<string> = new Set(ENVIRONMENT_CARRIERS);

interface Variable {
  readonly name: string;
  readonly text: string;
  readonly at: YamlNode;
}

/** Of a mapping, or of lines `NAME=value`. */
function variablesIn(node: YamlNode): readonly Variable[] {
  if (node.kind === 'mapping')
    return node.pairs.flatMap((pair) => {
      const value = resolveAlias(pair.value);
      const name = keyText(pair);
      return name && value?.kind === 'scalar' && value.type === 'str'
        ? [{ name, text: value.text, at: pair.key }]
        : [];
    });
  if (node.kind !== 'sequence') return [];
  return node.items.flatMap((each) => {
    const item = resolveAlias(each);
    const [, name, text = ''] = (item?.kind === 'scalar' && /^(\w+)=(.*)$/s.exec(item.text)) || [];
    return item && name ? [{ name, text: text.replace(/^(["'])(.*)\1$/s, '$2'), at: item }] : [];
  });
}
