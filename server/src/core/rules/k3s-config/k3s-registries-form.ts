import { defineRule, type RuleFinding, type Severity } from '../../diagnostics/rule.ts';
import {
  type ConfigEntry,
  type ConfigText,
  configTexts,
  entriesOf,
  isSure,
} from '../../k3s/config/configText.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import { type RegistryKey, registryKeyAt } from '../../k3s/config/registries.ts';
import { nearestName } from '../../k3s/schema/nearMiss.ts';
import { type Message, msg } from '../../text/message.ts';
import { ownValue } from '../../text/ownValue.ts';
import type { YamlNode } from '../../yaml/tree.ts';

export const k3sRegistriesForm = defineRule({
  id: 'k3s-registries-form',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('The configuration of registries has a form that K3s cannot read, or passes over'),
  why: msg(
    'registries.yaml knows `mirrors` and `configs`, and under each the names of registries: hosts, with a port or without, and no URLs.\nK3s passes over any other key without a word, so that images come from where they always came from.\nWhere it finds a text for the list `endpoint`, or `true` for the mapping `tls`, it cannot read the file, and the service does not start ([K3s documentation](https://docs.k3s.io/installation/private-registry)).',
  ),
  *check(context) {
    for (const config of configTexts(context, { choices: true })) {
      if (config.reader !== 'registries' || config.problems.length > 0) continue;
      yield* checkKeys(config, entriesOf(config.root), []);
    }
  },
});

/** Down to the keys that no longer hold others. */
function* checkKeys(
  config: ConfigText,
  entries: readonly ConfigEntry[],
  path: readonly string[],
): Generator<RuleFinding> {
  const around = registryKeyAt(path);
  if (!around) return;
  for (const entry of entries) {
    if (entry.name === '<<' || isUnknown(entry.name) || !isSure(config, entry.pair.key.span)) continue;
    const key = ownValue(around.keys ?? {}, entry.name) ?? around.each;
    // Newer releases know further ways to log in.
    if (!key) yield* unknownKey(config, entry, Object.keys(around.keys ?? {}), path.length > 2);
    else {
      if (around.each) yield* registryName(config, entry);
      const wrong = wrongForm(entry, key, path.length);
      if (wrong) yield finding(config, entry, 'error', wrong);
      else if (key.kind === 'mapping')
        yield* checkKeys(config, entriesOf(entry.value), [...path, entry.name]);
    }
  }
}

function* registryName(config: ConfigText, entry: ConfigEntry): Generator<RuleFinding> {
  if (/^[a-z]+:\/\//.test(entry.name))
    yield finding(
      config,
      entry,
      'warning',
      msg('A registry is named by its host, without “https://”: K3s never uses this entry.'),
    );
}

function wrongForm({ name, value }: ConfigEntry, { kind }: RegistryKey, depth: number): Message | undefined {
  if (kind === 'boolean' || kind === 'text') return wrongScalar(name, value, kind);
  if (isKind(value, kind)) return undefined;
  if (kind === 'sequence')
    return msg('{0} takes a list: K3s cannot read this and does not start. Begin the value with “- ”.', name);
  return depth === 0
    ? msg('{0} takes a mapping of registries: K3s cannot read this and does not start.', name)
    : msg('{0} takes a mapping: K3s cannot read this and does not start.', name);
}

/** Go takes numbers and switches for a text, and some words for a switch. */
function wrongScalar(
  name: string,
  value: ConfigEntry['value'],
  kind: 'boolean' | 'text',
): Message | undefined {
  if (!value || (value.kind === 'scalar' && (value.type === 'vault' || isUnknown(value.text))))
    return undefined;
  if (kind === 'text')
    return value.kind === 'scalar'
      ? undefined
      : msg('{0} takes a text: K3s cannot use a mapping or a list here.', name);
  const isSwitch =
    value.kind === 'scalar' &&
    (value.type === 'bool' || value.type === 'null' || /^(?:y|yes|on|n|no|off)$/i.test(value.text));
  return isSwitch
    ? undefined
    : msg('{0} takes true or false, without quotes: K3s cannot read this and does not start.', name);
}

/** Empty is no mistake, and what Jinja comes to is not known. */
const isKind = (node: ConfigEntry['value'], kind: YamlNode['kind']): boolean =>
  !node ||
  node.kind === kind ||
  (node.kind === 'scalar' && (node.type === 'null' || node.type === 'vault' || isUnknown(node.text)));

function* unknownKey(
  config: ConfigText,
  entry: ConfigEntry,
  keys: readonly string[],
  onlySlips: boolean,
): Generator<RuleFinding> {
  const meant = nearestName(entry.name, keys);
  if (meant === undefined && onlySlips) return;
  yield finding(
    config,
    entry,
    'warning',
    meant === undefined
      ? msg('K3s passes over {0}: here it knows only {1}.', entry.name, keys.join(', '))
      : msg('K3s passes over {0}. Did you mean {1}?', entry.name, meant),
  );
}

const finding = (
  config: ConfigText,
  entry: ConfigEntry,
  severity: Severity,
  message: Message,
): RuleFinding => ({
  uri: config.definition.uri,
  span: config.place(entry.pair.key.span),
  severity,
  message,
});
