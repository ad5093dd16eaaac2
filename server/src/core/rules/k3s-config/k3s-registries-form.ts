import { defineRule, type RuleFinding, type Severity } from '../../diagnostics/rule.ts';
import { type ConfigEntry, type ConfigText, configTexts, entriesOf } from '../../k3s/config/configText.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
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
    for (const config of configTexts(context)) {
      if (config.reader !== 'registries' || config.problems.length > 0) continue;
      for (const entry of entriesOf(config.root)) {
        const sections = ownValue(SECTIONS, entry.name);
        if (!sections) yield* unknownKey(config, entry, Object.keys(SECTIONS));
        else yield* section(config, entry, sections);
      }
    }
  },
});

/** What stands under a registry, and which kind of value it takes. */
type Keys = Readonly<Record<string, 'sequence' | 'mapping'>>;

const SECTIONS: Readonly<Record<string, Keys>> = {
  mirrors: { endpoint: 'sequence', rewrite: 'mapping' },
  configs: { auth: 'mapping', tls: 'mapping' },
};

function* section(config: ConfigText, entry: ConfigEntry, keys: Keys): Generator<RuleFinding> {
  if (!isKind(entry.value, 'mapping')) {
    yield finding(
      config,
      entry,
      'error',
      msg('{0} takes a mapping of registries: K3s cannot read this and does not start.', entry.name),
    );
    return;
  }
  for (const registry of entriesOf(entry.value)) {
    if (/^[a-z]+:\/\//.test(registry.name))
      yield finding(
        config,
        registry,
        'warning',
        msg('A registry is named by its host, without “https://”: K3s never uses this entry.'),
      );
    if (!isKind(registry.value, 'mapping')) {
      yield finding(
        config,
        registry,
        'error',
        msg('{0} takes a mapping: K3s cannot read this and does not start.', registry.name),
      );
      continue;
    }
    for (const setting of entriesOf(registry.value)) {
      const kind = ownValue(keys, setting.name);
      if (!kind) yield* unknownKey(config, setting, Object.keys(keys));
      else if (!isKind(setting.value, kind))
        yield finding(
          config,
          setting,
          'error',
          kind === 'sequence'
            ? msg(
                '{0} takes a list: K3s cannot read this and does not start. Begin the value with “- ”.',
                setting.name,
              )
            : msg('{0} takes a mapping: K3s cannot read this and does not start.', setting.name),
        );
    }
  }
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
): Generator<RuleFinding> {
  if (entry.name === '<<' || isUnknown(entry.name)) return;
  const meant = nearestName(entry.name, keys);
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
