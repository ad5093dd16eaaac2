import { valueLocation } from '../../ansible/model/definitions.ts';
import { allHosts } from '../../ansible/model/eachHost.ts';
import type { InventoryModel, Location } from '../../ansible/model/model.ts';
import { addHost, type OfHosts } from '../../ansible/model/ofHosts.ts';
import { ownDefinitions } from '../../ansible/model/ownDefinitions.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { mayHaveUnknownGroups } from '../../ansible/model/refusal.ts';
import { shapesOfVariable, type TemplateShape } from '../../ansible/templates/templates.ts';
import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { effectiveDefinitions } from '../../k3s/cluster.ts';
import { clusterGroups, groupWithChildren, isInAny } from '../../k3s/clusterGroups.ts';
import {
  freeNamesOf,
  gapScopeFor,
  MAX_HOSTS,
  type TemplateAsMeant,
  templatesAsMeant,
} from '../../k3s/evaluation.ts';
import { nameHosts } from '../../k3s/missing.ts';
import type { Variable } from '../../k3s/schema/variableSchema.ts';
import { query } from '../../query/query.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineOf, spanInFile } from '../../yaml/spanInFile.ts';
import { findGap, type Gap } from './gaps.ts';
import { harmOf } from './harm.ts';
import { OF_EVERY_HOST } from './surelyHasValue.ts';

export const jinjaUndefinedOnSomeHosts = defineRule({
  id: 'jinja-undefined-on-some-hosts',
  severity: 'error',
  since: '0.1.0',
  summary: msg('A value needs a variable that only other hosts have'),
  why: msg(
    'A template that stands for a group is filled in for each host with the variables of that host: `--node-ip={{ node_ip }}` needs a `node_ip` on every one of them.\nA host without it ends the run with `is undefined`, in the middle, when others have been changed already; a new host that is added without the variable is the usual cause.\nWhere a role asks first whether the variable is defined (`server_config_yaml`, `agent_config_yaml`, `registries_config_yaml`, `token`, `airgap_dir`), it is worse: what cannot be filled in counts as not defined, and the setting is silently left out (seen with k3s-ansible 1.2.2 and ansible-core 2.14 and 2.19).\nThe rule looks at what k3s-ansible and Ansible themselves read, on the hosts on which they read it; `default()`, `is defined` and `if` are taken into account.\nVariables that no host has are another matter: a play or `-e` may give them.',
  ),
  *check(context) {
    if (mayHaveUnknownGroups(context)) return;
    const { model, schema } = context;
    const isOfRoles = (name: string): boolean => schema.variables.get(name)?.status === 'current';
    const mayLack = ({ variable, template }: TemplateShape): boolean =>
      isOfRoles(variable) && !freeNamesOf(template).every(({ name }) => hasEveryHost(model, name));
    for (const template of templatesAsMeant(context, mayLack)) {
      const variable = schema.variables.get(template.string.definition.name);
      if (variable?.status !== 'current') continue;
      for (const [, found] of gapsOf(context, variable, template))
        yield describe(context, template, found, harmOf(variable, template));
    }
  },
});

/** Whether each host has the variable, and its value needs no other one. */
const hasEveryHost = (model: InventoryModel, name: string): boolean =>
  OF_EVERY_HOST.has(name) || (shapesOfVariable(model, name).length === 0 && isDefinedForAll(model, name));

const isDefinedForAll = query((model: InventoryModel, name: string): boolean => {
  const { byHost } = ownDefinitions(model, name);
  return allHosts(model).every((host) => byHost.has(host));
});

interface Found {
  readonly gap: Gap;
  readonly hosts: string[];
}

/** For each host, so that an edit of one does not evaluate the template on all others anew. */
const gapOn = query((model: InventoryModel, host: string, text: string): Gap | undefined => {
  const scope = gapScopeFor(model, host);
  return scope && findGap(model, text, scope);
});

/** By the variable that is missing. */
function gapsOf(
  { model, plays }: RuleContext,
  variable: Variable,
  { string, hosts }: TemplateAsMeant,
): ReadonlyMap<string, Found> {
  const found = new Map<string, OfHosts<Found>>();
  for (const host of askedHosts(model, variable, hosts)) {
    const gap = gapOn(model, host, string.scalar.text);
    // A play or the command line may give it to all.
    if (!gap || plays.perhaps.has(gap.name) || plays.passed.has(gap.name)) continue;
    addHost<Found>(found, gap.name, host, () => ({ gap }));
  }
  return found;
}

/** The nodes on which the roles read it; none where they are too many to be evaluated one by one. */
function askedHosts(
  model: InventoryModel,
  { places }: Variable,
  hosts: readonly string[],
): readonly string[] {
  const groups = clusterGroups(model);
  if (!groups) return [];
  const isForAll = places.includes('server') === places.includes('agent');
  const names = isForAll
    ? [groups.server, groups.agent]
    : [places.includes('server') ? groups.server : groups.agent];
  const readers = new Set(names.flatMap((name) => [...groupWithChildren(model, name)]));
  const asked: string[] = [];
  for (const host of hosts) {
    if (isInAny(model, host, readers)) asked.push(host);
    if (asked.length > MAX_HOSTS) return [];
  }
  return asked;
}

function describe(
  { model }: RuleContext,
  { uri, file, scalar, written }: TemplateAsMeant,
  { gap: { reference, name, host }, hosts }: Found,
  harm: Message,
): RuleFinding {
  const having = effectiveDefinitions(model, name).flatMap((each) => each.hosts);
  const lacking = reference.of === 'same' ? hosts : host === undefined ? [] : [host];
  return {
    uri,
    span: lineOf(file.source, spanInFile(file.source, scalar, written(reference.span))),
    message: whoHas(name, having, lacking, harm),
    related: placesOf(model, name),
  };
}

const whoHas = (
  name: string,
  having: readonly string[],
  lacking: readonly string[],
  harm: Message,
): Message =>
  lacking.length === 0
    ? msg(
        '“{0}” is defined for {1}, but not for the host that is asked here. {2}',
        name,
        nameHosts(having),
        harm,
      )
    : msg(
        '“{0}” is defined for {1}, but not for {2}. {3}',
        name,
        nameHosts(having),
        nameHosts(lacking),
        harm,
      );

const placesOf = (
  model: InventoryModel,
  name: string,
): readonly (Location & { readonly message: Message })[] =>
  definitionsOf(model, name)
    .slice(0, 3)
    .map((definition) => ({ ...valueLocation(definition), message: msg('“{0}” is defined here', name) }));
