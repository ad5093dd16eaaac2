// The settings of K3s that variables of the environment make: K3S_NODE_NAME is `node-name`.
import type { RuleContext } from '../../diagnostics/rule.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { ENVIRONMENT_CARRIERS } from '../../k3s/config/carriers.ts';
import { flagOfVariable } from '../../k3s/config/flags.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import { environmentEntry } from '../../k3s/secrets/plainSecrets.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { writtenScalars } from '../../yaml/writtenScalars.ts';
import type { SettingValue } from './settings.ts';

/** Values with expressions are left out, because nothing can be said about them. */
export function* environmentSettings({
  model,
  files,
}: RuleContext): Generator<SettingValue, void, undefined> {
  for (const definition of clusterDefinitions(model, (name) => CARRIERS.has(name))) {
    const { source } = files.get(definition.uri) ?? {};
    for (const written of source ? writtenScalars(definition.value) : []) {
      const { scalar, pair } = written;
      const entry = environmentEntry(written);
      const flag = entry && flagOfVariable(entry.name);
      const text = scalar.text.slice(entry?.start).replace(/^(["'])(.*)\1$/s, '$2');
      if (!source || !flag || scalar.type !== 'str' || isUnknown(text)) continue;
      const location = { uri: definition.uri, span: lineOf(source, (pair?.key ?? scalar).span) };
      yield { definition, flag, scope: flag.scope === 'agent' ? 'agent' : 'server', text, location };
    }
  }
}

const CARRIERS: ReadonlySet<string> = new Set(ENVIRONMENT_CARRIERS);
