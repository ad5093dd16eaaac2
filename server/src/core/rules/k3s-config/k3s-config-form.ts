import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { type ConfigText, configTexts } from '../../k3s/config/configText.ts';
import { findFlag } from '../../k3s/config/flags.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import { registryKeyAt } from '../../k3s/config/registries.ts';
import { type Message, msg } from '../../text/message.ts';
import { spanOf } from '../../text/span.ts';
import { editsInFile, lineOf } from '../../yaml/spanInFile.ts';
import { keyText, resolveAlias, type YamlNode } from '../../yaml/tree.ts';

export const k3sConfigForm = defineRule({
  id: 'k3s-config-form',
  severity: 'error',
  since: '0.1.0',
  summary: msg('A configuration in the inventory is no YAML mapping'),
  why: msg(
    '`server_config_yaml`, `agent_config_yaml` and `registries_config_yaml` hold the text of a file, and the file must be a YAML mapping.\nSince 1.2.0 k3s-ansible merges `server_config_yaml` with its own settings, and stops at anything else (“failed to combine variables”); agents and containerd stop when they read the file.\nA list of mappings is merged into one without a word, and of a key that stands twice only the last is used.\nText with Jinja in it is judged only as far as it can be read without knowing what the Jinja comes to.',
  ),
  *check(context) {
    for (const config of configTexts(context)) {
      const finding = emptyBlock(context, config) ?? broken(config) ?? noMapping(config);
      if (finding) yield finding;
      yield* writtenTwice(config);
    }
  },
});

const isFlag = (name: string): boolean => findFlag(name) !== undefined;
const isRegistryKey = (name: string): boolean => registryKeyAt([name]) !== undefined;

function broken(config: ConfigText): RuleFinding | undefined {
  const problem = config.problems.find(({ fatal }) => fatal);
  if (!problem || config.isTemplate) return undefined;
  const star = bareStar(config);
  if (star) return star;
  const { start, end } = problem.span;
  return {
    uri: config.definition.uri,
    span: config.place(spanOf(start, Math.max(end, start + 1))),
    message: msg('{0} cannot be read as YAML: {1}', config.definition.name, problem.detail),
  };
}

/** `*` for every registry, as people write it. */
function bareStar({ reader, outer, definition, file, place }: ConfigText): RuleFinding | undefined {
  const found = reader === 'registries' ? /^([ \t]*)\*[ \t]*:/m.exec(outer?.text ?? '') : undefined;
  if (!found || !outer) return undefined;
  const start = found.index + (found[1]?.length ?? 0);
  const span = spanOf(start, start + 1);
  const edits = () => editsInFile(file.source, outer, [{ span, newText: '"*"' }]);
  return {
    uri: definition.uri,
    span: place(span),
    message: msg('In YAML * begins a reference, so that this file cannot be read. Put it in quotes: "*".'),
    fixes: [{ title: msg('Write {0}', '"*"'), safety: 'safe', preferred: true, edits }],
  };
}

/** A block whose lines are not indented under it: they are variables of their own. */
function emptyBlock({ model }: RuleContext, config: ConfigText): RuleFinding | undefined {
  const { definition, file, outer, reader } = config;
  if (outer?.text.trim() !== '') return undefined;
  if (outer.style !== 'literal' && outer.style !== 'folded') return undefined;
  const { uri, keySpan } = definition;
  const lost = clusterDefinitions(model, reader === 'registries' ? isRegistryKey : isFlag).find(
    (other) => other.uri === uri && other.keySpan.start > keySpan.start,
  );
  if (!lost) return undefined;
  return {
    uri,
    span: lineOf(file.source, definition.value?.span ?? keySpan),
    severity: 'warning',
    message: msg(
      '{0} is empty, because the lines below are not indented under it: {1} is a variable of its own, and K3s never sees it. Indent the lines.',
      definition.name,
      lost.name,
    ),
  };
}

/** Go's YAML, which agents read with, hands on both. */
function* writtenTwice(config: ConfigText): Generator<RuleFinding, void, undefined> {
  if (config.reader !== 'server' || config.problems.length > 0 || !config.outer) return;
  const root = resolveAlias(config.root);
  const later = new Set<string>();
  for (const pair of root?.kind === 'mapping' ? root.pairs.toReversed() : []) {
    const name = keyText(pair);
    if (name === undefined || name === '<<' || isUnknown(name)) continue;
    if (later.has(name))
      yield {
        uri: config.definition.uri,
        span: config.place(pair.key.span),
        severity: 'warning',
        message: msg('{0} stands again further down, and k3s-ansible uses only that since 1.2.0.', name),
      };
    later.add(name);
  }
}

function noMapping(config: ConfigText): RuleFinding | undefined {
  const root = resolveAlias(config.root);
  if (!root || root.kind === 'mapping' || config.problems.some(({ fatal }) => fatal)) return undefined;
  if (root.kind === 'scalar' && (root.type === 'null' || isUnknown(root.text))) return undefined;
  if (root.kind === 'sequence' && root.items.some(isOpen)) return undefined;
  const { definition, file, reader } = config;
  const isMerged = reader === 'server' && isListOfMappings(root);
  return {
    uri: definition.uri,
    span: lineOf(file.source, definition.value?.span ?? definition.keySpan),
    severity: isMerged ? 'warning' : 'error',
    message: isMerged
      ? msg(
          '{0} is a list. k3s-ansible 1.2.0 and later merge its mappings without a word, earlier ones make a file that K3s cannot read. Write one mapping, without dashes.',
          definition.name,
        )
      : MESSAGES[reader](definition.name),
  };
}

const isOpen = (node: YamlNode): boolean => {
  const item = resolveAlias(node);
  return item?.kind === 'scalar' && isUnknown(item.text);
};

const isListOfMappings = (node: YamlNode): boolean =>
  node.kind === 'sequence' && node.items.every((item) => resolveAlias(item)?.kind === 'mapping');

const MESSAGES: Readonly<Record<ConfigText['reader'], (name: string) => Message>> = {
  server: (name) =>
    msg(
      '{0} is no mapping of settings: since 1.2.0 the deployment stops (“failed to combine variables”), before, K3s cannot read the file. Write “key: value” lines.',
      name,
    ),
  agent: (name) =>
    msg('{0} is no mapping of settings: agents do not start with it. Write “key: value” lines.', name),
  registries: (name) =>
    msg(
      '{0} is no mapping: K3s cannot read it and does not start. Write “mirrors:” and “configs:” with what belongs under them.',
      name,
    ),
};
