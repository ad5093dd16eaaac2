import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { clusterHosts, definitionsFor } from '../../k3s/cluster.ts';
import { CARRIERS, ENVIRONMENT_CARRIERS } from '../../k3s/config/carriers.ts';
import type { Flag } from '../../k3s/config/flags.ts';
import { hostsReading } from '../../k3s/roles/environment.ts';
import { groupBy } from '../../text/groupBy.ts';
import { type Message, msg } from '../../text/message.ts';
import type { YamlNode } from '../../yaml/tree.ts';
import { environmentSettings } from './environmentSettings.ts';
import { type SettingValue, settingValues } from './settings.ts';

export const k3sSettingOverruled = defineRule({
  id: 'k3s-setting-overruled',
  severity: 'info',
  since: '0.1.0',
  summary: msg('A setting of K3s that another place overrules'),
  why: msg(
    'K3s turns its configuration into flags and puts them in front of those on its command line; of a flag that takes one value, the last one counts.\nSo an argument overrules the configuration, and a second one of the same name the first.\nThe environment (`extra_service_envs`, `extra_install_envs`) counts only for what neither of them says.\nFlags that may be given several times, such as `disable`, add up instead.\nOnly values that are written out, and differ, are reported.',
  ),
  *check(context) {
    const values = valuesByNode(context);
    const carriers = new Set(
      [...values.values()].flatMap((each) => each.map(({ definition }) => definition.name)),
    );
    // Before the hosts are read, which come and go.
    if (carriers.size === 0) return;
    for (const {
      part,
      carriers: [config, args],
    } of PLACES) {
      const hosts = clusterHosts(context.model)[part];
      const find = (name: string): readonly Carried[] =>
        carriers.has(name)
          ? definitionsFor(context.model, hosts, name).effective.map((one) => ({
              hosts: one.hosts,
              values: values.get(one.definition.value) ?? [],
            }))
          : [];
      const [inConfig, inArguments] = [find(config), find(args)];
      yield* overruled(inConfig, inArguments, (flag) =>
        msg(
          '{0} has another value in {1}, and that one counts: an argument overrules the configuration. Keep one of the two.',
          flag.name,
          args,
        ),
      );
      for (const one of inArguments) yield* repeated(one);
      const environment = ENVIRONMENT_CARRIERS.flatMap((name) =>
        find(name).map(({ hosts: own, values: all }) => ({
          hosts: hostsReading(context, name, own),
          values: all.filter(({ flag }) => !flag.secret),
        })),
      );
      yield* overruled(environment, [...inConfig, ...inArguments], (flag) =>
        msg(
          '{0} sets {1}, which has another value in {2} or {3}, and that one counts: the configuration and arguments overrule the environment. Keep one of them.',
          flag.env ?? '',
          flag.name,
          config,
          args,
        ),
      );
    }
  },
});

const PLACES = [
  { part: 'servers', carriers: CARRIERS.server },
  { part: 'agents', carriers: CARRIERS.agent },
] as const;

/** The settings of a variable, with the hosts that get it. */
interface Carried {
  readonly hosts: readonly string[];
  readonly values: readonly SettingValue[];
}

/** Of a range of hosts, each has a definition of its own, but all have one value. */
function valuesByNode(context: RuleContext): ReadonlyMap<YamlNode | undefined, readonly SettingValue[]> {
  const all = [...settingValues(context), ...environmentSettings(context)];
  const values = all.filter(({ flag }) => flag.type !== 'list');
  return groupBy(values, ({ definition }) => definition.value);
}

function* overruled(
  lower: readonly Carried[],
  upper: readonly Carried[],
  message: (flag: Flag) => Message,
): Generator<RuleFinding, void, undefined> {
  const below = new Set(lower.flatMap(({ values }) => values.map(({ flag }) => flag)));
  const counting = new Map<string, string>();
  for (const { hosts, values } of upper)
    for (const { flag, text } of values)
      if (below.has(flag)) for (const host of hosts) counting.set(keyOf(host, flag), text);
  for (const { hosts, values } of lower)
    for (const { flag, text, location } of values) {
      const isOverruled = hosts.some((host) => (counting.get(keyOf(host, flag)) ?? text) !== text);
      if (!isOverruled) continue;
      yield { ...location, message: message(flag) };
    }
}

const keyOf = (host: string, { name }: Flag): string => `${name} ${host}`;

/** In one text, the last one counts. */
function* repeated({ values }: Carried): Generator<RuleFinding, void, undefined> {
  for (const [index, { flag, text, location }] of values.entries()) {
    const later = values.slice(index + 1).find((one) => one.flag === flag);
    if (later && later.text !== text)
      yield {
        ...location,
        message: msg(
          '--{0} is given again further on, and the last one counts. Keep one of them.',
          flag.name,
        ),
      };
  }
}
