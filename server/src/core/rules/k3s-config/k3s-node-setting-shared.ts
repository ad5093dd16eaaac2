import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { hasJinja } from '../../jinja/parse.ts';
import { clusterHosts, definitionsFor } from '../../k3s/cluster.ts';
import { ENVIRONMENT_CARRIERS } from '../../k3s/config/carriers.ts';
import { environmentEntry } from '../../k3s/config/environmentText.ts';
import { hostsReading } from '../../k3s/roles/environment.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { writtenScalars } from '../../yaml/writtenScalars.ts';
import { hostsGetting, settings, settingValues } from './settings.ts';

export const k3sNodeSettingShared = defineRule({
  id: 'k3s-node-setting-shared',
  severity: 'error',
  since: '0.1.0',
  summary: msg('Several nodes get the same name or the same address'),
  why: msg(
    '`node-name` and `node-ip` belong to one node, and so does `K3S_NODE_NAME` in the environment.\nWhere a group sets them, every host of it gets the same: K3s refuses the second node of a name ("Node password rejected, duplicate hostname"), and nodes with one address do not reach each other.\nSet them for each host, or leave them out: K3s takes the name and the address of the machine; `with-node-id` makes names different, and the rule silent.\nA value with Jinja, such as `{{ inventory_hostname }}`, is another one on each host, and is not judged.',
  ),
  *check(context) {
    const names = new Set([...settings(context)].map(({ name }) => name));
    const hasId = names.has('with-node-id');
    for (const value of settingValues(context)) {
      if (value.flag.name !== 'node-ip' && (value.flag.name !== 'node-name' || hasId)) continue;
      if (value.text === '') continue;
      const message = describe(value.flag.name, hostsGetting(context, value));
      if (!message) continue;
      yield { ...value.location, severity: value.flag.name === 'node-name' ? 'error' : 'warning', message };
    }
    // A configuration and arguments overrule it.
    if (!hasId && !names.has('node-name')) yield* namesInEnvironment(context);
  },
});

function describe(name: string, hosts: readonly string[]): Message | undefined {
  const [one, two] = hosts;
  if (one === undefined || two === undefined) return undefined;
  return msg(
    '{0} is the same for {1} nodes (“{2}”, “{3}” …), and must be of one node: the others do not come up. Set it for each host, or leave it out.',
    name,
    hosts.length,
    one,
    two,
  );
}

/** K3s reads the name from the environment of its service, where that of the installer stays. */
function* namesInEnvironment(context: RuleContext): Generator<RuleFinding, void, undefined> {
  const { model, files } = context;
  for (const carrier of ENVIRONMENT_CARRIERS)
    for (const { definition, hosts } of definitionsFor(model, clusterHosts(model).all, carrier).effective) {
      const file = files.get(definition.uri);
      for (const written of file ? writtenScalars(definition.value) : []) {
        const { scalar } = written;
        const entry = environmentEntry(written);
        const isPlain = scalar.type !== 'vault' && !hasJinja(scalar.text);
        const message =
          entry?.name === NAME &&
          isPlain &&
          scalar.text.length > entry.start &&
          describe(NAME, hostsReading(context, carrier, hosts));
        if (file && message) yield { uri: definition.uri, span: lineOf(file.source, scalar.span), message };
      }
    }
}

const NAME = 'K3S_NODE_NAME';
