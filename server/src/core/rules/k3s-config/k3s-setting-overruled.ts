import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { defineRule, type RuleFinding } from '../../diagnostics/rule.ts';
import { clusterHosts, definitionsFor, type EffectiveDefinition } from '../../k3s/cluster.ts';
import { msg } from '../../text/message.ts';
import { type SettingValue, settingValues } from './settings.ts';

export const k3sSettingOverruled = defineRule({
  id: 'k3s-setting-overruled',
  severity: 'info',
  since: '0.1.0',
  summary: msg('A setting of K3s that another place overrules'),
  why: msg(
    'K3s turns its configuration into flags and puts them in front of those on its command line; of a flag that takes one value, the last one counts.\nSo an argument overrules the configuration, and a second one of the same name the first.\nFlags that may be given several times, such as `disable`, add up instead.\nOnly values that are written out, and differ, are reported.',
  ),
  *check(context) {
    const values = [...settingValues(context)].filter(({ flag }) => flag.type !== 'list');
    for (const { scope, config, args } of PLACES) {
      const hosts = clusterHosts(context.model)[scope === 'server' ? 'servers' : 'agents'];
      const own = values.filter((value) => value.scope === scope);
      const find = (name: string): readonly Carried[] => carried(context.model, hosts, name, own);
      const inArguments = find(args);
      if (inArguments.length === 0) continue;
      yield* overruled(find(config), inArguments, args);
      yield* repeated(inArguments);
    }
  },
});

const PLACES = [
  { scope: 'server', config: 'server_config_yaml', args: 'extra_server_args' },
  { scope: 'agent', config: 'agent_config_yaml', args: 'extra_agent_args' },
] as const;

/** A value with the definition it stands in. */
interface Carried extends EffectiveDefinition {
  readonly value: SettingValue;
}

const carried = (
  model: InventoryModel,
  hosts: readonly string[],
  name: string,
  values: readonly SettingValue[],
): readonly Carried[] =>
  definitionsFor(model, hosts, name).effective.flatMap((effective) =>
    values
      .filter(({ location }) => holds(effective.definition, location))
      .map((value) => ({ ...effective, value })),
  );

function holds({ uri, value }: VariableDefinition, { uri: own, span }: SettingValue['location']): boolean {
  return uri === own && !!value && value.span.start <= span.start && span.end <= value.span.end;
}

function* overruled(
  lower: readonly Carried[],
  upper: readonly Carried[],
  place: string,
): Generator<RuleFinding, void, undefined> {
  for (const { value, hosts } of lower) {
    const isAbove = (one: Carried): boolean =>
      one.value.flag === value.flag && one.value.text !== value.text && share(one.hosts, hosts);
    if (!upper.some(isAbove)) continue;
    yield {
      ...value.location,
      message: msg(
        '{0} has another value in {1}, and that one counts: an argument overrules the configuration.',
        value.flag.name,
        place,
      ),
    };
  }
}

const share = (some: readonly string[], others: readonly string[]): boolean => {
  if (some === others) return true;
  const all = new Set(some);
  return others.some((host) => all.has(host));
};

/** In one text, the last one counts. */
function* repeated(values: readonly Carried[]): Generator<RuleFinding, void, undefined> {
  for (const [index, { definition, value }] of values.entries()) {
    const later = values
      .slice(index + 1)
      .find((one) => one.definition === definition && one.value.flag === value.flag);
    if (later && later.value.text !== value.text)
      yield {
        ...value.location,
        message: msg('--{0} is given again further on, and the last one counts.', value.flag.name),
      };
  }
}
