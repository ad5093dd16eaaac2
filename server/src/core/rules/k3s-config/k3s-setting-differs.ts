import { definitionLookup, effectiveVariable } from '../../ansible/model/queries.ts';
import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { CARRIERS } from '../../k3s/config/carriers.ts';
import { comparableValue, criticalFlags, type Flag } from '../../k3s/config/flags.ts';
import { MAX_HOSTS } from '../../k3s/evaluation.ts';
import { msg } from '../../text/message.ts';
import { type ServerSetting, serverSettings } from './serverSettings.ts';

export const k3sSettingDiffers = defineRule({
  id: 'k3s-setting-differs',
  severity: 'error',
  since: '0.1.0',
  summary: msg('Servers have different values for a setting that must be the same on all of them'),
  why: msg(
    'A server that joins compares some of its settings with those of the server it joins: networks, the backend of flannel, what is disabled of the network, encryption of secrets.\nWhere one differs it stops with "critical configuration value mismatch", and the deployment with it ([K3s documentation](https://docs.k3s.io/cli/server#critical-configuration-values)).\nPut them where all servers get them: into the group.\nThe rule is silent where Jinja, or a file that cannot be read, may give the value, and where a definition of a host loses what its group says, which `group-arguments-replaced` tells.',
  ),
  *check(context) {
    const [first, ...others] = kindsOfServers(context);
    if (first === undefined || others.length === 0) return;
    const settingOf = serverSettings(context);
    for (const flag of criticalFlags())
      for (const other of others) {
        const finding = compare({ context, settingOf }, flag, first, other);
        if (finding) yield finding;
      }
  },
});

/** One server for each pair of configuration and arguments; the first server first. */
function kindsOfServers({ model }: RuleContext): readonly string[] {
  const { servers } = clusterHosts(model);
  if (servers.length < 2 || servers.length > MAX_HOSTS) return [];
  const lookups = CARRIERS.server.map((name) => definitionLookup(model, name));
  const seen: (readonly unknown[])[] = [];
  return servers.filter((host) => {
    const values = lookups.map((find) => find(host)?.value);
    if (seen.some((known) => known.every((value, index) => value === values[index]))) return false;
    seen.push(values);
    return true;
  });
}

interface Compared {
  readonly context: RuleContext;
  readonly settingOf: ServerSetting;
}

function compare(
  { context, settingOf }: Compared,
  flag: Flag,
  first: string,
  other: string,
): RuleFinding | undefined {
  const [one, two] = [settingOf(first, flag.name), settingOf(other, flag.name)];
  if (!one || !two) return undefined;
  const [a, b] = [comparableValue(flag, one[0]?.text), comparableValue(flag, two[0]?.text)];
  const location = two[0]?.location ?? one[0]?.location;
  if (a === undefined || b === undefined || a === b || !location) return undefined;
  if ((!one[0] && isReplaced(context, first)) || (!two[0] && isReplaced(context, other))) return undefined;
  return {
    ...location,
    message: msg(
      '{0} is {1} on “{2}” and {3} on “{4}”, and must be the same on all servers: “{4}” does not join. Set it for the whole group.',
      flag.name,
      a,
      first,
      b,
      other,
    ),
  };
}

const isReplaced = ({ model }: RuleContext, host: string): boolean =>
  CARRIERS.server.some((name) => (effectiveVariable(model, host, name)?.overridden.length ?? 0) > 0);
