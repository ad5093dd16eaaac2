import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { clusterHosts, definitionsFor } from '../../k3s/cluster.ts';
import { isFalseText, isTrueText } from '../../k3s/config/flags.ts';
import { mayUseExternalDatabase } from '../../k3s/roles/database.ts';
import { hostsReading } from '../../k3s/roles/environment.ts';
import { firstServer } from '../../k3s/roles/parts.ts';
import { msg } from '../../text/message.ts';
import { environmentSettings } from './environmentSettings.ts';
import { hostsGetting, type Setting, settings, settingValues } from './settings.ts';

export const k3sSettingOfRole = defineRule({
  id: 'k3s-setting-of-role',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('A setting that k3s-ansible makes itself, for other nodes than it would'),
  why: msg(
    'k3s-ansible lets the first server begin the cluster (`cluster-init`, where there are several) and all others join it (`server: https://{{ api_endpoint }}:{{ api_port }}`).\nWhat `server_config_yaml` says of the two is merged over that, and arguments outrank both, for every server that gets them: with `cluster-init` on all, a server may begin a cluster of its own instead of joining; with `server` on the first, that one waits for a cluster that nobody begins.\nAgents get their server as an argument, which outranks `server` in `agent_config_yaml`.\nOne server alone may have `cluster-init`, to keep its data in etcd.\nThe rule is silent where the cluster may keep its data in another database.',
  ),
  *check(context) {
    const off = switchedOff(context);
    for (const setting of settings(context)) {
      if (off.has(setting.definition.value)) continue;
      const found = setting.flag && findingFor(context, setting);
      if (found) yield { ...setting.location, ...found };
    }
    for (const { flag, text, definition, location } of environmentSettings(context)) {
      if (flag.name !== 'cluster-init' || !isTrueText(text)) continue;
      const { servers } = clusterHosts(context.model);
      const { effective } = definitionsFor(context.model, servers, definition.name);
      const hosts = effective.find((one) => one.definition === definition)?.hosts ?? [];
      const found = beginsOn(context, hostsReading(context, definition.name, hosts));
      if (found) yield { ...location, ...found };
    }
  },
});

/** Texts that say `cluster-init: false`. */
const switchedOff = (context: RuleContext): ReadonlySet<unknown> =>
  new Set(
    [...settingValues(context)]
      .filter(({ flag, text }) => flag.name === 'cluster-init' && isFalseText(text))
      .map(({ definition }) => definition.value),
  );

type Found = Pick<RuleFinding, 'message' | 'severity'>;

function findingFor(context: RuleContext, setting: Setting): Found | undefined {
  const name = setting.flag?.name;
  if (name !== 'cluster-init' && name !== 'server') return undefined;
  if (setting.scope === 'agent') return name === 'server' ? ofAgents(setting) : undefined;
  const hosts = hostsGetting(context, setting);
  const first = firstServer(context.model);
  if (name === 'server') return first !== undefined && hosts.includes(first) ? ofFirst(first) : undefined;
  return beginsOn(context, hosts);
}

function beginsOn({ model }: RuleContext, hosts: readonly string[]): Found | undefined {
  const first = firstServer(model);
  const other = hosts.find((host) => host !== first);
  if (other === undefined || mayUseExternalDatabase(model)) return undefined;
  return {
    message: msg(
      'k3s-ansible sets cluster-init on the first server only. Here “{0}” gets it, too, and may begin a cluster of its own instead of joining. Take it out.',
      other,
    ),
  };
}

const ofFirst = (first: string): Found => ({
  message: msg(
    'k3s-ansible tells the other servers which one to join. Here “{0}”, which begins the cluster, is to join, too, and waits for a server that is not there yet. Take it out, unless there is a cluster already.',
    first,
  ),
});

const ofAgents = ({ isArgument }: Setting): Found => ({
  severity: 'info',
  message: isArgument
    ? msg(
        'This outranks the server that k3s-ansible gives to agents: api_endpoint has no effect on them. Take it out.',
      )
    : msg(
        'k3s-ansible gives agents their server as an argument, which outranks this: it has no effect. Take it out.',
      ),
});
