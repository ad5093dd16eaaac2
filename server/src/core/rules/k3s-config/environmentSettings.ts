// The settings of K3s that variables of the environment make: K3S_NODE_NAME is `node-name`.
import type { RuleContext } from '../../diagnostics/rule.ts';
import { environmentVariables } from '../../k3s/config/environmentText.ts';
import { flagOfVariable } from '../../k3s/config/flags.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { type SettingValue, textFor } from './settings.ts';

/** Values with expressions are left out, because nothing can be said about them. */
export function* environmentSettings(context: RuleContext): Generator<SettingValue, void, undefined> {
  for (const { definition, file, name, scalar, span, ...one } of environmentVariables(context)) {
    const flag = flagOfVariable(name);
    if (!flag || scalar.type === 'vault' || scalar.type === 'null' || isUnknown(one.text)) continue;
    const text = scalar.type === 'str' ? one.text : textFor(scalar);
    const location = { uri: definition.uri, span: lineOf(file.source, span) };
    yield { definition, flag, scope: flag.scope === 'agent' ? 'agent' : 'server', text, location };
  }
}
